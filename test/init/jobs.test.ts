import { execFileSync } from 'node:child_process';
import { expect, _baseTest as test } from '@playwright/test';
import { parse } from 'yaml';
import { initFolder } from './folder.ts';

const withKit = (source: string) => ({
  'package.json': JSON.stringify({
    name: 'ivr',
    scripts: { start: 'x' },
    devDependencies: { 'minivoice-conformance': source },
  }),
});
const installed = withKit('file:vendor/kit.tgz');

test('one host gets a job where nothing says which', async () => {
  const folder = initFolder(installed);
  expect(await folder.init()).toContain('--ci github  (no remote says which)');
  expect(() => folder.read('.gitlab-ci.yml')).toThrow('ENOENT');
});

for (const [what, files, reason] of [
  ['is no dependency', { 'server.py': '' }, 'the kit is no dependency of the project'],
  ['is linked from beside the repository', withKit('file:../kit'), 'the kit lies outside the repository (file:../kit)'],
  ['is linked by a path', withKit('/opt/kit'), 'the kit lies outside the repository (/opt/kit)'],
] as const) {
  test(`no job is written where the kit ${what}, and what is missing is said`, async () => {
    const folder = initFolder(files);
    const printed = await folder.init();
    expect(printed).toContain(`--ci none  (${reason}, so no job could run it)`);
    expect(printed).toContain(`For CI: ${reason}. Pack the kit`);
    expect(printed).toContain('Then: npx --no-install mvk init --ci github');
    expect(() => folder.read('.github/workflows/mvk.yml')).toThrow('ENOENT');
    expect(await folder.init({ ci: ['github'] })).toContain('Until then the job fails.');
  });
}

for (const source of [
  '1.2.3',
  'github:somebody/kit',
  'git+https://example.org/kit.git',
  'https://example.org/kit.tgz',
]) {
  test(`a kit from ${source} is one that a job can install`, async () => {
    expect(await initFolder(withKit(source)).init()).toContain('--ci github');
  });
}

test('nothing that is written fetches a package by its name', async () => {
  for (const files of [installed, { 'server.py': '' }, { ...installed, 'pnpm-lock.yaml': '' }]) {
    const folder = initFolder(files);
    const printed = await folder.init({ ci: ['github', 'gitlab'] });
    const written = [printed, folder.read('.github/workflows/mvk.yml'), folder.read('.gitlab/mvk.yml')].join('\n');
    expect(written).not.toMatch(/npx (?!--no-install)/);
    expect(written).toContain(' mvk check');
  }
});

for (const [host, url] of [
  ['github', 'git@github.com:somebody/ivr.git'],
  ['gitlab', 'https://gitlab.example.org/somebody/ivr.git'],
] as const) {
  test(`a repository at ${host} gets the job of ${host} alone`, async () => {
    const folder = initFolder({ ...installed, '.git/config': `[remote "origin"]\n\turl = ${url}\n` });
    expect(await folder.init()).toContain(`--ci ${host}  (the remote of the repository)`);
    const other = host === 'github' ? '.gitlab-ci.yml' : '.github/workflows/mvk.yml';
    expect(() => folder.read(other)).toThrow('ENOENT');
  });
}

test('files of hosts tell where CI runs, of both where both are there', async () => {
  const at = (...names: string[]) =>
    initFolder({ ...installed, ...Object.fromEntries(names.map((name) => [name, ''])) });
  expect(await at('.github/dependabot.yml').init()).toContain('--ci github  (.github)');
  expect(await at('.gitlab-ci.yml').init()).toContain('--ci gitlab  (.gitlab-ci.yml)');
  const both = await at('.github/dependabot.yml', '.gitlab-ci.yml').init();
  expect(both).toContain('--ci github,gitlab  (.github and .gitlab-ci.yml)');
});

test('a folder with a space in its name is one word to the shell of a job', async () => {
  const folder = initFolder({ '.git/HEAD': '', 'apps/my voice/server.py': '' });
  await folder.init({ ci: ['gitlab'] }, 'apps/my voice');
  const job = parse(folder.read('.gitlab/mvk-apps-my-voice.yml')) as Record<string, { before_script: string[] }>;
  expect(job['mvk-apps-my-voice']?.before_script).toContain("cd 'apps/my voice'");
});

test('in a folder of a larger repository the jobs lie at its root, and work in the folder', async () => {
  const folder = initFolder({ '.git/HEAD': '', 'services/ivr/server.py': '' });
  const printed = await folder.init({ ci: ['github', 'gitlab'] }, 'services/ivr');
  expect(printed).toContain('wrote        services/ivr/mvk.config.yaml');
  const workflow = parse(folder.read('.github/workflows/mvk-services-ivr.yml')) as { jobs: Record<string, object> };
  expect(workflow.jobs['mvk-services-ivr']).toMatchObject({
    defaults: { run: { 'working-directory': 'services/ivr' } },
  });
  const job = parse(folder.read('.gitlab/mvk-services-ivr.yml')) as Record<string, object>;
  expect(job['mvk-services-ivr']).toMatchObject({ artifacts: { paths: ['services/ivr/mvk-report/'] } });
  expect(folder.read('services/ivr/.gitignore')).toBe('mvk-report/\n');
});

test('no job is written where git ignores the file of the kit', async () => {
  const folder = initFolder({ ...withKit('file:vendor/kit.tgz'), '.gitignore': '/vendor/\n', 'vendor/kit.tgz': '' });
  execFileSync('git', ['init', '--quiet'], { cwd: folder.place });
  expect(await folder.init()).toContain(
    '(git ignores the file of the kit (file:vendor/kit.tgz), so no job could run it)',
  );
});

test('an image of another language gets what it lacks', async () => {
  const lines = async (files: Record<string, string>): Promise<string[]> => {
    const folder = initFolder({ ...installed, 'package.json': '{}', ...files });
    await folder.init({ ci: ['gitlab'] });
    return parse(folder.read('.gitlab/mvk.yml')).mvk.before_script as string[];
  };
  expect(await lines({ 'composer.json': '{}', 'index.php': '' })).toContain(
    'apt-get update -q && apt-get install -yq nodejs npm composer unzip',
  );
  // The Node of its distribution is too old.
  expect(await lines({ 'pom.xml': 'spring-boot-maven-plugin' })).toContain('npm install --global node@22');
});
