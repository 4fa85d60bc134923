import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { expect, _baseTest as test } from '@playwright/test';
import { parse } from 'yaml';
import { problemsOf } from '../package/action-schema.ts';
import { root } from '../package/tarball.ts';
import { initFolder } from './folder.ts';

const hostile = `printf '%s' "$HOME" # it's: {a} \\ \`b\` \${PORT}`;
const settings = {
  answerUrl: 'http://127.0.0.1:3111/answer?a=1&b=%20#c',
  webhookUrl: 'http://127.0.0.1:3111/webhook',
  observeUrl: 'http://127.0.0.1:3111/calls/{call_id}',
  start: hostile,
};

/** Reads configurations as the command does, in a process without the loader of the test runner. */
function readBack(places: readonly string[]): unknown[] {
  const reader = `
    import { readConfig } from ${JSON.stringify(path.join(root, 'cli/config/file.ts'))};
    const read = async (place) => (await readConfig(undefined, place, {}))?.config;
    console.log(JSON.stringify(await Promise.all(process.argv.slice(1).map(read))));
  `;
  const args = ['--import', 'tsx', '--input-type=module', '-e', reader, ...places];
  return JSON.parse(execFileSync(process.execPath, args, { cwd: root, encoding: 'utf8' })) as unknown[];
}

test('a configuration is read back as it was meant, in every format and kind of project', async () => {
  const name = "it's «ivr»: #1";
  const folders = ['ts', 'js', 'yaml', 'json'].flatMap((format) =>
    ['module', 'commonjs'].map((type) => ({
      format,
      ...initFolder({ 'package.json': JSON.stringify({ name, type }) }),
    })),
  );
  for (const { format, init } of folders) await init({ ...settings, format });
  expect(readBack(folders.map(({ place }) => place))).toEqual(
    folders.map(({ place }) => ({
      name,
      answerUrl: settings.answerUrl,
      webhookUrl: settings.webhookUrl,
      webhookSecret: 'a-secret-for-tests-only',
      start: { command: hostile, cwd: place, env: { PORT: '3111' } },
      observe: { callUrl: settings.observeUrl },
    })),
  );
});

test('the workflow is one that GitHub takes, and the job of GitLab has its parts', async () => {
  const folder = initFolder({ 'go.mod': 'module ivr', '.git/HEAD': '' });
  await folder.init({ ...settings, ci: ['github', 'gitlab'] });
  expect(problemsOf('workflow', `${folder.place}/.github/workflows/mvk.yml`)).toEqual([]);
  const { mvk } = parse(folder.read('.gitlab/mvk.yml')) as { mvk: Record<string, unknown> };
  expect(mvk).toMatchObject({
    image: 'golang:1-trixie',
    script: ['npx --no-install mvk check'],
    artifacts: { when: 'always', paths: ['mvk-report/'], reports: { junit: 'mvk-report/junit.xml' } },
  });
  expect(parse(folder.read('.gitlab-ci.yml'))).toEqual({ include: [{ local: '.gitlab/mvk.yml' }] });
});

test('nothing that is there is overwritten without --force, and each file is spoken of', async () => {
  const mine = 'name: mine\n';
  const folder = initFolder({
    'mvk.config.yaml': mine,
    '.github/workflows/mvk.yml': mine,
    '.gitlab-ci.yml': mine,
    '.gitignore': 'node_modules/',
  });
  const kept = await folder.init({ ci: ['github', 'gitlab'] });
  expect(kept).toContain('kept         mvk.config.yaml, which is there already; --force overwrites it');
  expect(kept).toContain('kept         .github/workflows/mvk.yml');
  expect(kept).toContain('kept         .gitlab-ci.yml; add to its include: - local: .gitlab/mvk.yml');
  expect(kept).toContain('added        mvk-report/ to .gitignore');
  expect(folder.read('mvk.config.yaml')).toBe(mine);
  expect(folder.read('.gitignore')).toBe('node_modules/\nmvk-report/\n');

  const forced = await folder.init({ ci: ['github', 'gitlab'], force: true });
  expect(forced).toContain('overwrote    mvk.config.yaml');
  expect(forced).toContain('overwrote    .github/workflows/mvk.yml');
  expect(forced).toContain('unchanged    .gitignore');
  expect(folder.read('.gitlab-ci.yml')).toBe(mine);
  expect(await folder.init({ ci: ['github', 'gitlab'] })).not.toMatch(/wrote|kept {9}mvk/);
});

test('a configuration in another format is kept, and no second one is written', async () => {
  const folder = initFolder({ 'mvk.config.mjs': 'export default {};\n' });
  expect(await folder.init()).toContain('kept         mvk.config.mjs; no mvk.config.yaml was written beside it');
  await expect(folder.init({ force: true })).rejects.toThrow('mvk.config.mjs is here, and mvk.config.yaml would be');
  expect(() => folder.read('mvk.config.yaml')).toThrow('ENOENT');
});

test('a target elsewhere is not started, and is checked with --remote', async () => {
  const folder = initFolder({ 'server.py': '' });
  const printed = await folder.init({ answerUrl: 'https://ivr.example.org/answer', ci: ['github'] });
  expect(printed).toContain('--webhook-url https://ivr.example.org/webhook');
  expect(printed).toMatch(/Next: .* check --remote$/);
  const workflow = folder.read('.github/workflows/mvk.yml');
  expect(workflow).toContain('check --remote --annotations github');
  expect(workflow).toContain(`MINIVOICE_WEBHOOK_SECRET: \${{ secrets.MINIVOICE_WEBHOOK_SECRET }}`);
});

const wrong: ReadonlyArray<readonly [flags: Record<string, unknown>, sentence: string]> = [
  [{ answerUrl: 'localhost:3000' }, '--answer-url must start with http'],
  [{ observeUrl: 'http://127.0.0.1/calls' }, '--observe-url must contain {call_id}'],
  [{ answerUrl: 'none', webhookUrl: 'none' }, 'nothing to check'],
  [{ format: 'yml' }, '--format must be ts or js or yaml or json (got "yml"); the nearest word is "yaml"'],
  [{ ci: ['none', 'github'] }, '--ci none cannot be combined with others'],
  [{ ci: ['githup'] }, 'the nearest word is "github"'],
  [{ start: ' ' }, '--start is empty'],
];
for (const [flags, sentence] of wrong) {
  test(`${JSON.stringify(flags)} is refused, and nothing is written`, async () => {
    const folder = initFolder({ 'server.py': '' });
    await expect(folder.init(flags)).rejects.toThrow(sentence);
    expect(() => folder.read('.gitignore')).toThrow('ENOENT');
  });
}

test('a file where a folder must be, and the reverse, give one sentence', async () => {
  await expect(initFolder({ '.github': '' }).init({ ci: ['github'] })).rejects.toThrow(
    '".github/workflows/mvk.yml" could not be written: ',
  );
  await expect(initFolder({ 'mvk.config.yaml/x': '' }).init()).rejects.toThrow('"mvk.config.yaml" is a folder');
});
