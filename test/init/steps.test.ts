import { execFileSync, type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, _baseTest as test } from '@playwright/test';
import { parse } from 'yaml';
import { freePort } from '../../platform/http/free-ports.ts';
import { problemsOf } from '../package/action-schema.ts';
import { packed } from '../package/tarball.ts';
import { initFolder } from './folder.ts';
import { type Service, services } from './services.ts';

/** What a repository has of npm: the packed kit, and the lock that `npm install` makes of it. */
let npm: Readonly<Record<'package.json' | 'package-lock.json', string>>;

test.beforeAll(() => {
  test.setTimeout(600_000);
  const folder = mkdtempSync(path.join(tmpdir(), 'mvk-lock-'));
  mkdirSync(path.join(folder, 'third-party'));
  copyFileSync(packed().tarball, path.join(folder, 'third-party/kit.tgz'));
  const devDependencies = { 'minivoice-conformance': 'file:third-party/kit.tgz', '@playwright/test': '>=1.60 <2' };
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ private: true, devDependencies }));
  const { status, stderr } = ran(folder, 'npm install --package-lock-only --prefer-offline --no-audit --no-fund');
  if (status !== 0 && process.env.CI === undefined) test.skip(true, `the registry of npm did not answer: ${stderr}`);
  expect(status, stderr).toBe(0);
  const read = (name: string): string => readFileSync(path.join(folder, name), 'utf8');
  npm = { 'package.json': read('package.json'), 'package-lock.json': read('package-lock.json') };
});

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, string>>;
}
interface GithubJob {
  readonly defaults?: { readonly run: { readonly 'working-directory': string } };
  readonly steps: readonly Step[];
}
interface GitlabJob {
  readonly before_script: readonly string[];
  readonly script: readonly string[];
  readonly artifacts: { readonly paths: readonly string[]; readonly reports: { readonly junit: string } };
}

for (const service of services) {
  const { language, inner } = service;
  test(`the jobs for ${language} run in a fresh clone`, async () => {
    test.skip(!service.needs.every(isHere), `${service.needs.join(' and ')} must be installed`);
    test.setTimeout(120_000);
    const name = inner === '' ? 'mvk' : `mvk-${inner.replaceAll('/', '-')}`;

    const forGithub = await clone(service);
    const file = path.join(forGithub, `.github/workflows/${name}.yml`);
    expect(problemsOf('workflow', file)).toEqual([]);
    const github = only(parse(readFileSync(file, 'utf8')).jobs as Record<string, GithubJob>);
    const place = path.join(forGithub, github.defaults?.run['working-directory'] ?? '');
    for (const { run } of github.steps) {
      if (run !== undefined) expectRun(place, briefly(run), '-eo', 'pipefail');
    }
    const uploaded = github.steps.find(({ uses }) => uses?.startsWith('actions/upload-artifact'))?.with?.path ?? '';
    expect(existsSync(path.join(forGithub, uploaded, 'report.html'))).toBe(true);
    // The report and the packages are no files of the repository.
    expect(execFileSync('git', ['status', '--porcelain'], { cwd: forGithub, encoding: 'utf8' })).toBe('');

    // One shell runs all lines; those that bring Node to an image would install it here.
    rmReport(path.join(forGithub, inner));
    const { before_script, script, artifacts } = only(
      parse(readFileSync(path.join(forGithub, `.gitlab/${name}.yml`), 'utf8')) as Record<string, GitlabJob>,
    );
    const lines = before_script.filter((line) => !/^apt-get |^npm (ci|install)/.test(line));
    expectRun(forGithub, [...lines, ...script].map(briefly).join('\n'), '-eo', 'pipefail');
    for (const each of [...artifacts.paths, artifacts.reports.junit]) {
      expect(existsSync(path.join(forGithub, each)), each).toBe(true);
    }
  });
}

/** A repository in which somebody ran `mvk init` and committed everything, cloned elsewhere. */
async function clone({ files, inner, start }: Service): Promise<string> {
  const port = await freePort();
  const within = Object.entries({ ...files, ...npm }).map(([file, text]) => [path.posix.join(inner, file), text]);
  const folder = initFolder({ ...Object.fromEntries(within), 'README.md': '' });
  const own = path.join(folder.place, inner);
  mkdirSync(path.join(own, 'third-party'), { recursive: true });
  copyFileSync(packed().tarball, path.join(own, 'third-party/kit.tgz'));
  const git = (...words: readonly string[]): string =>
    execFileSync('git', ['-c', 'user.name=x', '-c', 'user.email=x@example.com', ...words], {
      cwd: folder.place,
      encoding: 'utf8',
    });
  git('init', '--quiet');
  // As after npm install: its folder is there.
  mkdirSync(path.join(own, 'node_modules'));
  const flags = { answerUrl: `http://127.0.0.1:${port}/answer`, webhookUrl: 'none', ci: ['github', 'gitlab'] };
  expect(await folder.init(flags, inner)).toContain(`--start ${start.replace('0PORT0', String(port))}`);
  git('add', '--all');
  git('commit', '--quiet', '--message', 'A service');
  const target = mkdtempSync(path.join(tmpdir(), 'mvk-clone-'));
  git('clone', '--quiet', folder.place, target);
  return target;
}

/** With one requirement in place of all, and packages of npm from its cache where they are there. */
function briefly(line: string): string {
  if (/ mvk check\b/.test(line)) return `${line} --only answer.http.reachable --runs 1`;
  return line === 'npm ci' ? 'npm ci --prefer-offline --no-audit --no-fund' : line;
}

function expectRun(folder: string, script: string, ...flags: readonly string[]): void {
  const { status, stdout, stderr } = ran(folder, script, ...flags);
  expect(status, `${script}\n${stdout}${stderr}`).toBe(0);
}

/** In the shell of a job, without what a test runner or npm left in the environment. */
function ran(folder: string, script: string, ...flags: readonly string[]): SpawnSyncReturns<string> {
  const outer = Object.entries(process.env).filter(
    ([key]) => !/^(PW|PLAYWRIGHT|TEST_|GITHUB_|NODE_OPTIONS|npm_)/.test(key),
  );
  const env = {
    ...Object.fromEntries(outer),
    CI: 'true',
    PIP_DISABLE_PIP_VERSION_CHECK: '1',
    NO_COLOR: '1',
    FORCE_COLOR: undefined,
  };
  return spawnSync('bash', ['--noprofile', '--norc', ...flags, '-c', script], { cwd: folder, env, encoding: 'utf8' });
}

function rmReport(folder: string): void {
  rmSync(path.join(folder, 'mvk-report'), { recursive: true, force: true });
}

function isHere(program: string): boolean {
  return spawnSync('which', [program], { stdio: 'ignore' }).status === 0;
}

function only<Value>(named: Readonly<Record<string, Value>>): Value {
  const [value, ...others] = Object.values(named);
  expect(others).toEqual([]);
  if (value === undefined) throw new Error('no job was written');
  return value;
}
