import { expect } from '@playwright/test';
import { answering, callCommand, ended, mvkCall, neutral, start, test } from '../run-command.ts';

test('a scripted call to a transfer', async ({ integration }) => {
  const { code, stdout, stderr } = await mvkCall([...(await integration()), '--press', '1']);
  expect(neutral(stdout)).toBe(`+12025550101 calls +12025550100
call_N

 0:00  ✓ call.created             204 after N ms
 0:00  ✓ call.answered            204 after N ms
 0:00  ✓ GET /answer              200 after N ms
 0:00    hears "Press 1 for sales or 2 for support."
 0:03    presses 1
 0:03  ✓ call.gathered            204 after N ms
 0:03  ✓ GET /menu?…              200 after N ms
 0:03    hears "Connecting you to sales."
 0:07    is connected to +12025550111 (transfer)
 0:37  ✓ call.completed           204 after N ms

The call ended after 0:37: transferred to +12025550111; 4 of 4 events were
acknowledged.
`);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
});

const ways: ReadonlyArray<readonly [what: string, args: readonly string[], line: RegExp, sentence: string]> = [
  ['a silent caller', ['--press', ''], /presses nothing and hears nothing for 5 s$/m, 'nothing was left to do'],
  ['a caller who hangs up', ['--press', 'hangup'], /^ 0:04 {4}hangs up$/m, 'the caller hung up'],
  ['a caller who leaves in time', ['--press', '1', '--hang-up-at', '1'], /^ 0:01 {2}✓ call\.completed/m, 'hung up'],
  ['a busy target', ['--press', '2', '--destination', 'busy'], /is busy$/m, '+12025550122 was busy'],
  ['a target that the script speaks of', ['--press', '1,failed'], /reached$/m, '+12025550111 was not reached'],
  [
    'an outbound call that nobody answers',
    ['--outbound', '--to', '+12025550177', '--destination', 'unanswered', '--press', '1'],
    /^\+12025550177 is called from \+12025550101$/m,
    '+12025550177 did not answer; 2 of 2 events',
  ],
  ['an outbound call that is given up', ['--outbound', '--press', 'canceled'], /call\.canceled/, 'given up before'],
  ['digits in the request', ['--press', '1', '--assume', 'Q29=in-request'], /to sales/, 'transferred to'],
];
for (const [what, args, line, sentence] of ways) {
  test(`${what} is a call without a fault`, async ({ integration }) => {
    const { code, stdout, stderr } = await mvkCall([...(await integration()), ...args]);
    expect(stdout).toMatch(line);
    expect(stdout.replaceAll('\n', ' ')).toContain(sentence);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });
}

test('an answer that cannot be played is a violation, with its place and its page', async ({ integration }) => {
  const target = await integration(answering([{ say: { text: 'Hello.' } }, { say: {} }]));
  const { code, stdout } = await mvkCall([...target, '--press', '']);
  expect(neutral(stdout)).toContain(`
 0:00  ✗ GET /answer              200 after N ms
         /actions/1/say  must  answer-actions-fields
         expected must have required property 'text', got {}
         https://doc.minivoice.eu/docs/actions/say
`);
  expect(stdout.replaceAll('\n', ' ')).toContain('an answer could not be played as it came');
  expect(code).toBe(1);
});

test('an answer that is advised against is played', async ({ integration }) => {
  const target = await integration({ answer: () => ({ actions: [{ say: { text: 'Hello.' } }], note: 1 }) });
  const { code, stdout } = await mvkCall([...target, '--press', '']);
  expect(stdout).toMatch(/^ 0:00 {2}! GET \/answer/m);
  expect(stdout).toContain('/note  should');
  expect(code).toBe(0);
});

test('an answer that is an error says which', async ({ integration }) => {
  const target = await integration({ encode: () => ({ status: 503, headers: {}, body: '' }) });
  const { code, stdout } = await mvkCall([...target, '--press', '']);
  expect(stdout).toMatch(/✗ GET \/answer +503 after/);
  expect(stdout).toContain('got status 503');
  expect(code).toBe(1);
});

test('an event that is refused is a violation, and the sentence names it', async ({ integration }) => {
  const target = await integration({
    acknowledge: ({ event }) => ({ status: event === 'call.gathered' ? 500 : 204, headers: {}, body: '' }),
  });
  const { code, stdout } = await mvkCall([...target, '--press', '1']);
  expect(stdout).toMatch(/^ 0:03 {2}✗ call\.gathered +500 after/m);
  expect(stdout.replaceAll('\n', ' ')).toContain('3 of 4 events were acknowledged (call.gathered was not).');
  expect(code).toBe(1);
  const quiet = await mvkCall([...target, '--press', '1', '--quiet']);
  expect(neutral(quiet.stdout)).toMatch(/^ 0:03 {2}✗ call\.gathered +500 after N ms\nThe call ended/);
  expect(quiet.code).toBe(1);
});

