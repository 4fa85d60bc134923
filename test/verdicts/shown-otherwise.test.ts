import { expect, _baseTest as test } from '@playwright/test';
import type { CallState, Integration } from '../../mutants/integration.ts';
import { reference } from '../../mutants/reference.ts';
import { checkPage, type Page } from './volatile-pages.ts';

test('a body that is shown as JSON within JSON is shown as it came', async () => {
  const bodies = new Map<string, string[]>();
  const keepsBodies: Integration = {
    ...reference,
    async accept(event, request, environment) {
      const isNew = await reference.accept(event, request, environment);
      const known = bodies.get(event.call.id) ?? [];
      if (isNew) bodies.set(event.call.id, [...known, JSON.stringify(event)]);
      return isNew;
    },
  };
  const page: Page = ({ callId, state }) =>
    state
      ? { status: 200, body: { status: state.status, bodies: bodies.get(callId)?.map((body) => `event: ${body}`) } }
      : { status: 404, body: undefined };
  expect(await checkPage(page, 1, keepsBodies, ['webhook.ack.no-false-ack'])).toMatchObject([{ outcome: 'passed' }]);
});

test('a page that is slower than ever before shows no effect of what was refused', async () => {
  const first = new Map<string, number>();
  const page: Page = ({ callId, state, views, milliseconds }) => {
    const key = `${callId} ${state?.events.length}`;
    if (!first.has(key)) first.set(key, milliseconds + (views > 60 ? 250 : 0));
    return state && milliseconds >= (first.get(key) ?? 0)
      ? { status: 200, body: state }
      : { status: 404, body: undefined };
  };
  const ids = ['webhook.signature.refuses-missing', 'webhook.signature.refuses-wrong-secret'];
  const results = await checkPage(page, 1, reference, ids);
  expect(results.filter(({ outcome }) => outcome !== 'passed')).toEqual([]);
});

test('a page that takes three seconds to show an event is waited for', async () => {
  const known = new Map<
    string,
    { readonly at: number; readonly state: NonNullable<ReturnType<Integration['state']>> }[]
  >();
  const lags: Page = ({ callId, state, milliseconds }) => {
    const states = known.get(callId) ?? [];
    known.set(callId, states);
    if (state && state.events.length !== states.at(-1)?.state.events.length) states.push({ at: milliseconds, state });
    const shown = states.findLast(({ at }) => milliseconds - at >= 3_000);
    return shown ? { status: 200, body: shown.state } : { status: 404, body: undefined };
  };
  const results = await checkPage(lags, 1, reference, ['webhook.signature.refuses-changed-timestamp']);
  expect(results).toMatchObject([{ outcome: 'passed' }]);
});

test('a page that says of an event how old it is, in other words after a while, shows no effect of what was refused', async () => {
  // Time goes by as requests come, as for one that comes slowly.
  let requests = 0;
  const counts: Integration = {
    ...reference,
    verify(request, environment) {
      requests++;
      return reference.verify.call(this, request, environment);
    },
  };
  const first = new Map<string, { readonly at: number; readonly after: number }>();
  const ages: Page = ({ callId, state, milliseconds }) => {
    if (!state) return { status: 404, body: undefined };
    const { at, after } = first.get(callId) ?? { at: milliseconds, after: requests };
    first.set(callId, { at, after });
    const isYoung = milliseconds - at < 1_500 && requests - after < 25;
    const age = isYoung ? 'in the future' : `${Math.ceil((milliseconds - at) / 1_000)} seconds ago`;
    return { status: 200, body: state.events.map(({ event }) => `${event} ${age}`).join('\n') };
  };
  const results = await checkPage(ages, 1, counts, ['webhook.signature.refuses-missing']);
  expect(results.filter(({ outcome }) => outcome !== 'passed')).toEqual([]);
});

test('a page that shows the last event of each recording keeps its recordings by their ids, as it may', async () => {
  const page: Page = ({ state }) => {
    if (!state) return { status: 404, body: undefined };
    const isRecording = ({ event }: { readonly event: string }) => event.startsWith('recording.');
    const recordings = state.events.filter(isRecording).map(({ event, data }) => [String(data.id), event]);
    const events = state.events.filter((each) => !isRecording(each));
    return { status: 200, body: { ...state, events, recordings: Object.fromEntries(recordings) } };
  };
  const ids = ['webhook.repeat.distinct-kept', 'webhook.ack.no-false-ack', 'webhook.order.interleaved'];
  const results = await checkPage(page, 1, reference, ids);
  expect(results.filter(({ outcome }) => outcome !== 'passed')).toEqual([]);
});

const views: Readonly<Record<string, (state: CallState) => unknown>> = {
  'the last event alone': ({ events, ...state }) => ({ ...state, events: undefined, last: events.at(-1) }),
  'how many events of each kind there were': ({ events, ...state }) => {
    const counts = new Map<string, number>();
    for (const { event } of events) counts.set(event, (counts.get(event) ?? 0) + 1);
    return { ...state, events: undefined, counts: Object.fromEntries(counts) };
  },
};

for (const [what, view] of Object.entries(views)) {
  test(`a page may show ${what}`, async () => {
    const page: Page = ({ state }) => (state ? { status: 200, body: view(state) } : { status: 404, body: undefined });
    const results = await checkPage(page, 1, reference, ['webhook.repeat.distinct-kept', 'webhook.ack.no-false-ack']);
    expect(results.filter(({ outcome }) => outcome !== 'passed')).toEqual([]);
  });
}
