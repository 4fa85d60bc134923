import { expect, _baseTest as test } from '@playwright/test';
import type { Readings } from '../../spec/index.ts';
import { gather, number, type Played, played, redirect, say } from './answering.ts';

type Reading = Required<Readings>;

/** The names of what is asked and told from the first answer on. */
const after = ({ order }: Played) => order.slice(order.indexOf('/answer') + 1);

test('Q27: a hang-up during a gather is told, or not', async () => {
  const told = async (Q27: Reading['Q27']) =>
    after(await played([gather({ num_digits: 3 })], { script: ['1+hangup'] }, { readings: { Q27 } }));
  expect(await told('event')).toEqual(['call.gathered', 'call.completed']);
  expect(await told('no-event')).toEqual(['call.completed']);
});

test('Q28: the finish key is part of digits only where it ended the input', async () => {
  const digits = async (Q28: Reading['Q28'], keys: string) => {
    const fields = { num_digits: 2, finish_on_key: '#' };
    return (await played([gather(fields)], { script: [keys] }, { readings: { Q28 } })).events[2]?.data.digits;
  };
  expect(await digits('excluded', '1#')).toBe('1');
  expect(await digits('included', '1#')).toBe('1#');
  expect(await digits('included', '12')).toBe('12');
  expect(await digits('included', 'wait')).toBe('');
});

test('Q29: the digits before the redirect, behind it, or in it', async () => {
  const menu = { '/answer': [gather(), redirect('/menu')], '/menu': [say('Bye.')] };
  const play = (Q29: Reading['Q29']) => played(menu, { script: ['1'] }, { readings: { Q29 } });
  const digits = ({ seen }: Played) => seen.find(({ url }) => url.pathname === '/menu')?.url.searchParams.get('digits');
  const first = await play('webhook-first');
  expect(after(first)).toEqual(['call.gathered', '/menu', 'call.completed']);
  expect(digits(first)).toBe(null);
  expect(after(await play('redirect-first'))).toEqual(['/menu', 'call.gathered', 'call.completed']);
  const inside = await play('in-request');
  expect(after(inside)).toEqual(['call.gathered', '/menu', 'call.completed']);
  expect(digits(inside)).toBe('1');
});

test('Q29: without a redirect, late digits are told before the end', async () => {
  const { order, events } = await played([gather()], { script: ['1'] }, { readings: { Q29: 'redirect-first' } });
  expect(order.slice(3)).toEqual(['call.gathered', 'call.completed']);
  expect(events[2]?.data.digits).toBe('1');
});

test('Q32: a call whose answer or redirect failed ends with call.failed or call.completed', async () => {
  const tables = [{}, { '/answer': [redirect('/b')] }, { '/answer': [redirect('/answer')] }];
  for (const table of tables) {
    const end = async (Q32: Reading['Q32']) => (await played(table, {}, { readings: { Q32 } })).order.at(-1);
    expect(await end('failed')).toBe('call.failed');
    expect(await end('completed')).toBe('call.completed');
  }
});

test('Q37: a recording that nobody stops is completed before the call, behind it, or never', async () => {
  const told = async (Q37: Reading['Q37']) => after(await played([{ start_recording: {} }], {}, { readings: { Q37 } }));
  expect(await told('before-end')).toEqual(['recording.started', 'recording.completed', 'call.completed']);
  expect(await told('after-end')).toEqual(['recording.started', 'call.completed', 'recording.completed']);
  expect(await told('no-event')).toEqual(['recording.started', 'call.completed']);
});

test('Q39: stopping what was not started fails, or does nothing', async () => {
  const play = (Q39: Reading['Q39']) => played([{ stop_recording: {} }, say('Bye.')], {}, { readings: { Q39 } });
  const told = await play('failed-event');
  expect(after(told)).toEqual(['recording.failed', 'call.completed']);
  expect(told.conversation).toContain('hears "Bye."');
  expect(after(await play('no-event'))).toEqual(['call.completed']);
});

test('Q62: fields that the action did not set have defaults, or are missing', async () => {
  const data = async (Q62: Reading['Q62']) =>
    (await played([gather({ timeout_seconds: 7 })], {}, { readings: { Q62 } })).events[2]?.data;
  const core = { digits: '', status: 'timeout', timed_out: true, timeout_seconds: 7 };
  expect(await data('all-fields')).toEqual({ ...core, min_digits: 1, max_digits: 1, finish_on_key: '' });
  expect(await data('unset-missing')).toEqual(core);
});

test('Q68: a transfer that reaches nobody fails or completes the call; a callee who is not reached fails it', async () => {
  const end = async (Q68: Reading['Q68'], direction: 'inbound' | 'outbound') => {
    const plan = { script: ['busy'], direction };
    return (await played([{ transfer: { destination: number } }], plan, { readings: { Q68 } })).order.at(-1);
  };
  expect(await end('failed', 'inbound')).toBe('call.failed');
  expect(await end('completed', 'inbound')).toBe('call.completed');
  expect(await end('completed', 'outbound')).toBe('call.failed');
});

test('a reading of one call comes before that of the bench', async () => {
  const plan = { readings: { Q37: 'no-event' } } as const;
  expect(after(await played([{ start_recording: {} }], plan))).toEqual(['recording.started', 'call.completed']);
});
