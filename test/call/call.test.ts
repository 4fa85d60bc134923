import { expect, _baseTest as test } from '@playwright/test';
import { gather, number, played, redirect, say } from './answering.ts';

const stream = { stream_url: 'wss://media.example.com/a', track: 'both' };
const nothingLeft = 'the call ends: there is nothing left to do (call.completed)';
const over = 'the conversation is over';

interface Effect {
  readonly answer: readonly Readonly<Record<string, unknown>>[];
  readonly conversation: readonly string[];
  /** What is asked and told between the first answer and the end. */
  readonly order?: readonly string[];
}

/** What each action does to a call, as its page says. */
const effects: Readonly<Record<string, Effect>> = {
  say: {
    answer: [{ say: { text: 'Hello.' } }, { say: { text: 'Goodbye.' } }],
    conversation: ['hears "Hello."', 'hears "Goodbye."', nothingLeft],
  },
  gather: {
    answer: [{ gather: { prompt: 'Press 1.' } }, { say: { text: 'Thanks.' } }],
    conversation: ['hears "Press 1."', 'presses 1', 'hears "Thanks."', nothingLeft],
    order: ['call.gathered'],
  },
  send_digits: {
    answer: [{ send_digits: { digits: '12wW,#', pause_before_ms: 500 } }, { say: { text: 'Sent.' } }],
    conversation: ['tones are sent: 12wW,#', 'hears "Sent."', nothingLeft],
  },
  redirect: {
    answer: [{ redirect: { url: '/menu' } }, { say: { text: 'Never.' } }],
    conversation: ['hears "Menu."', nothingLeft],
    order: ['/menu'],
  },
  transfer: {
    answer: [{ transfer: { destination: number } }, { say: { text: 'Never.' } }],
    conversation: [`is connected to ${number} (transfer)`, `the call ends: ${over} (call.completed)`],
  },
  bridge: {
    answer: [{ bridge: { destination: 'sip:desk@example.com' } }, { say: { text: 'Never.' } }],
    conversation: ['is connected to sip:desk@example.com (bridge)', `the call ends: ${over} (call.completed)`],
  },
  conference: {
    answer: [{ conference: { room: 'daily' } }, { say: { text: 'Never.' } }],
    conversation: ['is in the conference "daily"', `the call ends: ${over} (call.completed)`],
  },
  'hold and resume': {
    answer: [{ hold: {} }, { say: { text: 'Unheard.' } }, { resume: {} }, { say: { text: 'Heard.' } }],
    conversation: [
      'is put on hold',
      'hears nothing while on hold: "Unheard."',
      'is taken off hold',
      'hears "Heard."',
      nothingLeft,
    ],
  },
  'mute and unmute': {
    answer: [{ mute: { direction: 'read' } }, { unmute: { direction: 'both' } }, { say: { text: 'On.' } }],
    conversation: ['audio is muted: read', 'audio is unmuted: both', 'hears "On."', nothingLeft],
  },
  'start_recording and stop_recording': {
    answer: [
      { start_recording: {} },
      { say: { text: 'Recorded.' } },
      { stop_recording: {} },
      { say: { text: 'Not.' } },
    ],
    conversation: ['recording starts', 'hears "Recorded."', 'recording stops', 'hears "Not."', nothingLeft],
    order: ['recording.started', 'recording.completed'],
  },
  'start_stream and stop_stream': {
    answer: [{ start_stream: stream }, { say: { text: 'Streamed.' } }, { stop_stream: stream }],
    conversation: [
      'audio is streamed to wss://media.example.com/a',
      'hears "Streamed."',
      'streaming stops to wss://media.example.com/a',
      nothingLeft,
    ],
  },
};

const typed = (action: Readonly<Record<string, unknown>>) =>
  Object.entries(action).map(([type, parameters]) => ({ type, ...(parameters as object) }))[0];

for (const [name, { answer, conversation, order = [] }] of Object.entries(effects)) {
  for (const [form, list] of [
    ['keyed', answer],
    ['typed', answer.map(typed)],
  ] as const) {
    test(`${name}, ${form}`, async () => {
      const call = await played({ '/answer': list, '/menu': [say('Menu.')] }, { script: ['1'] });
      expect(call.conversation).toEqual(conversation);
      expect(call.order).toEqual(['call.created', 'call.answered', '/answer', ...order, 'call.completed']);
    });
  }
}

