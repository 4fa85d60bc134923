import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from '@playwright/test';
import { test } from '../cli/run-mvk.ts';

test('--verbose shows each exchange on standard error, with secrets hidden', async ({ mvk }) => {
  const server = createServer((_, response) => {
    response.setHeader('Content-Type', 'application/json').end('{"actions":[{"say":{"text":"canary-secret"}}]}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/answer`;
  const flags = ['--only', 'answer.json.valid', '--verbose', '--json', '--runs', '2'];
  const ended = await mvk(['check', '--answer-url', url, ...flags, '--webhook-secret', 'canary-secret']);
  server.close();
  expect(ended.stderr).toContain(`> GET ${url}?`);
  expect(ended.stderr).toContain('< 200\n< content-type: application/json');
  expect(ended.stderr).toContain('"text":"<redacted>"');
  expect(JSON.parse(ended.stdout)).toMatchObject({ verdict: 'conformant' });
});
