import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, rmSync } from 'node:fs';
import path from 'node:path';

/** Writes `dist/`: the same tree as plain JavaScript with types, and the data that is read at run time. */
const root = path.resolve(import.meta.dirname, '..');
const dist = path.join(root, 'dist');
rmSync(dist, { recursive: true, force: true });
const { status } = spawnSync(
  process.execPath,
  [path.join(root, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.build.json'],
  {
    cwd: root,
    stdio: 'inherit',
  },
);
if (status !== 0) process.exit(status ?? 1);
for (const data of ['spec/schemas', 'spec/openapi.yaml', 'spec/vectors', 'spec/assumptions.yaml', 'spec/clauses']) {
  cpSync(path.join(root, data), path.join(dist, data), { recursive: true });
}
chmodSync(path.join(dist, 'cli/main.js'), 0o755);
