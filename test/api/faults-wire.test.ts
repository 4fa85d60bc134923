import { expect, _baseTest as test } from '@playwright/test';
import fc from 'fast-check';
import type { Api } from '../../platform/api/api.ts';
import type { Fault, FaultRule } from '../../platform/api/faults/faults.ts';
import { type OperationId, operations, validators } from '../../spec/index.ts';
import { faultScript } from '../../suites/arbitraries/fault-script.ts';
import { askGood, from, portOf, rawly, testKey, to, withApi } from './harness.ts';

const body = JSON.stringify({ from, to });
const create = `POST /v1/calls HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${testKey}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;

/** What is on the wire after one POST /v1/calls that meets a fault, until the server closes or 300 ms are over. */
function bytesOnWire(
  fault: Fault,
  rule: Partial<FaultRule> = {},
): Promise<{ heard: string; calls: number; api: Api; placed: number }> {
  let placed = 0;
  return withApi(
    async ({ api }) => {
      api.injectFaults([{ ...rule, fault }]);
      const heard = await rawly(portOf(api), create, 300);
      return { heard, calls: api.world.calls.size, api, placed };
    },
    { onCall: () => placed++ },
  );
}

test('a connection cut before the request was read: nothing came back, nothing was done', async () => {
  const { heard, calls, api, placed } = await bytesOnWire({ kind: 'cut', when: 'before-read' });
  expect([heard, calls, placed]).toEqual(['', 0, 0]);
  expect(api.seen).toHaveLength(1);
  expect(api.seen[0]).toMatchObject({ operation: 'createCall', attempt: 1, fault: 'cut before-read' });
  expect(api.seen[0]?.request.body.length).toBe(0);
  expect(api.seen[0]?.exchange.failure?.kind).toBe('cut');
});

test('a connection cut after the request was read: nothing came back, and the call was created', async () => {
  const { heard, calls, api, placed } = await bytesOnWire({ kind: 'cut', when: 'after-read' });
  expect([heard, calls, placed]).toEqual(['', 1, 1]);
  expect(api.seen[0]?.request.body.toString()).toBe(body);
});

test('a connection cut in the body: headers promise more than comes', async () => {
  const { heard, calls, placed } = await bytesOnWire({ kind: 'cut', when: 'in-body' });
  const [head = '', sent = ''] = heard.split('\r\n\r\n');
  expect(head).toContain('HTTP/1.1 201');
  expect(head).toContain('X-Mvk-Fault: cut in-body');
  const promised = Number(/content-length: (\d+)/i.exec(head)?.[1]);
  expect(sent.length).toBe(Math.floor(promised / 2));
  expect([calls, placed]).toEqual([1, 1]);
});

test('a request that is never answered: the connection stays open, and nothing is done', async () => {
  const { heard, calls, api, placed } = await bytesOnWire({ kind: 'hang' });
  expect([heard, calls, placed]).toEqual(['', 0, 0]);
  expect(api.seen[0]?.exchange.failure?.kind).toBe('timeout');
});

test('an answer that comes later is the right one', async () => {
  const started = performance.now();
  const { heard, calls, placed } = await bytesOnWire({ kind: 'latency', ms: 120 });
  expect(performance.now() - started).toBeGreaterThan(115);
  expect(heard).toContain('HTTP/1.1 201');
  expect(heard).toContain('X-Mvk-Fault: latency 120 ms');
  expect([calls, placed]).toEqual([1, 1]);
});

test('an error with other words, members and both forms of Retry-After', async () => {
  const members = { details: [1], request_id: 'r1' };
  const unknown = await bytesOnWire({ kind: 'error', code: 'later_invention', members, retryAfter: { seconds: 2 } });
  expect(unknown.heard).toContain('HTTP/1.1 400');
  expect(unknown.heard).toContain('Retry-After: 2\r\n');
  expect(unknown.heard).toContain(
    '{"error":{"code":"later_invention","message":"something went wrong","details":[1],"request_id":"r1"}}',
  );
  const date = new Date('2026-05-29T12:00:00Z');
  const known = await bytesOnWire({ kind: 'error', code: 'cps_limit_reached', message: 'slow', retryAfter: { date } });
  expect(known.heard).toContain('HTTP/1.1 429');
  expect(known.heard).toContain('Retry-After: Fri, 29 May 2026 12:00:00 GMT\r\n');
  expect([known.calls, known.placed]).toEqual([0, 0]);
});

test('bytes of a proxy come exactly as they were given, and a name that no header may have is cleaned', async () => {
  const html = '<html>\n<h1>Bad Gateway ü</h1></html>';
  const rule = { name: 'nginx\r\nX-Evil: 1 ü' };
  const { heard } = await bytesOnWire({ kind: 'raw', status: 502, contentType: 'text/html', body: html }, rule);
  expect(heard).toContain('HTTP/1.1 502');
  expect(heard).toContain('Content-Type: text/html\r\n');
  expect(heard).toContain('X-Mvk-Fault: nginx??X-Evil: 1 ?\r\n');
  expect(heard.endsWith(`\r\n\r\n${html}`)).toBe(true);
  const empty = await bytesOnWire({ kind: 'raw', status: 500, body: '' });
  expect(empty.heard).toContain('Content-Length: 0\r\n');
  expect(empty.heard).not.toContain('Content-Type');
});

test('the first two fail, then it works: attempts are of one operation, and counted anew by each script', () =>
  withApi(async (open) => {
    const bad: Fault = { kind: 'raw', status: 502, body: 'x' };
    const rules = [{ operation: 'createCall', attempts: { from: 1, to: 2 }, fault: bad }];
    const status = async (id: OperationId) => (await askGood(open, id)).status;
    open.api.injectFaults(rules);
    const statuses = [
      await status('createCall'),
      await status('getCall'),
      await status('createCall'),
      await status('createCall'),
    ];
    expect(statuses).toEqual([502, 200, 502, 201]);
    expect(open.api.seen.map(({ attempt }) => attempt)).toEqual([1, 1, 2, 3]);
    open.api.injectFaults(rules);
    expect(await status('createCall')).toBe(502);
    open.api.injectFaults([]);
    expect(await status('createCall')).toBe(201);
  }));

for (const id of Object.keys(operations) as OperationId[])
  test(`${id} told otherwise is still what the contract says`, () =>
    withApi(async (open) => {
      const { responses } = await validators('api');
      for (const how of ['unknown-members', 'fewer-members', 'other-order'] as const) {
        open.api.reset();
        const plain = await askGood(open, id);
        open.api.reset();
        open.api.injectFaults([{ fault: { kind: 'reshape', how } }]);
        const { json, text, status } = await askGood(open, id);
        expect(status).toBe(operations[id].success);
        expect(responses[id]?.(json), how).toBe(true);
        if (how === 'unknown-members') expect(text).toContain('x_future');
        else if (how === 'fewer-members') expect(text.length).toBeLessThanOrEqual(plain.text.length);
        else expect(Object.keys(json)).toEqual(Object.keys(plain.json).reverse());
      }
    }));

test('whatever the script, a client that asks long enough gets through, and each fault names itself', () =>
  withApi(async (open) => {
    await fc.assert(
      fc.asyncProperty(faultScript(), async (script) => {
        open.api.reset();
        open.api.injectFaults(
          script.map((rule) => (rule.fault.kind === 'latency' ? { ...rule, fault: { ...rule.fault, ms: 1 } } : rule)),
        );
        for (let attempt = 1; attempt <= 9; attempt++) {
          const patience = new AbortController();
          const asking = askGood(open, 'getCall', { signal: patience.signal }).catch(() => undefined);
          await open.api.until((seen) => seen.length === attempt, 2_000);
          const { fault, exchange } = open.api.seen.at(-1) ?? {};
          if (exchange?.failure?.kind === 'timeout') patience.abort();
          const heard = await asking;
          if (heard) expect(heard.headers.get('x-mvk-fault') ?? undefined).toBe(fault);
          else expect(fault).toBeDefined();
        }
        expect((await askGood(open, 'getCall')).status).toBe(200);
      }),
      { numRuns: 40 },
    );
  }));

test('waiting for a request ends when it comes, or when the time is over', () =>
  withApi(async (open) => {
    const soon = open.api.until((seen) => seen.some(({ operation }) => operation === 'getDid'), 5_000);
    await askGood(open, 'getCall');
    await askGood(open, 'getDid');
    expect(await soon).toBe(true);
    expect(await open.api.until((seen) => seen.length > 2, 30)).toBe(false);
    await expect(
      open.api.until(() => {
        throw new Error('mine');
      }, 30),
    ).rejects.toThrow('mine');
  }));
