import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { exportedFiles } from './doors.ts';
import { filesIn } from './files.ts';

/** What the command starts by name, so that no import leads to it. */
const started = /\b(?:treeFile|nodeArguments)\('([^']+)'\)/g;
const inside = ['cli/main.js', 'suites/conformance.spec.js'];

/** Removes the modules and declarations that cannot be reached from outside: most mutants, and the types of inner modules. */
export function prune(dist: string): void {
  const kept = reachableFrom([...exportedFiles(), ...inside], dist);
  for (const file of filesIn(dist)) {
    if (/\.(c?js|d\.c?ts)$/.test(file) && !file.includes('/browser/') && !kept.has(file)) rmSync(file);
  }
}

function reachableFrom(doors: readonly string[], dist: string): ReadonlySet<string> {
  const seen = new Set<string>();
  const queue = doors.map((door) => path.join(dist, door));
  for (let file = queue.shift(); file !== undefined; file = queue.shift()) {
    if (seen.has(file) || !existsSync(file)) continue;
    seen.add(file);
    queue.push(...leadsTo(file, dist));
  }
  return seen;
}

function leadsTo(file: string, dist: string): string[] {
  const text = readFileSync(file, 'utf8');
  const typed = /\.d\.c?ts$/.test(file);
  const imported = ts
    .preProcessFile(text, true, true)
    .importedFiles.filter(({ fileName }) => fileName.startsWith('.'))
    .map(({ fileName }) => path.resolve(path.dirname(file), typed ? fileName.replace(/\.js$/, '.d.ts') : fileName));
  const named = [...text.matchAll(started)].map(([, name = '']) => path.join(dist, `${name}.js`));
  return [...imported, ...named];
}
