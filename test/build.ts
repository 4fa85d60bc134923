import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { mvkFile } from './kit.ts';

const root = path.resolve(import.meta.dirname, '..');
/** What is compiled into `dist/`, and what compiles it. */
const compiled = [
  ...['cli', 'fixtures', 'flows', 'mutants', 'nock', 'platform', 'playwright', 'reporters', 'spec', 'suites', 'ui'],
  ...['tools/build', 'tools/build.ts', 'package.json', 'tsconfig.json', 'tsconfig.build.json'],
];

/** Before the tests: compiles the kit, unless nothing has changed since it was. */
export default function build(): void {
  if (isFresh()) return;
  const { status } = spawnSync('node_modules/.bin/tsx', ['tools/build.ts'], { cwd: root, stdio: 'inherit' });
  if (status !== 0) throw new Error('the kit does not compile: run npm run build');
}

function isFresh(): boolean {
  const main = statSync(mvkFile, { throwIfNoEntry: false });
  return main !== undefined && compiled.flatMap(filesIn).every((file) => statSync(file).mtimeMs < main.mtimeMs);
}

function filesIn(name: string): readonly string[] {
  const place = path.join(root, name);
  if (statSync(place).isFile()) return [place];
  return readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.md'))
    .map((entry) => path.join(entry.parentPath, entry.name));
}
