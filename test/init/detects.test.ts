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
    'go build -o /dev/null ./...',
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

/** Where a project says that it listens, and what is told of it. */
const listening: ReadonlyArray<readonly [what: string, files: Record<string, string>, command: string, env: object]> = [
  [
    'Go with a port in two steps',
    { 'go.mod': 'module x', 'main.go': 'package main\nport := os.Getenv("PORT")\nif port == "" { port = "4242" }' },
    'go run .',
    { PORT: '4242' },
  ],
  [
    'Java deep in its packages',
    {
      'pom.xml': '<plugin>exec-maven-plugin</plugin>',
      'src/main/java/com/example/ivr/Server.java': 'getenv().getOrDefault("SERVER_PORT", "4242"); page("/answer");',
    },
    'mvn --batch-mode --quiet compile exec:java',
    { SERVER_PORT: '4242' },
  ],
  [
    'Spring by its settings',
    { 'pom.xml': 'spring-boot-maven-plugin', 'src/main/resources/application.properties': 'server.port=4242' },
    'mvn --batch-mode --quiet spring-boot:run',
    { SERVER_PORT: '4242' },
  ],
  [
    'a command with the port',
    { 'app.py': 'x = Flask(__name__)\n', '.env': 'PORT=4242' },
    'flask --app app:x run --port 4242',
    {},
  ],
  [
    'Node beside a database',
    { 'server.js': 'pg({ port: 5432 }); app.listen(4242);' },
    'node server.js',
    { PORT: '4242' },
  ],
];
for (const [what, files, command, env] of listening) {
  test(`finds the port: ${what}`, async () => {
    const folder = initFolder({ ...(files['server.js'] !== undefined && { 'package.json': '{}' }), ...files });
    await folder.init({ format: 'json' });
    const { answerUrl, start: started } = JSON.parse(folder.read('mvk.config.json'));
    expect(answerUrl).toBe('http://127.0.0.1:4242/answer');
    expect(started.command).toBe(command);
    expect(started.env ?? {}).toEqual(env);
  });
}

test('proposes the page of a call and the request that dials', async () => {
  const routes = "app.get('/calls/:id', a); app.post('/dial', b); client.post('/calls'); env.MINIVOICE_API_KEY;";
  const folder = initFolder({ 'package.json': start({ start: 'x' }), 'server.js': routes });
  await folder.init({ format: 'yaml' });
  expect(folder.read('mvk.config.yaml')).toContain('callUrl: http://127.0.0.1:3000/calls/{call_id}');
  expect(folder.read('mvk.config.yaml')).toContain("url: 'http://127.0.0.1:3000/dial'");
  const prefix = initFolder({ 'go.mod': 'module x', 'main.go': 'package main\nmux.HandleFunc("/calls/", f)' });
  await prefix.init();
  expect(prefix.read('mvk.config.yaml')).toContain('callUrl: http://127.0.0.1:8080/calls/{call_id}');
});

for (const [what, settings, format] of [
  ['a compiler of the whole folder', '{ "compilerOptions": { "outDir": "dist" } }', 'yaml'],
  ['a compiler of one folder', '{ "compilerOptions": { "outDir": "dist" }, "include": ["src"] }', 'ts'],
  ['a checker of types', '{ "compilerOptions": { "noEmit": true } }', 'ts'],
] as const) {
  test(`beside ${what} the configuration is one of ${format}`, async () => {
    const folder = initFolder({ 'package.json': start({ start: 'x', build: 'tsc' }), 'tsconfig.json': settings });
    expect(await folder.init()).toContain(`--format ${format}`);
    expect(await folder.init()).toContain('Next: npm run build && npx --no-install mvk check');
  });
}

test('a project has the name that its files give, and its folders of packages are ignored', async () => {
  const folder = initFolder({
    'go.mod': 'module example.com/voice/v2\n',
    'main.go': 'package main',
    'node_modules/x': '',
  });
  await folder.init();
  expect(folder.read('mvk.config.yaml')).toContain('name: voice\n');
  expect(folder.read('.gitignore')).toBe('node_modules/\nmvk-report/\n');
});
