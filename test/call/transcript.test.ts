import { expect, _baseTest as test } from '@playwright/test';
import { conversation, transcript } from '../../platform/call/transcript.ts';
import { gather, number, played, redirect, say } from './answering.ts';

const menu = {
  '/answer': [gather({ prompt: 'Press 1 for sales.' }), redirect('/menu')],
  '/menu': [say('Goodbye.')],
};

/** Durations of requests are the only real time in a transcript. */
const lines = (steps: Parameters<typeof transcript>[0]) =>
  transcript(steps).map(({ at, of, text }) => `${at.toFixed(1)} ${of}: ${text.replace(/\d+ ms$/, 'N ms')}`);

test('a call in words, with its virtual seconds', async () => {
  const { steps, seen } = await played(menu, { script: ['19'] });
  const url = seen.find(({ url: { pathname } }) => pathname === '/menu')?.url.href;
  expect(lines(steps)).toEqual([
    '0.0 wire: call.created is acknowledged: 200 after N ms',
    '0.0 wire: call.answered is acknowledged: 200 after N ms',
    '0.0 wire: GET answer_url: 200 after N ms',
    '0.0 caller: hears "Press 1 for sales."',
    '1.7 caller: presses 1',
    '1.7 caller: presses 9, after the gather had ended',
    '1.7 wire: call.gathered is acknowledged: 200 after N ms',
    `1.7 wire: GET ${url}: 200 after N ms`,
    '1.7 caller: hears "Goodbye."',
    '2.1 wire: call.completed is acknowledged: 200 after N ms',
    '2.1 call: the call ends: there is nothing left to do (call.completed)',
  ]);
});

test('dead air', async () => {
  const said = async (fields: Readonly<Record<string, unknown>>, ...script: string[]) =>
    (await played([gather(fields)], { script })).conversation.slice(0, -1);
  expect(await said({}, 'wait')).toEqual(['presses nothing and hears nothing for 5 s']);
  expect(await said({ timeout_seconds: 30 }, 'wait')).toEqual(['presses nothing and hears nothing for 30 s']);
  expect(await said({ num_digits: 3 }, '1')).toEqual(['presses 1', 'presses nothing more and hears nothing for 5 s']);
  expect(await said({ num_digits: 3 }, '1+hangup')).toEqual(['presses 1', 'hangs up']);
});

test('who is reached, and who is not', async () => {
  const transfer = [{ transfer: { destination: number } }];
  const said = async (reach: string) => (await played(transfer, { script: [reach] })).conversation[0];
  expect(await said('answers')).toBe(`is connected to ${number} (transfer)`);
  expect(await said('busy')).toBe(`${number} (transfer) is busy`);
  expect(await said('unanswered')).toBe(`${number} (transfer) does not answer`);
  expect(await said('failed')).toBe(`${number} (transfer) cannot be reached`);
  const outbound = await played([], { direction: 'outbound', to: number });
  expect(outbound.conversation[0]).toBe(`${number} answers`);
});

test('what is said keeps its quotes, and cannot forge a line', async () => {
  const { conversation: said } = await played([say('He said "no".\nhears "yes"\u001b[31m')]);
  expect(said[0]).toBe('hears "He said \\"no\\".\\nhears \\"yes\\"\\u001b[31m"');
});

test('what went wrong on the wire', async () => {
  const { steps } = await played({ '/answer': { status: 503 } });
  expect(lines(steps)).toContain('0.0 wire: GET answer_url: 503 after N ms');
});

test('the conversation leaves out the requests', async () => {
  const { steps, conversation: said } = await played(menu, { script: ['1'] });
  expect(said).toEqual(conversation(steps));
  expect(said).toEqual(transcript(steps).flatMap(({ of, text }) => (of === 'wire' ? [] : [text])));
  expect(said).toHaveLength(4);
});
