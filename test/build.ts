import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { isFresh } from '../tools/build/fresh.ts';

const root = path.resolve(import.meta.dirname, '..');

/** Before the tests: compiles the kit, unless nothing has changed since it was. */
export default function build(): void {
  if (isFresh()) return;
  const { status } = spawnSync('node_modules/.bin/tsx', ['tools/build.ts'], { cwd: root, stdio: 'inherit' });
  if (status !== 0) throw new Error('the kit does not compile: run npm run build');
}
