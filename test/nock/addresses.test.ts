import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, _baseTest as test } from '@playwright/test';
import nockLibrary from 'nock';
import { mockMiniVoice } from '../../nock/index.ts';
import { byFetch, byHttp } from './clients.ts';
import { mocking } from './mocking.ts';

// The library stays in a worker that runs other files next.
test.afterAll(() => nockLibrary.restore());

test('any base URL can be mocked, once at a time, and is free again afterwards', async () => {
  const server = createServer((_, response) => response.end('the real one'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  nockLibrary('http://theirs.test').get('/').reply(200, '"their own"');
  try {
    await mocking(
      async (api) => {
        expect((await byFetch('GET', `${origin}/proxy/v9/dids/did_123`, { key: 'k' })).status).toBe(200);
        expect(api.requests[0]).toMatchObject({ operation: 'getDid', path: '/dids/did_123' });
        expect(() => mockMiniVoice({ baseUrl: `${origin}/v1` })).toThrow(/already mocked at http:\/\/127/);
      },
      { baseUrl: `${origin}/proxy/v9/` },
    );
    expect((await byFetch('GET', 'http://theirs.test/', {})).body).toBe('their own');
    await mocking(async () => undefined, { baseUrl: origin });
    expect((await byHttp('GET', origin, {})).body).toBe('the real one');
  } finally {
    server.closeAllConnections();
    server.close();
  }
  expect(() => mockMiniVoice({ baseUrl: 'api.minivoice.eu' })).toThrow(/http or https URL: "api.minivoice.eu"/);
});

test('other machines are out of reach meanwhile, this one is not', async () => {
  const server = createServer((_, response) => response.end('local'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  try {
    for (const send of [byFetch, byHttp]) {
      await mocking(async () => {
        expect((await send('GET', 'http://elsewhere.test/', {})).error).toMatch(
          /Disallowed net connect for "elsewhere/,
        );
        expect((await send('GET', `http://127.0.0.1:${port}/`, {})).body).toBe('local');
        expect((await send('GET', `http://localhost:${port}/`, {})).body).toBe('local');
      });
      const refused = (await send('GET', 'http://elsewhere.invalid/', {})).error;
      expect(refused).not.toMatch(/Disallowed/);
    }
    await mocking(
      async () => expect((await byHttp('GET', 'http://elsewhere.invalid/', {})).error).not.toMatch(/Disallowed/),
      { outside: 'allowed' },
    );
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

test('a mock ends with its block', () => {
  const api = mockMiniVoice();
  api[Symbol.dispose]();
  api.restore();
  mockMiniVoice().restore();
});
