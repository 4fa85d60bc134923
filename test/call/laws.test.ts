import { expect, _baseTest as test } from '@playwright/test';
import fc from 'fast-check';
import type { PlayedCall } from '../../platform/bench.ts';
import { transcript } from '../../platform/call/transcript.ts';
import type { PlatformEvent } from '../../platform/events/events.ts';
import { dialOutcomes } from '../../platform/script.ts';
import { type AssumptionId, assumptions, isRecord, judgeAnswer, type Readings } from '../../spec/index.ts';
import { answering, type Table, terminal } from './answering.ts';

const words = fc.constantFrom('Hello.', 'Press 1 for sales or 2 for support.', 'Guten Tag! 你好。', '…', 'Bye');
const key = fc.constantFrom(...'0123456789*#ABCD');
const path = fc.constantFrom('/answer', '/b', '/c', '/missing');
const direction = fc.constantFrom('read', 'write', 'both');
const stream = { stream_url: fc.constantFrom('wss://a.example.com/x', 'wss://b.example.com/y') };
const track = { track: fc.constantFrom('inbound', 'outbound', 'both') };
const destination = fc.constantFrom('+12025550111', 'sip:desk@example.com');

const record = <T>(
  required: { [K in keyof T]: fc.Arbitrary<T[K]> },
  optional: Record<string, fc.Arbitrary<unknown>> = {},
) =>
  fc
    .tuple(fc.record(required), fc.record(optional, { requiredKeys: [] }))
    .map(([all, some]): Record<string, unknown> => ({ ...all, ...some }));

/** Valid parameters of every action. */
const parameters: Readonly<Record<string, fc.Arbitrary<Record<string, unknown>>>> = {
  say: record({ text: words }),
  gather: fc.nat(3).chain((least) =>
    record(
      {},
      {
        prompt: words,
        num_digits: fc.integer({ min: 3, max: 5 }),
        min_digits: fc.constant(least),
        max_digits: fc.integer({ min: Math.max(1, least), max: 6 }),
        timeout_seconds: fc.integer({ min: 1, max: 30 }),
        finish_on_key: key,
      },
    ),
  ),
  send_digits: record({ digits: fc.constantFrom('12wW,#', '1') }, { pause_before_ms: fc.nat(60_000) }),
  redirect: record(
    { url: fc.oneof({ weight: 5, arbitrary: path }, fc.constantFrom('http://192.0.2.1/', 'http://127.0.0.1:99999/')) },
    { method: fc.constantFrom('GET', 'POST'), max_redirects: fc.nat(20) },
  ),
  transfer: record({ destination }),
  bridge: record({ destination }),
  conference: record({ room: fc.constantFrom('a', 'b.c-d_e') }, { mute: fc.boolean(), end_on_exit: fc.boolean() }),
  hold: record({}),
  resume: record({}),
  mute: record({ direction }),
  unmute: record({ direction }),
  start_recording: record({}),
  stop_recording: record({}),
  start_stream: record(stream, track),
  stop_stream: record({}, { ...stream, ...track }),
};

const action = fc
  .constantFrom(...Object.keys(parameters))
  .chain((name) => (parameters[name] ?? record({})).map((given) => ({ [name]: given })));
const list = fc.array(action, { maxLength: 6 });
const keys = fc.string({ unit: key, maxLength: 8 });
const entry = fc.oneof(
  keys,
  keys.map((all) => (all === '' ? 'wait' : `${all}+wait`)),
  keys.map((all) => (all === '' ? 'hangup' : `${all}+hangup`)),
  fc.constantFrom(...dialOutcomes),
);
const plan = fc.record(
  {
    script: fc.array(entry, { maxLength: 6 }),
    direction: fc.constantFrom('inbound' as const, 'outbound' as const),
    hangUpAt: fc.double({ min: 0, max: 100, noNaN: true }),
    readings: readings(),
  },
  { requiredKeys: [] },
);

/** A reading of each question that concerns a call; `created_at` and the order of events stay as they are by default. */
function readings(): fc.Arbitrary<Readings> {
  const readingOf = <Id extends AssumptionId>(id: Id) =>
    fc.constantFrom(...(Object.keys(assumptions[id].readings) as Required<Readings>[Id][]));
  return fc.record({
    Q27: readingOf('Q27'),
    Q28: readingOf('Q28'),
    Q32: readingOf('Q32'),
    Q37: readingOf('Q37'),
    Q39: readingOf('Q39'),
    Q62: readingOf('Q62'),
    Q68: readingOf('Q68'),
  });
}

test('every generated list is valid', () => {
  const broken = (actions: unknown) => {
    const text = JSON.stringify({ actions }).replaceAll('"url":"/', '"url":"http://127.0.0.1/');
    return judgeAnswer(Buffer.from(text)).findings.filter(({ clause }) => /fields|known|array/.test(clause));
  };
  fc.assert(fc.property(list, (actions) => expect(broken(actions)).toEqual([])));
});

test('every call ends, once, and its time never runs backwards', async () => {
  const table: Table = {};
  await answering(table, async ({ bench, seen }) => {
    await fc.assert(
      fc.asyncProperty(list, list, list, plan, async (first, second, third, how) => {
        const before = seen.length;
        Object.assign(table, { '/answer': first, '/b': second, '/c': third });
        const played = await bench.call(how);
        const events = seen.slice(before).flatMap(({ event }) => event ?? []);
        endsOnce(events);
        timeRuns(events, played);
        expect(played.steps.at(-1)?.kind).toBe('end');
        expect(played.steps.at(-1)?.at).toBeLessThanOrEqual(how.hangUpAt ?? Number.POSITIVE_INFINITY);
        expect(transcript(played.steps).every(({ text }) => text !== '')).toBe(true);
      }),
      { numRuns: 150 },
    );
  });
});

/** `recording.completed` alone may come after the event that ends a call (Q37). */
function endsOnce(events: readonly PlatformEvent[]): void {
  const names = events.map(({ event }) => event);
  expect(names[0]).toBe('call.created');
  expect(names.filter((name) => terminal.includes(name))).toHaveLength(1);
  const last = names.findLast((name) => name !== 'recording.completed') ?? '';
  expect(terminal).toContain(last);
}

function timeRuns(events: readonly PlatformEvent[], { steps }: PlayedCall): void {
  const made = events.map(({ created_at }) => created_at);
  for (const text of made) expect(text).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  expect(made).toEqual([...new Set(made)].sort());
  const times = steps.map(({ at }) => at);
  expect(times).toEqual([...times].sort((a, b) => a - b));
  expect(events.every(({ data }) => isRecord(data))).toBe(true);
}
