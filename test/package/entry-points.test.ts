import { fileURLToPath } from 'node:url';
import { expect, _baseTest as test } from '@playwright/test';
import { freePort } from '../../platform/http/free-ports.ts';
import { type Foreign, foreign } from './foreign.ts';
import { server } from './server.ts';
import { packed } from './tarball.ts';

const kinds = ['module', 'commonjs'] as const;
const projects = new Map<string, Foreign>();

test.beforeAll(() => {
  test.setTimeout(600_000);
  packed();
  for (const type of kinds) {
    projects.set(type, foreign({ 'package.json': JSON.stringify({ name: 'consumer', type }), 'server.mjs': server }));
  }
});
test.afterAll(() => {
  for (const project of projects.values()) project.remove();
});

function projectOf(type: (typeof kinds)[number]): Foreign {
  const project = projects.get(type);
  if (!project) throw new Error(`no project of type ${type}`);
  return project;
}

const shown = `
console.log(JSON.stringify({
  config: root.defineConfig({ name: 'x' }),
  types: Object.keys(types),
  title: schema.title,
  playwright: Object.keys(playwright).sort(),
  nock: Object.keys(nock).sort(),
  reporter: typeof reporter.default,
}));
`;
const said = {
  config: { name: 'x' },
  types: [],
  title: expect.any(String),
  playwright: ['expect', 'test'],
  nock: expect.arrayContaining(['assertErrorBranching', 'mockMiniVoice', 'mockRecorded']),
  reporter: 'function',
};
const entries = {
  root: '',
  types: '/types',
  playwright: '/playwright',
  nock: '/nock',
  reporter: '/reporter',
};
const names = Object.entries(entries);

test('an ES module imports every entry point', async () => {
  const project = projectOf('module');
  const imports = names.map(([name, entry]) => `import * as ${name} from 'minivoice-conformance${entry}';`);
  const schema = "import schema from 'minivoice-conformance/schemas/answer.schema.json' with { type: 'json' };";
  project.write('consumer.js', [...imports, schema, shown].join('\n'));
  const { output } = await project.run(process.execPath, ['--no-warnings', 'consumer.js']);
  expect(JSON.parse(output)).toEqual(said);
});

test('CommonJS imports every entry point', async () => {
  const project = projectOf('commonjs');
  const imports = names.map(([name, entry]) => `const ${name} = await import('minivoice-conformance${entry}');`);
  const schema = "const schema = require('minivoice-conformance/schemas/answer.schema.json');";
  project.write('consumer.js', `(async () => {\n${[...imports, schema, shown].join('\n')}\n})();`);
  const { output } = await project.run(process.execPath, ['consumer.js']);
  const { types, ...rest } = JSON.parse(output) as typeof said;
  expect(rest).toEqual({ ...said, types: undefined });
  expect(types).toEqual([]);
});

test('the specification is found in the package: both documents, the schemas, the vectors', async () => {
  const project = projectOf('commonjs');
  project.write(
    'found.js',
    `const { existsSync } = require('node:fs');
     const files = ['openapi.yaml', 'asyncapi.yaml', 'schemas/answer.schema.json', 'vectors/signatures.json', 'vectors/answer-cases.json'];
     console.log(JSON.stringify(files.map((file) => existsSync(require.resolve('minivoice-conformance/' + file)))));`,
  );
  const { output } = await project.run(process.execPath, ['found.js']);
  expect(JSON.parse(output)).toEqual([true, true, true, true, true]);
});

test('CommonJS requires the configuration and the types, on any Node', async () => {
  const project = projectOf('commonjs');
  project.write(
    'required.js',
    `const { defineConfig } = require('minivoice-conformance');
     console.log(JSON.stringify([defineConfig({ name: 'x' }), Object.keys(require('minivoice-conformance/types'))]));`,
  );
  const disabled = process.allowedNodeEnvironmentFlags.has('--experimental-require-module');
  const flags = disabled ? ['--no-experimental-require-module'] : [];
  const { output } = await project.run(process.execPath, [...flags, 'required.js']);
  expect(output).toBe('[{"name":"x"},[]]\n');
});

for (const type of kinds) {
  test(`call tests run in a project of type ${type}`, async () => {
    const project = projectOf(type);
    const port = await freePort();
    const options = {
      answerUrl: `http://127.0.0.1:${port}/answer`,
      webhookUrl: `http://127.0.0.1:${port}/webhook`,
      start: { command: `${process.execPath} server.mjs`, env: { PORT: String(port) } },
    };
    project.write(
      'playwright.config.ts',
      `import { defineConfig } from '@playwright/test';
       import type { Options } from 'minivoice-conformance/playwright';
       export default defineConfig<object, Options>({ workers: 1, use: { minivoice: ${JSON.stringify(options)} } });`,
    );
    project.write(
      'calls.spec.ts',
      `import { expect, test } from 'minivoice-conformance/playwright';
       test('a caller is put through', async ({ phone }) => {
         const call = await phone.call({ from: '+12025550101' });
         expect(call).toHear('Hello.');
         expect(call).toBeTransferredTo('+12025550111');
       });`,
    );
    const cli = fileURLToPath(import.meta.resolve('@playwright/test/cli'));
    const { code, output } = await project.run(process.execPath, [cli, 'test', '--reporter', 'line']);
    expect(output).toContain('1 passed');
    expect(code).toBe(0);
  });
}

test('a Node test suite has the API in its process', async () => {
  const project = projectOf('module');
  project.write(
    'nock.js',
    `import { mockMiniVoice } from 'minivoice-conformance/nock';
     const api = mockMiniVoice();
     const response = await fetch('https://api.minivoice.eu/v1/calls', {
       method: 'POST',
       headers: { Authorization: 'Bearer mv_test_x', 'Content-Type': 'application/json' },
       body: '{}',
     });
     const { error } = await response.json();
     console.log(response.status, error.code, api.requests.length);
     api.restore();`,
  );
  const { output } = await project.run(process.execPath, ['nock.js']);
  expect(output).toBe('400 invalid_request 1\n');
});
