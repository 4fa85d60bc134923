import { expect, _baseTest as test } from '@playwright/test';
import fc from 'fast-check';
import { type CallStatus, type Switches, working } from '../../platform/api/resources/records.ts';
import { type OperationId, operations, validators } from '../../spec/index.ts';
import { type TestApi, testKey, to, withApi } from './harness.ts';
import { callOf, ended, expectedOf, learn, type Model, requestOf, type Step, usageOf } from './model.ts';

type Command = fc.AsyncCommand<Model, TestApi>;

const ids = Object.keys(operations) as OperationId[];
const strangers = [
  'call_none',
  'call_123',
  'call_active',
  'call_ai_score_not_found',
  'call_recording_stop_failed',
  'call_call_uuid_missing',
];

const step: fc.Arbitrary<Step> = fc.record({
  operation: fc.oneof(
    fc.constantFrom(...ids),
    fc.constantFrom<OperationId>('createCall', 'controlRecording', 'getCall', 'getUsage'),
  ),
  who: fc.nat(5),
  call: fc.nat(12),
  number: fc.oneof(
    { weight: 3, arbitrary: fc.constant(to) },
    { weight: 2, arbitrary: fc.integer({ min: 180, max: 199 }).map((n) => `+12025550${n}`) },
  ),
  gateway: fc.constantFrom('a', 'b', 'c', 'taken'),
  action: fc.constantFrom('start', 'stop', 'pause', undefined),
  isValid: fc.integer({ min: 0, max: 9 }).map((n) => n < 8),
});

const switches: fc.Arbitrary<Partial<Switches>> = fc.oneof(
  { weight: 3, arbitrary: fc.constant(working) },
  fc.record(
    {
      rate: fc.boolean(),
      trunk: fc.boolean(),
      originates: fc.boolean(),
      balanceCents: fc.constantFrom(0, 3, 10_000),
      concurrentCalls: fc.constantFrom(null, 0, 1, 3),
    },
    { requiredKeys: [] },
  ),
);

const commands = [
  step.map(asks),
  step.map(asks),
  step.map(asks),
  switches.map(sets),
  fc
    .tuple(
      fc.nat(12),
      fc.constantFrom<CallStatus>('in_progress', 'completed', 'failed', 'canceled'),
      fc.integer({ min: 0, max: 300 }),
    )
    .map(([index, status, seconds]) => advances(index, status, seconds)),
];

/** One request, whose answer must be the one that the model foresees, valid, and listed for its operation. */
function asks(step: Step): Command {
  const { operation, action } = step;
  return {
    check: () => true,
    toString: () => JSON.stringify(step),
    async run(model, { ask, api }) {
      const owner = step.who % model.keys.length;
      const id = [...strangers, ...model.ids][step.call % (strangers.length + model.ids.length)] ?? '';
      const isRead = /^(getCall|controlRecording)/.test(operation);
      // A recording control that is refused for its action never looks for the call.
      const looks = isRead && !(operation === 'controlRecording' && action === 'pause');
      if (looks && !model.calls.has(id)) add(model, owner, undefined, id);
      const expected = expectedOf(model, step, id);
      const { path, body } = requestOf(step, id);
      const { status, json, text } = await ask(operations[operation].method, path, {
        key: model.keys[owner] ?? '',
        ...(body !== undefined && { body }),
      });
      const listed = [...operations[operation].errors, ...operations[operation].presumed];
      if (expected === 'success') {
        expect(status, text).toBe(operations[operation].success);
        const validate = (await validators('api')).responses[operation];
        expect(validate?.(json), JSON.stringify(validate?.errors)).toBe(true);
      } else {
        expect(json.error?.code, text).toBe(expected);
        expect(listed.find(({ code }) => code === expected)?.status).toBe(status);
      }
      if (expected === 'success' && operation === 'createApplication') model.keys.push(String(json.api_key));
      if (expected === 'success' && operation === 'createCall') add(model, owner, step.number, String(json.id));
      if (expected === 'success' && operation === 'getCall') expect(json.status).toBe(model.calls.get(id)?.status);
      if (expected === 'success' && operation === 'getUsage') expect(json.summary).toMatchObject(usageOf(model, owner));
      learn(model, step, id, expected);
      agrees(model, api.world.snapshot());
    },
  };
}

function sets(next: Partial<Switches>): Command {
  return {
    check: () => true,
    toString: () => `set ${JSON.stringify(next)}`,
    async run(model, { api }) {
      Object.assign(model.switches, next);
      Object.assign(api.world.switches, next);
    },
  };
}

function advances(index: number, status: CallStatus, seconds: number): Command {
  return {
    check: ({ ids }) => ids.length > 0,
    toString: () => `advance ${index} ${status} ${seconds}`,
    async run(model, { api }) {
      const id = model.ids[index % model.ids.length] ?? '';
      const call = model.calls.get(id);
      if (!call) throw new Error(`the model lost ${id}`);
      if (!ended(call)) {
        call.status = status;
        if (status === 'completed') {
          call.settled = seconds;
          model.switches.balanceCents -= Math.ceil(seconds / 60) * 2;
        }
      }
      api.world.advance(id, status, seconds);
    },
  };
}

function add(model: Model, owner: number, number: string | undefined, id: string): void {
  const call = callOf(owner, number, id);
  if (!call) return;
  model.calls.set(id, call);
  if (number !== undefined) model.ids.push(id);
}

/** Nothing is in the world that the client does not know of, and the other way round. */
function agrees(model: Model, world: ReturnType<TestApi['api']['world']['snapshot']>): void {
  const sorted = (all: readonly (readonly [string, string])[]) => all.map((each) => each.join(' ')).sort();
  const known = [...model.calls];
  expect({
    calls: sorted(world.calls.map(({ id, status }) => [id, status])),
    recordings: sorted(world.recordings.map(({ call_id, status }) => [call_id, status])),
    applications: world.applications.length,
    trunks: world.trunks.map((each) => each.gateway_name),
    cents: world.switches.balanceCents,
  }).toEqual({
    calls: sorted(known.map(([id, { status }]) => [id, status])),
    recordings: sorted(known.flatMap(([id, { recording }]) => (recording === 'none' ? [] : [[id, recording]]))),
    applications: model.keys.length,
    trunks: [...model.gateways].filter((name) => name !== 'taken'),
    cents: model.switches.balanceCents,
  });
}

test('a random client finds what it did, nothing else, and never an error that it did not cause', () =>
  withApi(async (open) => {
    let asked = 0;
    await fc.assert(
      fc.asyncProperty(fc.commands(commands, { size: '+1', maxCommands: 60 }), async (sequence) => {
        open.api.reset();
        const model: Model = {
          keys: [testKey],
          calls: new Map(),
          gateways: new Set(['taken']),
          trunkActive: false,
          switches: { ...working },
          ids: [],
        };
        await fc.asyncModelRun(() => ({ model, real: open }), sequence);
        asked += open.api.seen.length;
      }),
      { numRuns: 30 },
    );
    expect(asked).toBeGreaterThan(300);
  }));
