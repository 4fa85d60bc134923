import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { startTarget, type Target } from './target.ts';

const here = (file: string): string => fileURLToPath(new URL(file, import.meta.url));

/** Whether the tools that we compare with are here; they are installed apart, as the kit needs none of them. */
export function havePeers(): boolean {
  return existsSync(here('peers/node_modules'));
}

/** A public mock of our OpenAPI document; undefined where it is not installed. */
export async function startPeer(name: string): Promise<(Target & { readonly name: string }) | undefined> {
  if (!havePeers()) return undefined;
  return { ...(await startTarget(`../peers/${name}.js`, { BENCH_OPENAPI: bundled() })), name };
}

/** The document in one file. */
function bundled(): string {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'mvk-bench-')), 'openapi.json');
  const { status } = spawnSync(here('../node_modules/.bin/redocly'), [
    'bundle',
    here('../spec/openapi.yaml'),
    '-o',
    file,
  ]);
  if (status !== 0) throw new Error('the OpenAPI document could not be bundled');
  return file;
}