test('an outbound call is answered, then asks; otherwise it never asks', async () => {
  const order = async (script: readonly string[]) =>
    (await played([say('Hello.')], { direction: 'outbound', script })).order;
  expect(await order(['answers'])).toEqual(['call.created', 'call.answered', '/answer', 'call.completed']);
  expect(await order([])).toEqual(await order(['answers']));
  for (const reach of ['busy', 'unanswered', 'failed'])
    expect(await order([reach])).toEqual(['call.created', 'call.failed']);
  expect(await order(['canceled'])).toEqual(['call.created', 'call.canceled']);
});

test('every event says who calls whom, and in which direction', async () => {
  const plan = { direction: 'outbound', from: '+12025550123', to: '+12025550124' } as const;
  const { events, call } = await played([gather()], plan);
  expect(events.map(({ event }) => event)).toEqual([
    'call.created',
    'call.answered',
    'call.gathered',
    'call.completed',
  ]);
  for (const event of events) expect(event.call).toMatchObject({ id: call.id, ...plan });
});

for (const action of ['transfer', 'bridge']) {
  test(`${action} to somebody who is not reached ends the call, whatever stands behind it`, async () => {
    for (const reach of ['busy', 'unanswered', 'failed']) {
      const call = await played([{ [action]: { destination: number } }, say('Never.')], { script: [reach] });
      expect(call.order.at(-1)).toBe('call.failed');
      expect(call.conversation.at(-1)).toBe('the call ends: nobody is reached (call.failed)');
    }
    const given = await played([{ [action]: { destination: number } }], { script: ['canceled'] });
    expect(given.conversation).toEqual([
      `the call to ${number} (${action}) is given up`,
      'the call ends: the caller hangs up (call.completed)',
    ]);
  });
}

const silent = 'presses nothing and hears nothing for 5 s';

test('an answer with one action that is wrong is run without what is wrong', async () => {
  for (const wrong of [{ say: {} }, { play: {} }, { hangup: { reason: 1 } }, null]) {
    const { conversation } = await played([say('Hello.'), wrong, say('Goodbye.')]);
    expect(conversation).toEqual(['hears "Hello."', 'hears "Goodbye."', nothingLeft]);
  }
  const { conversation } = await played([{ gather: { prompt: 'Press 1.', timeout_seconds: 31 } }, say('Thanks.')]);
  expect(conversation).toEqual(['hears "Press 1."', silent, 'hears "Thanks."', nothingLeft]);
});

test('an answer whose redirect is wrong leads nowhere', async () => {
  const { order, conversation } = await played([say('Hello.'), { redirect: { url: 7 } }]);
  expect(order).toEqual(['call.created', 'call.answered', '/answer', 'call.failed']);
  expect(conversation).toEqual(['the call ends: there is no valid answer (call.failed)']);
});

test('a right list is run whatever its status; nothing is run of what is no list', async () => {
  const body = JSON.stringify({ actions: [say('Hello.')] });
  for (const status of [200, 302, 500]) {
    expect((await played({ '/answer': { status, body } })).conversation).toEqual(['hears "Hello."', nothingLeft]);
  }
  for (const entry of [{ status: 200, body: 'Hello.' }, { status: 204 }]) {
    expect((await played({ '/answer': entry })).order.at(-1)).toBe('call.failed');
  }
});

test('an empty list ends the call', async () => {
  expect((await played([])).order).toEqual(['call.created', 'call.answered', '/answer', 'call.completed']);
});

test('without a webhook URL a call runs all the same', async () => {
  const call = await played([gather({ prompt: 'Press 1.' })], { script: ['1'] }, { webhook: false });
  expect(call.order).toEqual(['/answer']);
  expect(call.conversation).toEqual(['hears "Press 1."', 'presses 1', nothingLeft]);
});

test('variables go with each request that can carry them', async () => {
  const variables = { customer: '42' };
  const { seen } = await played({ '/answer': [redirect('/menu', { method: 'POST' })], '/menu': [] }, { variables });
  const { body } = seen.find(({ url }) => url.pathname === '/menu') ?? {};
  expect(JSON.parse(body ?? '{}')).toMatchObject({ variables, call: { direction: 'inbound' } });
});

test('an hour of virtual time costs none', async () => {
  const minute = { send_digits: { digits: '1', pause_before_ms: 60_000 } };
  const { steps } = await played(Array.from({ length: 60 }, () => minute));
  expect(steps.at(-1)?.at).toBeGreaterThanOrEqual(3_600);
});
