import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { apiTypes } from './generate/api.ts';
import { operationTable } from './generate/operations.ts';
import { requirementTable } from './generate/requirements.ts';
import { assumptionTable, clauseTable } from './generate/tables.ts';
import { validatorModules } from './generate/validators.ts';

/** Writes spec/generated/ from the contract; with --check, says which files are stale and changes nothing. */
const root = path.resolve(import.meta.dirname, '..');
const generated = path.join(root, 'spec/generated');

let stale = 0;
update('clauses.ts', clauseTable(root));
update('assumptions.ts', assumptionTable(root));
update('operations.ts', operationTable(root));
for (const [name, text] of Object.entries(await validatorModules(root))) update(name, text);
update('api.ts', await apiTypes(root));
// Last: the suites are loaded for it, and they need all of the above.
update('catalogue.ts', await requirementTable());
process.exitCode = stale === 0 ? 0 : 1;

function update(name: string, text: string): void {
  const file = path.join(generated, name);
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return;
  if (process.argv.includes('--check')) {
    console.error(`spec/generated/${name} is stale: run npm run generate`);
    stale++;
    return;
  }
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}
