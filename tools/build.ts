import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, rmSync } from 'node:fs';
import path from 'node:path';
import { bundleCommonJs } from './build/bundle.ts';
import { writeCommonJs } from './build/common-js.ts';
import { rewriteDeclarations } from './build/declarations.ts';
import { writePage } from './build/page.ts';
import { prune } from './build/prune.ts';

/** Writes `dist/`, or the folder that is given: the same tree as plain JavaScript with types, and the data that goes with it. */
const root = path.resolve(import.meta.dirname, '..');
const dist = path.resolve(process.argv[2] ?? path.join(root, 'dist'));
rmSync(dist, { recursive: true, force: true });
const { status } = spawnSync(
  process.execPath,
  [path.join(root, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.build.json', '--outDir', dist],
  { cwd: root, stdio: 'inherit' },
);
if (status !== 0) process.exit(status ?? 1);
// The two documents and the vectors are for people who test in other languages.
const copied = [
  ...['spec/schemas', 'spec/openapi.yaml', 'spec/asyncapi.yaml', 'spec/vectors'],
  ...['reporters/html/styles', 'reporters/html/browser'],
];
for (const data of copied) {
  cpSync(path.join(root, data), path.join(dist, data), {
    recursive: true,
    filter: (file) => path.basename(file) !== 'tsconfig.json',
  });
}
rewriteDeclarations(dist);
for (const door of ['spec/define-config', 'spec/types']) writeCommonJs(path.join(root, `${door}.ts`), dist, door);
bundleCommonJs(path.join(root, 'nock/index.ts'), dist, 'nock/index', ['leven']);
prune(dist);
await writePage(path.join(root, 'ui'), path.join(dist, 'ui'));
chmodSync(path.join(dist, 'cli/main.js'), 0o755);
