import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Writes LICENSES.md: what is installed with the kit, and under which licence. With --check it only compares. */
interface Locked {
  readonly version?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly optional?: boolean;
}

const root = path.resolve(import.meta.dirname, '..');
const file = path.join(root, 'LICENSES.md');
const { packages } = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')) as {
  packages: Readonly<Record<string, Locked>>;
};
const rows = Object.entries(packages).flatMap(([place, { version = '', license = 'unknown', dev, optional }]) => {
  const name = place.split('node_modules/').at(-1) ?? '';
  return name === '' || dev === true ? [] : [{ name, version, license, where: optional ? 'one platform' : 'always' }];
});
const families = new Map<string, (typeof rows)[number]>();
for (const row of rows) {
  // A compiler comes as one package for each platform, of which one is installed.
  const name = row.where === 'always' ? row.name : row.name.replace(/^(@[^/]+)\/.*/, '$1/*');
  families.set(`${name} ${row.version} ${row.license}`, { ...row, name });
}
const table = [...families.values()].map(
  ({ name, version, license, where }) => `| \`${name}\` | ${version} | ${license} | ${where} |`,
);
const text = `# Licences

The kit is under the MIT licence, see [LICENSE](LICENSE). These packages are installed with it. One is
copied into it: the page of \`mvk ui\` contains Preact (MIT, Copyright (c) 2015-present Jason Miller).
\`npx tsx tools/licences.ts\` writes this file from package-lock.json.

| package | version | licence | installed |
| --- | --- | --- | --- |
${table.join('\n')}

Beside it a project has \`@playwright/test\` (Apache-2.0) and, for \`minivoice-conformance/nock\`, \`nock\` (MIT).
`;
if (!process.argv.includes('--check')) writeFileSync(file, text);
else if (readFileSync(file, 'utf8') !== text) {
  console.error('LICENSES.md is stale: npx tsx tools/licences.ts');
  process.exitCode = 1;
}
