import path from 'node:path';
import { quoteShellWord } from './terminal/shell.ts';

interface Started {
  /** The script that npm runs: `npm_lifecycle_script`. */
  readonly script?: string | undefined;
  /** The file that Node.js was given: a link named `mvk`, or the program itself. */
  readonly file?: string | undefined;
  readonly folder: string;
}

/**
 * How this command was started, as it can be typed again: npm puts `mvk` on the path of what it runs, and not on that of
 * the shell. Where npm had no part in it, the link `mvk` is on the path, and a program given to Node.js is given again.
 */
export function invocation({ script = '', file = 'mvk', folder }: Started): string {
  // The script of a test runner or a build may start the command in its turn: only its own name counts.
  const [, source] = /(?:^|[\s"'])tsx["']? +["']?((?:\S*\/)?cli\/main\.ts)\b/.exec(script) ?? [];
  if (source !== undefined) return `npx tsx ${source}`;
  if (/(?:^|[\s"'])(?:mvk|minivoice-conformance)["']?(?:\s|$)/.test(script)) return 'npx mvk';
  // The packages of this folder or of one above it: there npx finds the command, whether it was linked or wrapped.
  const [, owner] = /^(.*?)[\\/]node_modules[\\/]/.exec(file) ?? [];
  if (owner !== undefined) return isWithin(folder, owner) ? 'npx mvk' : 'mvk';
  if (!/\.[jt]s$/.test(file)) return 'mvk';
  const relative = path.relative(folder, file);
  const shortest = relative.startsWith('..') ? file : relative;
  return `${file.endsWith('.ts') ? 'npx tsx' : 'node'} ${quoteShellWord(shortest)}`;
}

function isWithin(folder: string, owner: string): boolean {
  const relative = path.relative(owner, folder);
  return !relative.startsWith('..') && !path.isAbsolute(relative);
}
