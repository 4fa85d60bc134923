import { expect, _baseTest as test } from '@playwright/test';
import type { CallPlan } from '../../platform/bench.ts';
import { gather, number, played, redirect, say } from './answering.ts';

const left = 'the call ends: the caller hangs up (call.completed)';

test('a caller who hangs up in a prompt hears its beginning and enters nothing', async () => {
  const prompt = 'Press one for sales or two for support or three for everything else.';
  const { steps, order, conversation } = await played([gather({ prompt }), say('Never.')], { hangUpAt: 2 });
  expect(order).toEqual(['call.created', 'call.answered', '/answer', 'call.completed']);
  expect(conversation).toEqual(['hears "Press one for sales or …"', left]);
  expect(steps.at(-1)).toMatchObject({ at: 2, kind: 'end', by: 'caller hung up' });
});

test('whatever is going on, the call ends at that second', async () => {
  const answers: Readonly<Record<string, unknown>> = {
    say: say(Array.from({ length: 100 }, () => 'word').join(' ')),
    gather: gather({ timeout_seconds: 30 }),
    send_digits: { send_digits: { digits: '1', pause_before_ms: 60_000 } },
    transfer: { transfer: { destination: number } },
    bridge: { bridge: { destination: number } },
    conference: { conference: { room: 'a' } },
  };
  for (const [name, action] of Object.entries(answers)) {
    for (const hangUpAt of [0, 1.5, 10]) {
      const { steps, order } = await played([action, say('Never.')], { hangUpAt });
      expect(steps.at(-1), `${name} at ${hangUpAt}`).toMatchObject({ at: hangUpAt, by: 'caller hung up' });
      expect(order.at(-1)).toBe('call.completed');
    }
  }
});

test('keys that there was no time for are not entered', async () => {
  const { events, conversation } = await played([gather({ num_digits: 4 })], { script: ['1234'], hangUpAt: 0.25 });
  expect(events[2]?.data).toMatchObject({ digits: '12', timed_out: false });
  expect(conversation).toEqual(['presses 12', 'hangs up', left]);
});

test('who hangs up while it rings is connected to nobody', async () => {
  const transfer = await played([{ transfer: { destination: number } }], { hangUpAt: 1 });
  expect(transfer.conversation).toEqual([`the call to ${number} (transfer) is given up`, left]);
  const outbound = await played([], { direction: 'outbound', hangUpAt: 1 });
  expect(outbound.order).toEqual(['call.created', 'call.canceled']);
  expect(outbound.conversation[0]).toBe('the call to +12025550100 is given up');
});

test('a scripted caller bears ten silent gathers', async () => {
  const { order, conversation } = await played([gather(), redirect('/answer')], { script: ['1'] });
  expect(order.filter((name) => name === 'call.gathered')).toHaveLength(12);
  expect(conversation.filter((text) => text.startsWith('presses nothing'))).toHaveLength(10);
  expect(conversation.slice(-2)).toEqual(['hangs up', left]);
});

test('a caller who is a function decides at each turn, and ends the conversation', async () => {
  const turns: number[] = [];
  const script: CallPlan['script'] = {
    atGather: async (action, turn) => {
      turns.push(turn);
      return { keys: String(action.parameters.num_digits ?? 1), after: 'wait' };
    },
    atDial: async ({ by, destination }) => (by === 'bridge' && destination === number ? 'answers' : 'failed'),
    whileConnected: async () => void turns.push(-1),
  };
  const { conversation } = await played([gather(), gather(), { bridge: { destination: number } }], { script });
  expect(turns).toEqual([0, 1, -1]);
  expect(conversation.at(-1)).toBe('the call ends: the conversation is over (call.completed)');
});
