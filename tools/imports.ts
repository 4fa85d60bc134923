import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

/** What a folder may import from; itself always. Type imports count too. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  cli: ['suites', 'reporters', 'mutants', 'flows', 'fixtures', 'platform', 'spec'],
  suites: ['flows', 'fixtures', 'platform', 'spec'],
  playwright: ['flows', 'platform', 'spec'],
  nock: ['fixtures', 'platform', 'spec'],
  reporters: ['flows', 'spec'],
  flows: ['platform', 'spec'],
  fixtures: ['platform', 'spec'],
  platform: ['spec'],
  mutants: ['spec'],
  spec: [],
};

const root = path.resolve(import.meta.dirname, '..');
const problems = Object.keys(allowed).flatMap((folder) =>
  filesOf(path.join(root, folder)).flatMap((file) => check(folder, file)),
);
for (const problem of problems) console.error(problem);
process.exitCode = problems.length === 0 ? 0 : 1;

function check(folder: string, file: string): string[] {
  const place = path.relative(root, file);
  return importsOf(file).flatMap((name) => {
    if (!name.startsWith('.'))
      return folder === 'reporters' && name.startsWith('@playwright') && !place.endsWith('adapter.ts')
        ? [`${place}: only reporters/adapter.ts may know Playwright`]
        : [];
    const target = path.relative(root, path.resolve(path.dirname(file), name));
    const [other = ''] = target.split(path.sep);
    if (other === folder) return [];
    const may = allowed[folder] ?? [];
    if (!may.includes(other))
      return [`${place} imports ${target}: ${folder}/ may import ${may.join(', ') || 'nothing'}`];
    if (other === 'spec' && target !== path.join('spec', 'index.ts'))
      return [`${place} imports ${target}: spec/index.ts is the only door`];
    return [];
  });
}

function importsOf(file: string): string[] {
  return ts.preProcessFile(readFileSync(file, 'utf8'), true, true).importedFiles.map(({ fileName }) => fileName);
}

function filesOf(folder: string): string[] {
  try {
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
      .map((entry) => path.join(entry.parentPath, entry.name));
  } catch {
    return [];
  }
}