test('an event that is taken at a further attempt was refused all the same', async ({ integration }) => {
  let before = 0;
  const target = await integration({
    acknowledge: ({ event }) => ({
      status: event === 'call.created' && before++ === 0 ? 503 : 204,
      headers: {},
      body: '',
    }),
  });
  const { code, stdout } = await mvkCall([...target, '--press', '1']);
  expect(stdout).toMatch(/^ 0:00 {2}✗ call\.created +503 after/m);
  expect(stdout).toMatch(/^ 0:05 {2}✓ call\.created, attempt 2 +204 after/m);
  expect(stdout.replaceAll('\n', ' ')).toContain('3 of 4 events were acknowledged (call.created only at attempt 2).');
  expect(code).toBe(1);
  const { stdout: document } = await mvkCall([...target, '--press', '1', '--json']);
  expect(JSON.parse(document).steps.filter(({ kind }: { kind: string }) => kind === 'event')).toHaveLength(4);
});

test('the document of a call numbers the attempts of each event', async ({ integration }) => {
  const target = await integration({
    acknowledge: ({ event }) => ({ status: event === 'call.completed' ? 500 : 204, headers: {}, body: '' }),
  });
  const { stdout } = await mvkCall([...target, '--press', '1', '--json']);
  const { steps, ended: outcome } = JSON.parse(stdout);
  const completed = steps.filter(
    ({ event, kind }: Record<string, string>) => kind === 'event' && event === 'call.completed',
  );
  expect(completed.map(({ attempt }: { attempt: number }) => attempt)).toEqual([1, 2, 3, 4]);
  expect(outcome).toMatchObject({
    event: 'call.completed',
    events: 4,
    unacknowledged: ['call.completed'],
    refusals: [{ event: 'call.completed', attempts: 4, acknowledged: false }],
  });
});

test('a redirect for ever is a violation', async ({ integration }) => {
  const target = await integration({
    answer: (_, { origin }) => ({ actions: [{ redirect: { url: `${origin}/answer` } }] }),
  });
  const { code, stdout } = await mvkCall([...target, '--press', '']);
  expect(stdout).toContain('✗ is redirected in a loop: 20 redirects in a row');
  expect(code).toBe(1);
});

test('a redirect to another host is not followed, so that the call is not wholly known', async ({ integration }) => {
  const target = await integration(answering([{ redirect: { url: 'https://voice.example/next' } }]));
  const { code, stdout } = await mvkCall([...target, '--press', '']);
  expect(stdout).toContain('https://voice.example/next');
  expect(code).toBe(3);
});

test('where nothing listens no call is played', async () => {
  const { code, stdout, stderr } = await mvkCall(['--answer-url', 'http://127.0.0.1:1/answer', '--press', '1']);
  expect(stderr).toContain('nothing listens at http://127.0.0.1:1/answer');
  expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
});

const nowhere = ['--answer-url', 'http://127.0.0.1:1/answer'];
const wrong: ReadonlyArray<readonly [what: string, args: readonly string[], input: string, words: string]> = [
  ['a move that is none', [...nowhere, '--press', '1,x'], '', 'entry 2 of --press is not a move of a caller: "x"'],
  ['an entry without a move', [...nowhere, '--press', '1,,2'], '', 'entry 2 of --press is not a move of a caller: ""'],
  ['a line that is no move', nowhere, '1\n\nfoo\n', 'line 3 of the input is not a move of a caller: "foo"'],
  ['a destination that is none', [...nowhere, '--destination', 'gone'], '', '"gone"'],
  ['a second that is none', [...nowhere, '--hang-up-at', 'soon'], '', '--hang-up-at must be a whole number'],
  ['no answer URL', ['--webhook-url', 'http://127.0.0.1:1/'], '', 'a call needs an answer URL'],
];
for (const [what, args, input, words] of wrong) {
  test(`${what} is wrong usage`, async () => {
    const { code, stdout, stderr } = await mvkCall(args, input);
    expect(stderr).toContain(words);
    expect(stderr).toMatch(/^mvk: [^\n]+\n( {5}[^\n]+\n)?$/);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });
}

test('moves come from a pipe, one a line', async ({ integration }) => {
  const target = await integration();
  const piped = await mvkCall(target, '2\r\nbusy\n');
  const pressed = await mvkCall([...target, '--press', '2,busy']);
  expect(neutral(piped.stdout)).toBe(neutral(pressed.stdout));
  expect(piped).toMatchObject({ code: 0, stderr: '' });
  expect((await mvkCall(target, '')).stdout).toContain('presses nothing');
});

test('a pipe that never ends is read as far as a call can go', async ({ integration }) => {
  const child = start(callCommand, await integration());
  child.stdin?.on('error', () => undefined).write('1\n'.repeat(2000));
  expect(await ended(child)).toMatchObject({ code: 0, stderr: '' });
});
