import { writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { expect } from '@playwright/test';
import type { Diagnosis } from '../../cli/doctor/diagnosis.ts';
import { nodeVersion, proxy, runner } from '../../cli/doctor/machine.ts';
import { runDoctor } from '../../cli/doctor/run.ts';
import { test } from './run-mvk.ts';

const closers: (() => unknown)[] = [];
test.afterEach(() => {
  for (const close of closers.splice(0)) close();
});

async function served(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/answer`;
}

/** All that is said about a configuration, and whether it is healthy. */
async function diagnosed(folder: string, config: string) {
  writeFileSync(path.join(folder, 'mvk.config.yaml'), config);
  const printed: string[] = [];
  const code = await runDoctor({ json: true }, (line) => printed.push(line), folder);
  const { healthy, diagnoses } = JSON.parse(printed.join('\n')) as { healthy: boolean; diagnoses: Diagnosis[] };
  expect(code).toBe(healthy ? 0 : 1);
  return { healthy, said: (name: string) => diagnoses.filter((each) => each.name === name) };
}

test('a target that responds is healthy, and is not asked for an answer', async ({ folder }) => {
  const methods: (string | undefined)[] = [];
  const url = await served(({ method }, response) => {
    methods.push(method);
    response.end();
  });
  const { healthy, said } = await diagnosed(folder, `answerUrl: ${url}`);
  expect({ healthy, methods }).toEqual({ healthy: true, methods: ['OPTIONS'] });
  expect(said('clock')).toMatchObject([{ state: 'ok' }]);
});

test('a wrong configuration is said with its remedy', async ({ folder }) => {
  const { healthy, said } = await diagnosed(folder, 'answerUrl: 3000');
  expect(healthy).toBe(false);
  expect(said('configuration')).toMatchObject([{ state: 'wrong', remedy: expect.stringContaining('Write a URL') }]);
});

test('a target that asks for a login names the setting', async ({ folder }) => {
  const url = await served((_, response) => response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="x"' }).end());
  const { said } = await diagnosed(folder, `answerUrl: ${url}`);
  expect(said('targets')).toMatchObject([{ state: 'wrong', remedy: expect.stringContaining('access.basicAuth') }]);
});

test('a clock that is wrong is seen by the date of a target', async ({ folder }) => {
  const url = await served((_, response) =>
    response.setHeader('Date', new Date(Date.now() + 600_000).toUTCString()).end(),
  );
  const { said } = await diagnosed(folder, `answerUrl: ${url}`);
  expect(said('clock')).toMatchObject([{ state: 'wrong', says: expect.stringMatching(/\d+ s behind that of/) }]);
});

test('ports that another server holds are named', async ({ mvk }) => {
  const url = await served((_, response) => response.end());
  const { port } = new URL(url);
  const { code, stdout } = await mvk(['doctor', '--answer-url', url, '--start', 'true']);
  expect(stdout).toMatch(new RegExp(`✗ ports +Port ${port} of answerUrl is held by .*\\n +Stop it or choose`));
  expect(code).toBe(1);
});

test('a port for the API that is taken is named', async ({ folder }) => {
  const url = await served((_, response) => response.end());
  const { port } = new URL(url);
  const { said } = await diagnosed(folder, `answerUrl: ${url}\napi: { port: ${port} }`);
  expect(said('ports')).toMatchObject([
    { state: 'wrong', says: expect.stringContaining(`api.port ${port} is taken by`) },
  ]);
});

test('an old Node, a missing runner and a proxy are seen', ({ folder }) => {
  expect(nodeVersion('18.20.0')).toMatchObject({ state: 'wrong', remedy: 'Install Node 20 or newer.' });
  expect(runner(folder).state).toBe('ok');
  expect(proxy({ http_proxy: 'http://proxy.example:3128' })).toMatchObject({ state: 'note' });
  expect(proxy({ http_proxy: 'http://proxy.example:3128', NO_PROXY: '127.0.0.1' })).toMatchObject({ state: 'ok' });
  expect(proxy({})).toMatchObject({ state: 'ok' });
});
