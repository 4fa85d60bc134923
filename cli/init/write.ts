import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { UsageError } from '../command.ts';

/** Writes a file unless another is there; the line says what became of it. */
export function put(root: string, name: string, text: string, force: boolean): string {
  const file = path.join(root, name);
  const before = existsSync(file) ? read(file, name) : undefined;
  if (before === text) return `unchanged    ${name}`;
  if (before !== undefined && !force) return `kept         ${name}, which is there already; --force overwrites it`;
  write(file, name, text);
  return `${before === undefined ? 'wrote       ' : 'overwrote   '} ${name}`;
}

/** Adds names of folders to a file that lists what git ignores, unless they are there. */
export function putFolders(root: string, name: string, folders: readonly string[]): string {
  const file = path.join(root, name);
  const before = existsSync(file) ? read(file, name) : '';
  const lines = before.split(/\r?\n/).map((each) => each.trim().replace(/^\/|\/$/g, ''));
  const missing = folders.filter((folder) => !lines.includes(folder)).map((folder) => `${folder}/`);
  if (missing.length === 0) return `unchanged    ${name}, which has ${folders.map((each) => `${each}/`).join(' and ')}`;
  const gap = before === '' || before.endsWith('\n') ? '' : '\n';
  write(file, name, `${before}${gap}${missing.join('\n')}\n`);
  return before === '' ? `wrote        ${name}` : `added        ${missing.join(' and ')} to ${name}`;
}

function read(file: string, name: string): string {
  if (statSync(file).isDirectory()) {
    throw new UsageError(`${JSON.stringify(name)} is a folder, where a file would be written`);
  }
  return guarded(`${JSON.stringify(name)} could not be read`, () => readFileSync(file, 'utf8'));
}

function write(file: string, name: string, text: string): void {
  guarded(`${JSON.stringify(name)} could not be written`, () => {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  });
}

function guarded<Value>(problem: string, act: () => Value): Value {
  try {
    return act();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new UsageError(`${problem}: ${code ?? message}`);
  }
}
