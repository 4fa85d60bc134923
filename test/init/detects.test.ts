import { expect, _baseTest as test } from '@playwright/test';
import { parse } from 'yaml';
import { initFolder } from './folder.ts';

const start = (scripts: object, more: object = {}): string => JSON.stringify({ name: 'ivr', scripts, ...more });

/** What lies in a folder, the command that starts it, and a line of its workflow. */
const projects: ReadonlyArray<readonly [what: string, files: Record<string, string>, start: string, run: string]> = [
  [
    'npm',
    { 'package.json': start({ start: 'x', build: 'y' }, { dependencies: { a: '1' } }), 'package-lock.json': '{}' },
    'npm start',
    'npm ci',
  ],
  ['a build', { 'package.json': start({ start: 'x', build: 'y' }) }, 'npm start', 'npm run build'],
  [
    'pnpm',
    { 'package.json': start({ start: 'x' }, { dependencies: { a: '1' } }), 'pnpm-lock.yaml': '' },
    'pnpm start',
    'corepack enable && pnpm install --frozen-lockfile',
  ],
  ['a main file', { 'package.json': start({}), 'server.js': '' }, 'node server.js', 'npx --no-install mvk check'],
  [
    'Flask',
    { 'requirements.txt': 'Flask', 'app.py': 'from flask import Flask\napi = Flask(__name__)\n' },
    'flask --app app:api run --port 5000',
    'pip install -r requirements.txt',
  ],
  [
    'FastAPI with uv',
    { 'uv.lock': '', 'src/main.py': 'app = FastAPI()\n' },
    'uv run uvicorn src.main:app --port 8000',
    'pip install uv && uv sync',
  ],
  [
    'Django',
    { 'manage.py': '', 'pyproject.toml': '' },
    'python3 manage.py runserver --noreload 127.0.0.1:8000',
    'pip install .',
  ],
  [
    'PHP',
    { 'public/index.php': '', 'composer.json': '{}' },
    'PHP_CLI_SERVER_WORKERS=8 php -S 127.0.0.1:8000 -t public public/index.php',
    'composer install --no-interaction --prefer-dist',
  ],
  ['Rack', { Gemfile: '', 'config.ru': '' }, 'bundle exec rackup --port 9292', 'bundle install'],
  [
    'Go',
    { 'go.mod': 'module ivr', 'cmd/api/main.go': 'package main\n', 'store/store.go': 'package store\n' },
    'go run ./cmd/api',
    'go build ./...',
  ],
  [
    'Python with tools of Node',
    { 'package.json': start({}), 'server.py': '' },
    'python3 server.py',
    'npx --no-install mvk check',
  ],
];
for (const [what, files, command, run] of projects) {
  test(`knows ${what}`, async () => {
    const folder = initFolder(files);
    await folder.init({ format: 'json', ci: ['github'] });
    const config = JSON.parse(folder.read('mvk.config.json')) as { start: { command: string } };
    expect(config.start.command).toBe(command);
    const { jobs } = parse(folder.read('.github/workflows/mvk.yml')) as {
      jobs: { mvk: { steps: { run?: string }[] } };
    };
    expect(jobs.mvk.steps.some((step) => step.run?.startsWith(run))).toBe(true);
  });
}

test('takes paths and the port from the source, and says so', async () => {
  const folder = initFolder({
    'package.json': start({ start: 'x' }),
    'app.test.js': "get('/test/answer')",
    'routes/voice.js': "app.get('/voice/answer', a); app.post('/voice/webhooks', b);",
    'server.js': 'app.listen(process.env.PORT || 4242);',
  });
  const printed = await folder.init({ format: 'json' });
  expect(printed).toContain('--answer-url http://127.0.0.1:4242/voice/answer  (as its source says)');
  expect(JSON.parse(folder.read('mvk.config.json'))).toMatchObject({
    answerUrl: 'http://127.0.0.1:4242/voice/answer',
    webhookUrl: 'http://127.0.0.1:4242/voice/webhooks',
    start: { env: { PORT: '4242' } },
  });
});

test('a project that has the kit runs its own', async () => {
  const folder = initFolder({
    'package.json': start({ start: 'x' }, { devDependencies: { 'minivoice-conformance': '1' } }),
  });
  expect(await folder.init({ format: 'yaml' })).toContain('Next: npx --no-install mvk check');
  expect(folder.read('mvk.config.yaml')).toContain('$schema=./node_modules/minivoice-conformance/dist/spec/schemas/');
});

test('a project in another language that has the kit installs it and runs its own', async () => {
  const folder = initFolder({
    'package.json': JSON.stringify({ devDependencies: { 'minivoice-conformance': 'file:../kit' } }),
    'package-lock.json': '{}',
    'app.py': '',
    'requirements.txt': '',
  });
  const output = await folder.init({ ci: ['github', 'gitlab'] });
  expect(output).toContain('A Python project');
  expect(output).toContain('Next: npx --no-install mvk check');
  const steps = parse(folder.read('.github/workflows/mvk.yml')).jobs.mvk.steps as { run?: string }[];
  expect(steps.flatMap(({ run = [] }) => run)).toEqual([
    'pip install -r requirements.txt',
    'npm ci',
    'npx --no-install mvk check --annotations github',
  ]);
  const { mvk } = parse(folder.read('.gitlab/mvk.yml'));
  expect(mvk.before_script.slice(-2)).toEqual(['pip install -r requirements.txt', 'npm ci']);
  expect(mvk.script).toEqual(['npx --no-install mvk check']);
});
