import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse, stringify } from 'yaml';
import { contractVersions, requirementsIn } from '../spec/index.ts';

/**
 * Freezes the version of the contract that is under development, and names the next one:
 * `npx tsx tools/freeze.ts 0.3`. Run `npm run generate` afterwards.
 */
const folder = path.resolve(import.meta.dirname, '../spec/versions');
const [next = ''] = process.argv.slice(2);
const developed = contractVersions.at(-1) ?? '';
const file = path.join(folder, `${developed}.yaml`);
if (!/^\d+\.\d+$/.test(next) || contractVersions.includes(next)) {
  throw new Error(`the next version must be new and look like 1.2 (got ${JSON.stringify(next)})`);
}
if (existsSync(file)) throw new Error(`version ${developed} is frozen already`);
writeFileSync(file, frozenText(developed));
const developing = path.join(folder, 'development.yaml');
writeFileSync(
  developing,
  `# The version of the contract that this kit develops: it contains every requirement, and is frozen by tools/freeze.ts.\n${stringify({ version: next }, { defaultStringType: 'QUOTE_SINGLE', defaultKeyType: 'PLAIN' })}`,
);

function frozenText(version: string): string {
  const lines = requirementsIn(version).map(
    ({ id, area, level, title }) =>
      `  - { id: ${id}, area: ${area}, level: ${level}, title: ${JSON.stringify(title)} }`,
  );
  const text = `# Frozen: a later change of an id, a level or a title is a new requirement.\nversion: '${version}'\nrequirements:\n${lines.join('\n')}\n`;
  const { requirements } = parse(text) as { readonly requirements: unknown };
  if (JSON.stringify(requirements) !== JSON.stringify(requirementsIn(version)))
    throw new Error('it does not read back');
  return text;
}
