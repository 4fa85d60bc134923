import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, _baseTest as test } from '@playwright/test';
import nockLibrary from 'nock';
import { writeCall } from '../../fixtures/folder.ts';
import type { RawExchange } from '../../fixtures/raw-exchange.ts';
import { fixturesOf } from '../../fixtures/record/record.ts';
import { mockRecorded } from '../../nock/index.ts';
import { byFetch, byHttp } from './clients.ts';

// The library stays in a worker that runs other files next.
test.afterAll(() => nockLibrary.restore());

const apiBaseUrl = 'https://api.minivoice.eu/v1';
const exchange = (
  method: string,
  target: string,
  body: object | undefined,
  status: number,
  answer: object,
): RawExchange => ({
  kind: 'api',
  request: {
    method,
    url: `${apiBaseUrl}${target}`,
    headers: [['Authorization', 'Bearer mv_test_not-a-real-key-0123456789']],
    body: Buffer.from(body ? JSON.stringify(body) : ''),
  },
  response: { status, headers: [['Content-Type', 'application/json']], body: Buffer.from(JSON.stringify(answer)) },
});

/** A number of a person, which no file shows. */
const person = '+4930123456';
const dial = { from: '+12025550100', to: person };
const id = 'call_20260529T120000.000000001';

async function recordedApi(): Promise<string> {
  const root = mkdtempSync(path.join(tmpdir(), 'mvk-nock-'));
  const fixtures = fixturesOf(
    [
      exchange('POST', '/calls', dial, 201, { id, status: 'dialing' }),
      exchange('GET', `/calls/${id}`, undefined, 200, { id, status: 'completed' }),
      exchange('POST', '/calls', { ...dial, record: true }, 402, {
        error: { code: 'insufficient_balance', message: 'no balance' },
      }),
    ],
    { secrets: [], apiBaseUrl },
  );
  await writeCall(root, 'dialling', fixtures);
  return root;
}

for (const [name, send] of Object.entries({ fetch: byFetch, 'node:http': byHttp })) {
  test(`the recorded API answers in this process, with an id of today: ${name}`, async () => {
    const api = await mockRecorded(await recordedApi());
    try {
      expect(api.stale).toHaveLength(3);
      const created = await send('POST', `${apiBaseUrl}/calls`, { key: 'mv_test_key', body: dial });
      expect(created).toMatchObject({ status: 201, body: { status: 'dialing' } });
      const today = (created.body as { id: string }).id;
      expect(today).toMatch(/^call_/);
      expect(today).not.toBe(id);
      expect(await send('GET', `${apiBaseUrl}/calls/${today}`, {})).toMatchObject({
        status: 200,
        body: { id: today, status: 'completed' },
      });
      const refused = await send('POST', `${apiBaseUrl}/calls`, { body: { record: true, ...dial } });
      expect(refused).toMatchObject({ status: 402, body: { error: { code: 'insufficient_balance' } } });
      expect(api.stale).toEqual([]);
      expect(api.requests.map(({ method, path: below }) => `${method} ${below}`)).toEqual([
        'POST /calls',
        `GET /calls/${today}`,
        'POST /calls',
      ]);
    } finally {
      api.restore();
    }
  });

  test(`what was not recorded is an error that quotes it: ${name}`, async () => {
    const api = await mockRecorded(await recordedApi());
    try {
      const other = await send('POST', `${apiBaseUrl}/calls`, { body: { ...dial, from: '+12025550101' } });
      expect(other.error).toMatch(/ERR_MINIVOICE_UNRECORDED_REQUEST/);
      expect(other.error).toContain('at /from: expected "+12025550100", got "+12025550101"');
      expect((await send('GET', 'https://api.minivoice.eu/v2/calls', {})).error).toMatch(/was never recorded/);
    } finally {
      api.restore();
    }
  });
}

test('a folder without a recorded API says so', async () => {
  const empty = mkdtempSync(path.join(tmpdir(), 'mvk-nock-'));
  await expect(mockRecorded(empty)).rejects.toThrow(/^no fixture below ".*" is a request to the API/);
  await expect(mockRecorded(`${empty}/none`)).rejects.toThrow(/^there is no folder/);
});
