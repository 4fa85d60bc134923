import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { apiTypes } from './generate/api.ts';
import { asyncApi } from './generate/asyncapi.ts';
import { configKeyTable } from './generate/config-keys.ts';
import { schemasWithEnums } from './generate/enums.ts';
import { kitTypes } from './generate/kit-types.ts';
import { actionTable, eventTable } from './generate/names.ts';
import { operationFiles } from './generate/operations.ts';
import { proofTable } from './generate/proof.ts';
import { requirementIds, requirementTable } from './generate/requirements.ts';
import { assumptionTable, clauseTable } from './generate/tables.ts';
import { validatorModules } from './generate/validators.ts';
import { versionTable } from './generate/versions.ts';

/** Writes spec/generated/, spec/asyncapi.yaml, the generated vectors and the generated part of docs/ from the contract; with --check, says which files are stale and changes nothing. */
const root = path.resolve(import.meta.dirname, '..');

let stale = 0;
for (const [file, text] of Object.entries(schemasWithEnums(root))) updateFile(file, text);
update('actions.ts', actionTable(root));
update('events.ts', eventTable(root));
update('clauses.ts', clauseTable(root));
update('assumptions.ts', assumptionTable(root));
update('versions.ts', versionTable(root));
for (const [name, text] of Object.entries(operationFiles(root))) update(name, text);
for (const [name, text] of Object.entries(await validatorModules(root))) update(name, text);
update('api.ts', await apiTypes(root));
updateFile('spec/asyncapi.yaml', asyncApi(root));
update('kit.ts', await kitTypes(root));
update('config-keys.ts', configKeyTable(root));
// Last: the suites are loaded for it, and they need all of the above.
update('requirement-ids.ts', await requirementIds());
update('catalogue.ts', await requirementTable());
update('proof.ts', await proofTable());
const { answerCases } = await import('./generate/vectors.ts');
updateFile('spec/vectors/answer-cases.json', answerCases());
const { generatedPages } = await import('./docs.ts');
for (const [file, text] of Object.entries(await generatedPages(root))) updateFile(file, text);
process.exitCode = stale === 0 ? 0 : 1;

function update(name: string, text: string): void {
  updateFile(`spec/generated/${name}`, text);
}

function updateFile(name: string, text: string): void {
  const file = path.join(root, name);
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return;
  if (process.argv.includes('--check')) {
    console.error(`${name} is stale: run npm run generate`);
    stale++;
    return;
  }
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}
