import { expect, _baseTest as test } from '@playwright/test';
import { from, to, withApi } from './harness.ts';

const error = { kind: 'error', code: 'internal_error', status: 500 } as const;

test('a call that has ended is read after a reset that keeps it, whatever goes wrong', () =>
  withApi(async ({ api, ask }) => {
    const { id } = (await ask('POST', '/calls', { body: { from, to } })).json;
    api.world.advance(String(id), 'completed', 5);
    api.reset('ended calls');
    api.injectFaults([{ fault: error }]);
    expect((await ask('GET', `/calls/${id}/ai-summary`)).status).toBe(200);
    expect((await ask('GET', '/calls/call_123/ai-summary')).status).toBe(500);
    expect(api.seen.map(({ attempt }) => attempt)).toEqual([1, 1]);
  }));

test('a call that goes on is forgotten by a reset, and so is every call by one that keeps nothing', () =>
  withApi(async ({ api, ask }) => {
    const create = async () => String((await ask('POST', '/calls', { body: { from, to } })).json.id);
    const [going, ended] = [await create(), await create()];
    api.world.advance(ended, 'completed', 5);
    api.reset('ended calls');
    expect((await ask('GET', `/calls/${going}`)).status).toBe(404);
    api.reset();
    expect((await ask('GET', `/calls/${ended}`)).status).toBe(404);
  }));

test('attempts to create a call are remembered when the requests seen are forgotten', () =>
  withApi(async ({ api, ask }) => {
    await ask('POST', '/calls', { body: { from, to } });
    await ask('GET', '/applications');
    api.reset();
    expect(api.seen).toEqual([]);
    expect(api.placed.map(({ operation }) => operation)).toEqual(['createCall']);
  }));

test('one optional member is left out by its name, and a required one stays', () =>
  withApi(async ({ api, ask }) => {
    const without = async (only: string) => {
      api.injectFaults([{ fault: { kind: 'reshape', how: 'fewer-members', only } }]);
      const { json } = await ask('GET', '/calls/call_123/ai-summary');
      return Object.keys(json.data as object);
    };
    const all = ['status', 'summary', 'outcome', 'sentiment', 'action_items', 'key_points'];
    expect(await without('sentiment')).toEqual(all.filter((name) => name !== 'sentiment'));
    expect((await without('status')).sort()).toEqual([...all].sort());
  }));

test('a count may say more than its list holds', () =>
  withApi(async ({ api, ask }) => {
    api.injectFaults([{ fault: { kind: 'reshape', how: 'larger-count' } }]);
    const { data, count } = (await ask('GET', '/applications')).json as { data: unknown[]; count: number };
    expect(count).toBeGreaterThan(data.length);
  }));

test('a list may come without its count, and its objects with one member', () =>
  withApi(async ({ api, ask }) => {
    const topics = async (how: 'without-count' | 'bare-items') => {
      api.injectFaults([{ fault: { kind: 'reshape', how } }]);
      return (await ask('GET', '/calls/call_123/ai-topics')).json as { data: object[]; count?: number };
    };
    const { data, ...rest } = await topics('without-count');
    expect([rest, data.length]).toEqual([{}, 1]);
    expect((await topics('bare-items')).data.map((each) => Object.keys(each))).toEqual([['topic']]);
  }));

test('a trunk of the same name is taken where names need not be unique', () =>
  withApi(async ({ api, ask }) => {
    const create = async () =>
      (await ask('POST', '/trunks', { body: { name: 'a', proxy: 'b', gateway_name: 'c' } })).status;
    expect([await create(), await create()]).toEqual([201, 409]);
    api.world.switches.uniqueNames = false;
    expect(await create()).toBe(201);
  }));
