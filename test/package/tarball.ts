import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { filesIn } from '../../tools/build/files.ts';

export const root: string = fileURLToPath(new URL('../..', import.meta.url));

const folders = 'cli fixtures flows mutants nock platform playwright reporters spec suites tools/build'.split(' ');
const shown = ['package.json', 'README.md', 'CHANGELOG.md', 'LICENSE', 'LICENSES.md'];
const others = [...shown, 'tsconfig.json', 'tsconfig.build.json'];

/** The packed kit, as a `.tgz` and unpacked. */
interface Packed {
  readonly tarball: string;
  readonly unpacked: string;
}

/** Packs the kit as it stands, once for each state of its files, whichever test asks first. */
export function packed(): Packed {
  const cache = path.join(root, 'node_modules', '.cache', 'mvk-package');
  const place = path.join(cache, keyOf());
  if (!existsSync(place)) {
    removeOld(cache);
    const making = `${place}.${process.pid}`;
    mkdirSync(making, { recursive: true });
    try {
      make(making);
    } catch (error) {
      rmSync(making, { recursive: true, force: true });
      throw error;
    }
    // Two workers may have made it at once: the first one counts.
    if (existsSync(place)) rmSync(making, { recursive: true });
    else renameSync(making, place);
  }
  return { tarball: path.join(place, 'kit.tgz'), unpacked: path.join(place, 'package') };
}

function make(folder: string): void {
  const stage = path.join(folder, 'stage');
  mkdirSync(stage);
  for (const name of shown) cpSync(path.join(root, name), path.join(stage, name));
  cpSync(path.join(root, 'dist'), path.join(stage, 'dist'), { recursive: true });
  run('npm', ['pack', stage, '--ignore-scripts', '--pack-destination', folder]);
  const [tarball = ''] = readdirSync(folder).filter((name) => name.endsWith('.tgz'));
  renameSync(path.join(folder, tarball), path.join(folder, 'kit.tgz'));
  run('tar', ['-xzf', path.join(folder, 'kit.tgz'), '-C', folder]);
  rmSync(stage, { recursive: true });
}

function run(program: string, args: readonly string[]): void {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ${args[0]} failed:\n${stdout}${stderr}`);
}

function keyOf(): string {
  const hash = createHash('sha256');
  for (const file of sources()) {
    const { mtimeMs, size } = statSync(file);
    hash.update(`${file} ${mtimeMs} ${size}\n`);
  }
  return hash.digest('hex').slice(0, 16);
}

function sources(): string[] {
  return [
    ...folders.flatMap((folder) => filesIn(path.join(root, folder))),
    ...[...others, 'tools/build.ts'].map((name) => path.join(root, name)),
  ].sort();
}

function removeOld(cache: string): void {
  if (!existsSync(cache)) return;
  for (const name of readdirSync(cache)) {
    const place = path.join(cache, name);
    if (Date.now() - statSync(place).mtimeMs > 3_600_000) rmSync(place, { recursive: true, force: true });
  }
}
