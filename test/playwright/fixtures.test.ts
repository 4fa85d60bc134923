import { mergeTests } from '@playwright/test';
import { reference } from '../../mutants/reference.ts';
import { serve } from '../../mutants/server.ts';
import { memoryStore } from '../../mutants/store.ts';
import { test as base, expect } from '../../playwright/index.ts';
import { testSecret } from '../harness.ts';

/** The fixtures as people use them, against the reference integration in this process. */
const test = base.extend({
  minivoice: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from here
    async ({}, use) => {
      const { url, close } = await serve(reference, { port: 0, secret: testSecret, store: memoryStore() });
      const observe = { callUrl: `${url}/calls/{call_id}` };
      await use({ answerUrl: `${url}/answer`, webhookUrl: `${url}/webhook`, webhookSecret: testSecret, observe });
      await close();
    },
    { scope: 'worker' },
  ],
});

test('a call waits at its first gather', async ({ phone }) => {
  const call = await phone.call();
  expect(call.state).toBe('at a gather');
  expect(call.heard).toEqual(['Press 1 for sales or 2 for support.']);
  expect(call).toHear('Press 1');
  expect(call).not.toHaveEnded();
  expect(call.events.map(({ name }) => name)).toEqual(['call.created', 'call.answered']);
});

test('keys move it on, to a conversation that lasts until somebody hangs up', async ({ phone, webhooks }) => {
  const call = await phone.call({ from: '+12025550177' });
  await call.press('1');
  expect(call).toHear('Connecting you to sales.');
  expect(call).not.toHear('Press 1');
  expect(call).toBeTransferredTo('+12025550111');
  expect(call).not.toBeTransferredTo('+12025550122');
  expect(call.state).toBe('connected');
  expect(call).not.toHaveEnded();
  await call.hangUp();
  expect(call.state).toBe('ended');
  expect(call).toHaveEnded('call.completed');
  expect(call).not.toHaveEnded('call.failed');
  expect(call).toBeAcknowledged();
  expect(call.events.map(({ name }) => name)).toEqual([
    'call.created',
    'call.answered',
    'call.gathered',
    'call.completed',
  ]);
  expect(webhooks.of(call)).toEqual(call.events);
  expect(call.from).toBe('+12025550177');
  expect(call.transcript.at(-1)?.text).toContain('the conversation is over');
});

test('to wait is a move too', async ({ phone }) => {
  const call = await phone.call();
  await call.wait();
  expect(call).toHear('We did not catch that. Goodbye.');
  expect(call).toHear(/^Goodbye\.$/g);
  expect(call).toHaveEnded('call.completed');
  expect(call.transcript.map(({ text }) => text)).toContain('presses nothing and hears nothing for 5 s');
});

test('a destination that is busy fails the call', async ({ phone }) => {
  const call = await phone.call({ destination: 'busy' });
  await call.press('2');
  expect(call).toBeTransferredTo(/^\+1202/);
  expect(call).toHaveEnded('call.failed');
});

test('destinations react in turn', async ({ phone }) => {
  const call = await phone.call({ direction: 'outbound', destination: ['answers', 'unanswered'] });
  expect(call.state).toBe('at a gather');
  await call.press('2');
  expect(call).toHaveEnded('call.failed');
  const canceled = await phone.call({ direction: 'outbound', destination: 'canceled' });
  expect(canceled).toHaveEnded('call.canceled');
});

test('a caller may have to leave', async ({ phone }) => {
  const call = await phone.call({ hangUpAt: 1 });
  expect(call).toHaveEnded('call.completed');
  expect(call).toHear('Press 1');
  expect(call).not.toHear('support');
});

test('who has no turn cannot press', async ({ phone }) => {
  const call = await phone.call();
  await expect(call.press('one')).rejects.toThrow('no telephone has the keys "one"');
  const pressing = call.press('1');
  await expect(call.press('1')).rejects.toThrow('has not come to a gather yet');
  await pressing;
  await expect(call.press('1')).rejects.toThrow(
    /it is not the caller's turn: the people on the line are talking.*\n\ninbound call/,
  );
  await call.hangUp();
  await call.hangUp();
  expect(call.state).toBe('ended');
  const late = await call.wait().catch((error: Error) => error);
  expect(String(late)).toContain("it is not the caller's turn: the call has ended");
  expect(String(late)).toContain('hears "Press 1 for sales or 2 for support."');
  expect((late as Error).stack).toContain('fixtures.test.ts');
  expect((late as Error).stack).not.toContain('playwright/call.ts');
});

let abandoned: string | undefined;

test('a call may be left open', async ({ phone }) => {
  const call = await phone.call();
  abandoned = call.id;
  const other = await phone.call();
  await other.press('1');
  void phone.call();
});

test('and gets the event that ends it', async ({ webhooks }) => {
  const state = await webhooks.stored({ id: abandoned ?? '' });
  expect(JSON.stringify(state)).toContain('call.completed');
});

test('deliveries by hand', async ({ webhooks }) => {
  const delivery = await webhooks.send('call.created');
  expect(delivery).toBeAcknowledged();
  expect(delivery).toMatchObject({ name: 'call.created', status: 204, acknowledged: true, failure: undefined });
  for (const wrong of [{ unsigned: true }, { secret: 'another' }, { tampered: true }, { stale: true }]) {
    const refused = await webhooks.send('call.completed', wrong);
    expect(refused).not.toBeAcknowledged();
    expect(refused.status).toBe(401);
  }
});

test('a delivery belongs to a call, comes after its events, and can be repeated', async ({ phone, webhooks }) => {
  const call = await phone.call();
  await call.press('1');
  await call.hangUp();
  const late = await webhooks.send('call.gathered', { call, data: { digits: '2' } });
  expect(late.event.call).toMatchObject({ id: call.id, from: call.from });
  expect(late.data).toMatchObject({ digits: '2', timed_out: false });
  const again = await webhooks.send(late.event);
  expect(again).toBeAcknowledged();
  const made = webhooks.of(call).map(({ event }) => event.created_at);
  expect(made).toHaveLength(6);
  expect(made).toEqual([...made].sort());
  expect(new Set(made).size).toBe(5);
  expect(JSON.stringify(await webhooks.stored(call)).match(/call\.gathered/g)).toHaveLength(2);
});

test('MiniVoice sends nothing that its own schemas forbid', async ({ webhooks }) => {
  const wrong = webhooks.send('call.gathered', { data: { digits: 12 } });
  await expect(wrong).rejects.toThrow('MiniVoice sends no such event');
});

const merged = mergeTests(test, base.extend<{ answer: number }>({ answer: 42 }));

merged('the fixtures can be merged with others', async ({ phone, answer }) => {
  expect((await phone.call()).state).toBe('at a gather');
  expect(answer).toBe(42);
});

test('what a matcher is for is known to the compiler', async ({ phone }) => {
  const call = await phone.call();
  // @ts-expect-error a text is not a call
  expect(() => expect('text').toHear('x')).toThrow('toHear is for what the fixtures');
  // @ts-expect-error a number is no text
  expect(() => expect(call).toHear(1)).toThrow();
  // @ts-expect-error no such event
  expect(() => expect(call).toHaveEnded('call.over')).toThrow();
});
