import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { packed, root } from './tarball.ts';

/** A repository of somebody else, with the packed kit among its packages. */
export interface Foreign {
  readonly folder: string;
  write(name: string, text: string): void;
  read(name: string): string;
  /** Runs a program in it, without a network. */
  run(program: string, args: readonly string[], environment?: NodeJS.ProcessEnv): Promise<Ended>;
  /** Runs the installed command. */
  mvk(...args: readonly string[]): Promise<Ended>;
  remove(): void;
}

export interface Ended {
  readonly code: number | null;
  readonly output: string;
}

const name = 'minivoice-conformance';

/**
 * Makes one in a temporary folder. Beside the kit lie only the packages that it declares, so that an import of any
 * other is found out; `without` leaves some of those out.
 */
export function foreign(files: Readonly<Record<string, string>>, without: readonly string[] = []): Foreign {
  // Packages of a folder above would be found as well.
  const above = [tmpdir(), '/var/tmp'].find((place) => !existsSync(path.join(place, 'node_modules')));
  const folder = mkdtempSync(path.join(above ?? tmpdir(), 'mvk-foreign-'));
  const packages = path.join(folder, 'node_modules');
  cpSync(packed().unpacked, path.join(packages, name), { recursive: true });
  for (const declared of declaredPackages()) {
    if (!without.includes(declared)) link(path.join(root, 'node_modules', declared), path.join(packages, declared));
  }
  for (const command of ['mvk', name]) link(`../${name}/dist/cli/main.js`, path.join(packages, '.bin', command));
  const write: Foreign['write'] = (file, text) => {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  };
  for (const [file, text] of Object.entries(files)) write(file, text);
  const run: Foreign['run'] = (program, args, environment) => ended(folder, program, args, environment);
  return {
    folder,
    write,
    read: (file) => readFileSync(path.join(folder, file), 'utf8'),
    run,
    mvk: (...args) => run(path.join(packages, '.bin', 'mvk'), args),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Makes a package of the repository one of the foreign project's own. */
export function makeOwn(project: Foreign, ...names: readonly string[]): void {
  for (const each of names)
    link(path.join(root, 'node_modules', each), path.join(project.folder, 'node_modules', each));
}

function declaredPackages(): string[] {
  const manifest = JSON.parse(readFileSync(path.join(packed().unpacked, 'package.json'), 'utf8')) as Record<
    'dependencies' | 'peerDependencies',
    Readonly<Record<string, string>>
  >;
  return Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });
}

function link(target: string, place: string): void {
  mkdirSync(path.dirname(place), { recursive: true });
  symlinkSync(target, place);
}

function ended(
  folder: string,
  program: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): Promise<Ended> {
  const foreignNames = /^(PW_|PWTEST_|PLAYWRIGHT_|TEST_|MINIVOICE_|GITHUB_|NODE_OPTIONS$|FORCE_COLOR$|npm_)/;
  const outer = Object.entries(process.env).filter(([key]) => !foreignNames.test(key));
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: folder,
      env: { ...Object.fromEntries(outer), NO_COLOR: '1', npm_config_offline: 'true', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const keep = (chunk: string): void => {
      output += chunk;
    };
    child.stdout.setEncoding('utf8').on('data', keep);
    child.stderr.setEncoding('utf8').on('data', keep);
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, output }));
  });
}
