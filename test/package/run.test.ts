import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { expect, _baseTest as test } from '@playwright/test';
import { freePort } from '../../platform/http/free-ports.ts';
import { type Foreign, foreign } from './foreign.ts';
import { server } from './server.ts';
import { packed } from './tarball.ts';

let project: Foreign;
let port = 0;
const targets = (): { answerUrl: string; webhookUrl: string; start: object } => ({
  answerUrl: `http://127.0.0.1:${port}/answer`,
  webhookUrl: `http://127.0.0.1:${port}/webhook`,
  start: { command: `${process.execPath} server.mjs`, env: { PORT: String(port) } },
});

test.beforeAll(async () => {
  test.setTimeout(600_000);
  packed();
  project = foreign({ 'package.json': '{ "name": "consumer", "private": true }', 'server.mjs': server });
  port = await freePort();
});
test.afterAll(() => project?.remove());

test('the command answers at once: version, list, explain, lint', async () => {
  project.write('answer.json', '{ "actions": [{ "say": { "text": "Hello." } }] }');
  expect(await project.mvk('--version')).toEqual({ code: 0, output: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
  expect((await project.mvk('list')).output).toContain('webhook.signature.raw-body');
  expect((await project.mvk('explain', 'webhook.signature.raw-body')).code).toBe(0);
  expect((await project.mvk('lint', 'answer.json')).code).toBe(0);
});

test('mvk check and every report, without a browser, tsx, esbuild or typescript', async () => {
  project.write('mvk.config.json', JSON.stringify(targets()));
  project.write('loads.mjs', loads);
  const log = path.join(project.folder, 'loaded.txt');
  const { code, output } = await project.run(
    'node_modules/.bin/mvk',
    ['check', '--only', 'answer.http.*', '--runs', '3'],
    {
      NODE_OPTIONS: `--import ${path.join(project.folder, 'loads.mjs')}`,
      LOADED: log,
      PLAYWRIGHT_BROWSERS_PATH: path.join(project.folder, 'no-browsers'),
    },
  );
  expect(output).toContain('0 failed');
  expect(code).toBe(0);
  const loaded = project.read('loaded.txt');
  expect(loaded).toContain('minivoice-conformance/dist/suites/conformance.spec.js');
  expect(loaded).toContain('/playwright/');
  expect(loaded).not.toMatch(/\/node_modules\/(tsx|esbuild|typescript)\//);
  const report = JSON.parse(project.read('mvk-report/report.json')) as { verdict: string };
  expect(report.verdict).toBe('conformant');
  for (const name of ['report.html', 'junit.xml', 'summary.md', 'results.sarif', 'ctrf.json']) {
    expect(project.read(`mvk-report/${name}`).length).toBeGreaterThan(100);
  }
});

const typed =
  "import type { KitConfig } from 'minivoice-conformance';\nconst config: KitConfig = CONFIG;\nexport default config;";
const configurations: ReadonlyArray<readonly [what: string, type: string, name: string, text: string]> = [
  ['JSON', 'commonjs', 'mvk.config.json', 'CONFIG'],
  ['YAML', 'module', 'mvk.config.yaml', 'CONFIG'],
  ['an ES module', 'module', 'mvk.config.js', 'export default CONFIG;'],
  ['a CommonJS module', 'commonjs', 'mvk.config.js', 'module.exports = CONFIG;'],
  [
    'CommonJS with defineConfig',
    'commonjs',
    'mvk.config.js',
    "module.exports = require('minivoice-conformance').defineConfig(CONFIG);",
  ],
  [
    'TypeScript in an ES project',
    'module',
    'mvk.config.ts',
    "import { defineConfig } from 'minivoice-conformance';\nexport default defineConfig(CONFIG);",
  ],
  [
    'TypeScript in a CommonJS project',
    'commonjs',
    'mvk.config.ts',
    "import { defineConfig } from 'minivoice-conformance';\nexport default defineConfig(CONFIG);",
  ],
  ['a type alone in TypeScript', 'commonjs', 'mvk.config.ts', typed],
];
test('a configuration may be of any kind, in a project of any kind', async () => {
  const places = configurations.map(([, type, name, text], index) => {
    project.write(`kinds/${index}/package.json`, JSON.stringify({ type }));
    project.write(`kinds/${index}/${name}`, text.replace('CONFIG', JSON.stringify(targets())));
    return `kinds/${index}`;
  });
  // What the command does with it, in one process for all.
  const reader = `
    import { readConfig } from './node_modules/minivoice-conformance/dist/cli/config/file.js';
    for (const place of process.argv.slice(1)) {
      const { config } = await readConfig(undefined, process.cwd() + '/' + place, {});
      console.log(config.answerUrl);
    }`;
  const { output } = await project.run(process.execPath, ['--input-type=module', '-e', reader, ...places]);
  expect(output).toBe(configurations.map(() => `${targets().answerUrl}\n`).join(''));
});

test('mvk call plays a call with a configuration in TypeScript', async () => {
  project.write('typed/mvk.config.ts', typed.replace('CONFIG', JSON.stringify(targets())));
  project.write('typed/server.mjs', server);
  const { code, output } = await project.mvk('call', '--press', '1', '--config', 'typed/mvk.config.ts');
  expect(output).toContain('hears "Hello."');
  expect(code).toBe(0);
});

test('mvk demo finds its integration', async () => {
  const { code, output } = await project.mvk('demo', '--only', 'webhook.ack.*', '--runs', '2', '--report', 'demo');
  expect(output).toContain('0 failed');
  expect(code).toBe(0);
});

test('mvk serve serves the API', async () => {
  const child = spawn('node_modules/.bin/mvk', ['serve'], {
    cwd: project.folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const closed = once(child, 'close');
  const url = await new Promise<string>((found) => {
    let output = '';
    // Listened to until the end: a command whose output is closed ends.
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
      const [origin] = /http:\/\/127\.0\.0\.1:\d+(?=\D)/.exec(output) ?? [];
      if (origin !== undefined) found(origin);
    });
  });
  expect((await fetch(`${url}/v1/calls`)).status).toBe(401);
  child.kill('SIGTERM');
  await closed;
});

test('without @playwright/test one sentence says what to install', async () => {
  const bare = foreign({ 'mvk.config.json': JSON.stringify(targets()), 'server.mjs': server }, [
    '@playwright/test',
    'nock',
  ]);
  const { code, output } = await bare.mvk('check', '--only', 'answer.http.reachable');
  expect(output).toBe(
    'mvk: the package @playwright/test is not installed\n     npm install --save-dev @playwright/test\n',
  );
  expect(code).toBe(2);
  expect((await bare.mvk('call', '--press', '1')).code).toBe(0);
  bare.remove();
});

/** Writes down every module that any process of a run loads, of either kind. */
const loads = `
import { appendFileSync } from 'node:fs';
import Module, { register } from 'node:module';

register('data:text/javascript,' + encodeURIComponent(\`
  import { appendFileSync } from 'node:fs';
  export function load(url, context, next) {
    appendFileSync(process.env.LOADED, url + '\\\\n');
    return next(url, context);
  }
\`));
const load = Module.prototype.load;
Module.prototype.load = function (file) {
  appendFileSync(process.env.LOADED, file + '\\n');
  return load.call(this, file);
};
`;
