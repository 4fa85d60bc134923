import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, _baseTest as test } from '@playwright/test';
import { loadFixtures } from '../../fixtures/folder.ts';
import type { Integration } from '../../mutants/integration.ts';
import { reference } from '../../mutants/reference.ts';
import type { Result } from '../../spec/index.ts';
import { readiness } from '../../suites/readiness/index.ts';
import { plainUrls } from '../../suites/readiness/plain-http.ts';
import { apiKey, look } from './harness.ts';

const inShort = (results: readonly Result[]) =>
  results.map(({ id, outcome, reason, violations }) => `${outcome} ${id} ${reason ?? violations?.[0]?.actual ?? ''}`);

test('a deployment that is ready meets every requirement, and each says what was seen', async () => {
  const { results, asked, folder } = await look();
  expect(inShort(results)).toEqual(readiness.map(({ id }) => `passed ${id} `));
  for (const { id, seen = '' } of results) expect(seen, id).toMatch(/\S/);
  expect(JSON.stringify(results)).not.toContain(apiKey);
  expect(asked.map(({ operation }) => operation)).toEqual(['listApplications', 'getDidByNumber', 'getDid']);
  const { calls, problems } = await loadFixtures(folder, [apiKey]);
  expect(problems).toEqual([]);
  expect(calls.map(({ name }) => name)).toEqual(['readiness/invalid-input', 'readiness/no-answer', 'readiness/normal']);
});

test('a second look keeps what the first has recorded', async () => {
  const only = ['readiness.paths.three'];
  const first = await look({ only });
  const again = await look({ only, folder: first.folder });
  expect(again.results[0]?.seen).toContain('normal (kept before)');
  expect((await loadFixtures(first.folder)).calls).toHaveLength(3);
});

/** Fails an event in every call. */
const failing: Integration = {
  ...reference,
  acknowledge: (event, isNew, environment) =>
    event.event === 'call.completed'
      ? { status: 500, headers: {}, body: '' }
      : reference.acknowledge(event, isNew, environment),
};

test('a call that failed is not kept as an expectation, and that is said', async () => {
  const { results, folder } = await look({ only: ['readiness.paths.three'], integration: failing });
  expect(results[0]?.outcome).toBe('failed');
  expect(results[0]?.violations?.[0]?.where).toBe(
    'the normal call (not kept because it failed; --keep-failures keeps it)',
  );
  expect((await loadFixtures(folder)).calls).toEqual([]);
});

test('a call that failed is kept where that is wanted, and fails all the same', async () => {
  const wanted = { only: ['readiness.paths.three'], integration: failing, keepFailures: true };
  const { results, folder } = await look(wanted);
  expect(results[0]?.outcome).toBe('failed');
  expect(results[0]?.violations?.[0]?.where).toMatch(/^the normal call \(\d+ exchanges, kept with the failure; /);
  expect((await loadFixtures(folder)).calls.map(({ name }) => name)).toEqual(['readiness/normal']);
});

test('plain HTTP that is redirected to HTTPS is no plain HTTP', async () => {
  const { results } = await look({
    only: ['readiness.tls.no-plain'],
    change: (right) => ({ ...right, plain: 'redirected' }),
  });
  expect(results[0]?.outcome).toBe('passed');
  expect(results[0]?.seen).toMatch(/^localhost:80 refuses plain HTTP; localhost:\d+ redirects to HTTPS$/);
});

test('plain HTTP is looked for at its usual port, and where HTTPS has an unusual one', () => {
  expect(plainUrls('https://test.example.com/answer?a=1')).toEqual(['http://test.example.com/answer?a=1']);
  expect(plainUrls('https://[2001:db8::1]:8443/')).toEqual(['http://[2001:db8::1]/', 'http://[2001:db8::1]:8443/']);
});

test('without a key nobody asks the API', async () => {
  const { results, asked } = await look({ capabilities: ['answer', 'webhook', 'signed', 'remote'] });
  expect(asked).toEqual([]);
  expect(results.filter(({ outcome }) => outcome === 'not-applicable').map(({ id }) => id)).toEqual([
    'readiness.application.listed',
    'readiness.application.separate',
    'readiness.did.routed',
  ]);
});

test('nothing said of production, or of a number, says what to declare', async () => {
  const { results } = await look({
    only: ['readiness.application.separate', 'readiness.did.routed'],
    change: (right) => ({ ...right, production: {}, did: { ...right.did, number: undefined } }),
  });
  expect(inShort(results)).toEqual([
    'not-applicable readiness.application.separate nothing is known about production: set readiness.production in the configuration',
    'not-applicable readiness.did.routed no number is declared: set readiness.did in the configuration',
  ]);
});

test('URLs that production is listed with count as declared', async () => {
  const { results } = await look({
    only: ['readiness.application.separate'],
    change: (right) => ({ ...right, production: { applicationId: 'app_900' } }),
    account: ({ world }, { answerUrl }) =>
      world.addApplication(
        {
          id: 'app_900',
          customer_id: 'cust_123',
          name: 'Live',
          answer_url: answerUrl,
          created_at: '2026-05-29T12:00:00Z',
        },
        'mv_live_of-production',
      ),
  });
  expect(inShort(results)).toEqual(['failed readiness.application.separate the same answer_url in both']);
});

test('a number that the account does not have, and an application that is not the declared one', async () => {
  const { results } = await look({
    only: ['readiness.application.listed', 'readiness.did.routed'],
    applicationId: 'app_77',
    change: (right) => ({ ...right, did: { ...right.did, number: '+12025550177' } }),
  });
  expect(inShort(results)).toEqual([
    'failed readiness.application.listed no application of that id',
    'failed readiness.did.routed no such number (404)',
  ]);
});

const answers: ReadonlyArray<readonly [what: string, status: number, body: string, words: string]> = [
  ['refuses the key', 401, '{"error":{"code":"unauthorized"}}', 'MINIVOICE_API_KEY is not accepted'],
  ['fails', 500, '{"error":{}}', 'answered 500'],
  ['redirects', 302, '', 'answered 302'],
  ['is a page', 200, '<html></html>', 'answered 200 and no JSON object'],
  ['gives no list', 200, '{"data":{}}', 'without a list'],
  ['lists a part', 200, '{"data":[],"count":3}', 'lists 0 applications and counts more'],
  ['lists nothing that is an application', 200, '{"data":[null,1,"x"],"count":0}', ''],
];
for (const [what, status, body, words] of answers) {
  test(`an API that ${what} is asked once, and decides nothing but an empty list`, async () => {
    const methods: string[] = [];
    const server = createServer((request, response) => {
      methods.push(`${request.method} ${request.url}`);
      response.writeHead(status, { Location: '/elsewhere' }).end(body);
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as AddressInfo;
    try {
      const only = ['readiness.application.listed'];
      const [result] = (await look({ only, apiBaseUrl: `http://127.0.0.1:${port}/v1` })).results;
      expect(methods).toEqual(['GET /v1/applications']);
      expect(result?.outcome).toBe(words === '' ? 'failed' : 'could-not-run');
      expect(result?.reason ?? '').toContain(words);
    } finally {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    }
  });
}
