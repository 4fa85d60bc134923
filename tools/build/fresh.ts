import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');
/** What is compiled into `dist/`, and what compiles it. */
const compiled = [
  ...['cli', 'fixtures', 'flows', 'mutants', 'nock', 'platform', 'playwright', 'reporters', 'spec', 'suites', 'ui'],
  ...['tools/build', 'tools/build.ts', 'package.json', 'tsconfig.json', 'tsconfig.build.json'],
];

/** Whether `dist/` is there, and nothing has changed since it was compiled. */
export function isFresh(): boolean {
  const main = statSync(path.join(root, 'dist/cli/main.js'), { throwIfNoEntry: false });
  return main !== undefined && compiled.flatMap(filesIn).every((file) => statSync(file).mtimeMs < main.mtimeMs);
}

function filesIn(name: string): readonly string[] {
  const place = path.join(root, name);
  if (statSync(place).isFile()) return [place];
  return readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.md'))
    .map((entry) => path.join(entry.parentPath, entry.name));
}
