import { PassThrough } from 'node:stream';
import { expect } from '@playwright/test';
import { keypad } from '../../../cli/call/keypad.ts';
import { callCommand, callSchema, type Ended, ended, neutral, start, test } from '../run-command.ts';

/** Runs the command in a pseudo-terminal; each answer is typed at the next question. */
async function atTerminal(args: readonly string[], answers: readonly string[]): Promise<Ended> {
  const words = [...callCommand, ...args];
  // A shell that stays between would die of the Ctrl-C, which reaches the whole foreground group.
  const line = `exec ${words.map((word) => `'${word}'`).join(' ')}`;
  const bsd = process.platform === 'darwin';
  const child = start(['script'], bsd ? ['-q', '/dev/null', ...words] : ['-qefc', line, '/dev/null']);
  const left = [...answers];
  let seen = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    seen += chunk.toString('utf8');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the colour ends behind the question
    if (!/ > (\x1b\[\d+m)*$/.test(seen) || left.length === 0) return;
    seen = '';
    child.stdin?.write(left.shift() ?? '');
  });
  const end = await ended(child);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours
  return { ...end, stdout: end.stdout.replaceAll('\r\n', '\n').replace(/\x1b\[\d+m/g, '') };
}

test('at a terminal the caller is asked for each move', async ({ integration }) => {
  const { code, stdout } = await atTerminal(await integration(), ['x\n', '1\n', 'what\n', '\n', '\n']);
  expect(neutral(stdout)).toContain(` 0:00    hears "Press 1 for sales or 2 for support."
         press (1, 2; Enter: nothing; h: hang up) > x
         "x" is not on a keypad, which has 0 to 9, *, # and A to D.
         press (1, 2; Enter: nothing; h: hang up) > 1
 0:03    presses 1
 0:03  ✓ call.gathered            204 after N ms
 0:03  ✓ GET /menu?…              200 after N ms
 0:03    hears "Connecting you to sales."
         calling +12025550111 (Enter: answers; busy; unanswered; failed) > what
         "what" is none of these.
         calling +12025550111 (Enter: answers; busy; unanswered; failed) > 
 0:07    is connected to +12025550111 (transfer)
         connected to +12025550111 (Enter: hang up) > 
 0:37  ✓ call.completed           204 after N ms
`);
  expect(code).toBe(0);
});

for (const [what, typed] of [
  ['h', 'h\n'],
  ['the end of the input', '\x04'],
  ['Ctrl-C', '\x03'],
] as const) {
  test(`at a terminal ${what} hangs up, and the end of the call is told`, async ({ integration }) => {
    const { code, stdout } = await atTerminal(await integration(), [typed]);
    expect(stdout).toMatch(/hangs up\n[^\n]*✓ call\.gathered[^\n]*\n[^\n]*✓ call\.completed/);
    expect(stdout).toContain('the caller hung up; 4 of 4 events were acknowledged.');
    expect(code).toBe(0);
  });
}

test('with --json at a terminal the call is on standard error', async ({ integration }) => {
  const { stdout } = await atTerminal([...(await integration()), '--json'], ['2\n', 'busy\n']);
  expect(stdout).toContain('press (1, 2;');
  const validate = callSchema();
  expect(validate(JSON.parse(stdout.slice(stdout.indexOf('\n{\n')))), JSON.stringify(validate.errors)).toBe(true);
});

/** A keypad on a pipe, with the questions it asked. */
function pad(typed: string, gone: AbortSignal = new AbortController().signal) {
  const input = new PassThrough();
  input.end(typed);
  const asked: string[] = [];
  return { asked, caller: keypad(input, { ask: (text) => asked.push(text), say: () => undefined }, gone) };
}
const gather = (parameters: object) =>
  ({ name: 'gather', form: 'keyed', parameters: { ...parameters }, pointer: '/actions/0/gather' }) as const;

test('a keypad asks for the keys that were announced, or says how many', async () => {
  const { caller, asked } = pad('\n12\n3#\nwait\n');
  caller.hears('Press 1 for sales.');
  caller.hears('Press 9 to hear this again.');
  const moves = [
    await caller.atGather(gather({}), 0),
    await caller.atGather(gather({ num_digits: 4 }), 1),
    await caller.atGather(gather({ min_digits: 1, max_digits: 6, finish_on_key: '#' }), 2),
    await caller.atGather(gather({}), 3),
    await caller.atGather(gather({}), 4),
  ];
  expect(asked.map((question) => /^press \(([^;]*);/.exec(question)?.[1])).toEqual([
    '1, 9',
    '4 keys',
    '1 to 6 keys, # ends',
    '1 key',
    '1 key',
  ]);
  expect(moves).toEqual([
    { keys: '', after: 'wait' },
    { keys: '12', after: 'wait' },
    { keys: '3#', after: 'wait' },
    { keys: '', after: 'wait' },
    { keys: '', after: 'hang-up' },
  ]);
});

test('a keypad takes a reaction by its word or its letter, and gives up at the end', async () => {
  const { caller } = pad('b\nunanswered\nh\n\n');
  const dial = { by: 'transfer', destination: '+12025550111' } as const;
  const reaches = [];
  for (let turn = 0; turn < 5; turn++) reaches.push(await caller.atDial?.(dial));
  expect(reaches).toEqual(['busy', 'unanswered', 'canceled', 'answers', 'canceled']);
});

test('a keypad whose caller is gone asks nothing', async () => {
  const { caller, asked } = pad('1\n', AbortSignal.abort());
  expect(await caller.atGather(gather({}), 0)).toEqual({ keys: '', after: 'hang-up' });
  expect(asked).toEqual([]);
});
