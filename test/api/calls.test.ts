import { expect, _baseTest as test } from '@playwright/test';
import type { Api } from '../../platform/api/api.ts';
import type { Bench } from '../../platform/bench.ts';
import { pause, until } from '../../platform/clock.ts';
import { type Answering, answering, gather, say, type Table } from '../call/answering.ts';
import { askAt, from, type Heard, to } from './harness.ts';

interface Open extends Answering {
  readonly api: Api;
  ask(method: string, path: string, body?: unknown): Promise<Heard>;
  /** Names of the events of a call so far, once they satisfy a condition. */
  events(id: unknown, enough: (names: readonly string[]) => boolean): Promise<readonly string[]>;
}

/** A bench with an API, pointed at an integration that answers by a table. */
function calling(table: Table, use: (open: Open) => Promise<void>, options: Parameters<typeof answering>[2] = {}) {
  return answering(
    table,
    async (open) => {
      const { bench, seen } = open;
      const api = apiOf(bench);
      const ask: Open['ask'] = (method, path, body) =>
        askAt(api.baseUrl, method, path, { key: bench.apiKey, ...(body !== undefined && { body }) });
      const events: Open['events'] = async (id, enough) => {
        const names = () => seen.flatMap(({ event }) => (event && event.call.id === id ? event.event : []));
        await until(() => (enough(names()) ? true : undefined), { timeoutMs: 2_000, everyMs: 5 });
        return names();
      };
      await use({ ...open, api, ask, events });
    },
    { ...options, api: true },
  );
}

function apiOf({ api }: Bench): Api {
  if (!api) throw new Error('the bench has no API');
  return api;
}

const ended = (names: readonly string[]) =>
  names.some((name) => /completed|failed|canceled/.test(name) && name.startsWith('call.'));
const answer = { '/answer': [say('Hello.'), gather({ max_digits: 1 })] };
const create = (open: Open, body: object = { from, to }) => open.ask('POST', '/calls', body);

test('a call that is created rings, is answered, asks answer_url, ends, and is settled', () =>
  calling(answer, async (open) => {
    const { json, status } = await create(open);
    expect([status, json.status]).toEqual([201, 'dialing']);
    const names = await open.events(json.id, ended);
    expect([names[0], names[1], names.at(-1)]).toEqual(['call.created', 'call.answered', 'call.completed']);
    const asked = open.seen.find(({ url }) => url.pathname === '/answer');
    expect(asked?.url.searchParams.get('call_id')).toBe(json.id);
    expect(asked?.url.searchParams.get('direction')).toBe('outbound');
    const [created] = open.seen.flatMap(({ event }) => event ?? []);
    expect(created?.call).toMatchObject({ provider_call_id: json.provider_call_id, to, application_id: 'app_123' });
    const read = (await open.ask('GET', `/calls/${json.id}`)).json;
    expect(read.status).toBe('completed');
    expect(read.duration_seconds).toBeGreaterThan(1);
    expect((await open.ask('GET', `/calls/${json.id}/ai-summary`)).status).toBe(200);
    const usage = await open.ask('GET', '/usage?from=2000-01-01T00:00:00Z&to=2100-01-01T00:00:00Z');
    expect(usage.json.summary).toMatchObject({ calls: 1, billsec_seconds: read.duration_seconds });
    expect(open.api.world.switches.balanceCents).toBeLessThan(10_000);
  }));

test('the state can be read before the event that tells of it is acknowledged', async () => {
  const statuses: unknown[] = [];
  await calling(answer, async (open) => {
    const { json } = await create(open);
    await open.events(json.id, (names) => names.includes('call.answered'));
    statuses.push((await open.ask('GET', `/calls/${json.id}`)).json.status);
    await open.events(json.id, ended);
    statuses.push((await open.ask('GET', `/calls/${json.id}`)).json.status);
  });
  expect(statuses[1]).toBe('completed');
  expect(['in_progress', 'completed']).toContain(statuses[0]);
});

for (const [number, event, status] of [
  ['+12025550181', 'call.failed', 'failed'],
  ['+12025550182', 'call.failed', 'failed'],
  ['+12025550183', 'call.failed', 'failed'],
  ['+12025550184', 'call.canceled', 'canceled'],
] as const)
  test(`${number} ends with ${event}, and answer_url is not asked`, () =>
    calling(answer, async (open) => {
      const { id } = (await create(open, { from, to: number })).json;
      expect(await open.events(id, ended)).toEqual(['call.created', event]);
      expect(open.seen.some(({ url }) => url.pathname === '/answer')).toBe(false);
      expect((await open.ask('GET', `/calls/${id}`)).json.status).toBe(status);
      expect((await open.ask('POST', `/calls/${id}/recordings`)).json.error?.code).toBe('active_call_not_found');
    }));

