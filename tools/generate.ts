import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { apiTypes } from './generate/api.ts';
import { assumptionTable, clauseTable } from './generate/tables.ts';
import { validatorModules } from './generate/validators.ts';

/** Writes spec/generated/ from the contract; with --check, says which files are stale and changes nothing. */
const root = path.resolve(import.meta.dirname, '..');
const generated = path.join(root, 'spec/generated');

const files: Readonly<Record<string, string>> = {
  'clauses.ts': clauseTable(root),
  'assumptions.ts': assumptionTable(root),
  ...(await validatorModules(root)),
  'api.ts': await apiTypes(root),
};

let stale = 0;
for (const [name, text] of Object.entries(files)) {
  const file = path.join(generated, name);
  if (existsSync(file) && readFileSync(file, 'utf8') === text) continue;
  if (process.argv.includes('--check')) {
    console.error(`spec/generated/${name} is stale: run npm run generate`);
    stale++;
    continue;
  }
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}
process.exitCode = stale === 0 ? 0 : 1;