test('record: true records from the answer to the end', () =>
  calling(answer, async (open) => {
    const { id } = (await create(open, { from, to, record: true })).json;
    const names = await open.events(id, ended);
    expect(names.filter((name) => name.startsWith('recording.'))).toEqual(['recording.started', 'recording.completed']);
    expect(names.indexOf('recording.started')).toBe(2);
    expect((await open.ask('GET', `/recordings/rec_${id}`)).json).toMatchObject({ status: 'completed', call_id: id });
  }));

test('a recording that an action starts shows in the API as well', () =>
  calling({ '/answer': [{ start_recording: {} }, say('a')] }, async (open) => {
    const { id } = (await create(open)).json;
    await open.events(id, ended);
    expect((await open.ask('GET', `/calls/${id}/recordings`)).json).toMatchObject({
      count: 1,
      data: [{ status: 'completed' }],
    });
  }));

test('who stays on the line can be recorded by REST, and the integration is told', () =>
  calling({ '/answer': [say('Hello.')] }, async (open) => {
    const { id } = (await create(open, { from, to: '+12025550180' })).json;
    await open.events(id, (names) => names.includes('call.answered'));
    await until(() => (open.seen.some(({ url }) => url.pathname === '/answer') ? true : undefined), {
      timeoutMs: 2_000,
      everyMs: 5,
    });
    const control = (action: string) => open.ask('POST', `/calls/${id}/recordings`, { action });
    expect((await control('start')).status).toBe(200);
    expect((await control('start')).status).toBe(200);
    await open.events(id, (names) => names.includes('recording.started'));
    expect((await control('stop')).status).toBe(200);
    const names = await open.events(id, (all) => all.includes('recording.completed'));
    expect(names).toEqual(['call.created', 'call.answered', 'recording.started', 'recording.completed']);
    expect((await open.ask('GET', `/calls/${id}`)).json.status).toBe('in_progress');
  }));

test('an answer that MiniVoice cannot play fails the call, and nothing else', () =>
  calling({ '/answer': { status: 500 } }, async (open) => {
    const { id } = (await create(open)).json;
    expect((await open.events(id, ended)).at(-1)).toBe('call.failed');
    expect((await open.ask('GET', `/calls/${id}`)).json.status).toBe('failed');
  }));

test('a target that is gone fails the call without an error of ours', () =>
  calling({}, async (open) => {
    const rejections: unknown[] = [];
    const note = (error: unknown) => rejections.push(error);
    process.on('unhandledRejection', note);
    await open.stop();
    const { id } = (await create(open)).json;
    const status = await until(
      async () => ((await open.ask('GET', `/calls/${id}`)).json.status === 'failed' ? 'failed' : undefined),
      { timeoutMs: 2_000, everyMs: 5 },
    );
    await pause(20);
    process.off('unhandledRejection', note);
    expect([status, rejections]).toEqual(['failed', []]);
  }));

test('without a webhook the call runs all the same', () =>
  calling(
    answer,
    async (open) => {
      const { id } = (await create(open)).json;
      const read = async () => (await open.ask('GET', `/calls/${id}`)).json.status;
      const done = await until(async () => ((await read()) === 'completed' ? true : undefined), {
        timeoutMs: 2_000,
        everyMs: 5,
      });
      expect(done).toBe(true);
    },
    { webhook: false },
  ));

test('a call is placed after an answer that was lost on its way, and not after one that was refused', () =>
  calling(answer, async (open) => {
    open.api.injectFaults([{ attempts: { from: 1, to: 1 }, fault: { kind: 'cut', when: 'after-read' } }]);
    await expect(create(open)).rejects.toThrow();
    const [call] = open.api.world.snapshot().calls;
    expect((await open.events(call?.id, ended)).at(-1)).toBe('call.completed');
    const before = open.seen.length;
    open.api.injectFaults([{ fault: { kind: 'error', code: 'originate_failed' } }]);
    expect((await create(open)).status).toBe(502);
    await pause(30);
    expect(open.seen.length).toBe(before);
  }));

test('a reset, and the end of the bench, give up what is going on', () =>
  calling({ '/answer': [gather({}), { redirect: { url: '/answer' } }] }, async (open) => {
    await create(open);
    open.api.reset();
    expect(open.api.world.snapshot().calls).toEqual([]);
    for (let n = 0; n < 20; n++) await create(open);
  }));
