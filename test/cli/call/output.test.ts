import { expect } from '@playwright/test';
import type { Integration } from '../../../mutants/integration.ts';
import { answering, callSchema, mvkCall, secret, test } from '../run-command.ts';

const rich = [
  { start_recording: {} },
  { hold: {} },
  { say: { text: 'Music.' } },
  { resume: {} },
  { gather: { prompt: 'Your code?', num_digits: 4, timeout_seconds: 3 } },
  { conference: { room: 'support' } },
];
const documents: ReadonlyArray<readonly [what: string, change: Partial<Integration>, args: readonly string[]]> = [
  ['a transfer', {}, ['--press', '1']],
  ['an outbound call that failed', {}, ['--outbound', '--press', 'busy']],
  ['a conference', answering(rich), ['--press', '12+wait']],
  ['an event that is never taken', { acknowledge: () => ({ status: 500, headers: {}, body: '' }) }, ['--press', '1']],
  ['an invalid answer', answering([{ speak: {} }]), ['--press', '']],
  ['an answer that never came', { encode: () => ({ status: 200, headers: {}, body: '', cut: true }) }, ['--press', '']],
  ['a redirect elsewhere', answering([{ redirect: { url: 'https://voice.example/' } }]), ['--press', '']],
];
for (const [what, change, args] of documents) {
  test(`${what} as JSON is valid by its schema`, async ({ integration }) => {
    const { stdout, stderr } = await mvkCall([...(await integration(change)), ...args, '--json']);
    const validate = callSchema();
    const document = JSON.parse(stdout) as { ended: { sentence: string } };
    expect(validate(document), JSON.stringify(validate.errors?.slice(0, 3))).toBe(true);
    expect(document.ended.sentence).toMatch(/^The call ended after .*\.$/);
    expect(stderr).toBe('');
  });
}

test('what the target says never steers a terminal', async ({ integration }) => {
  const hostile = '\u001b[2J\u009b31m\u0007\u202e\r::error::Press 1\u001b]0;title\u0007##[error]x';
  const say = { say: { text: hostile } };
  const target = await integration(answering([say, { gather: { prompt: hostile } }, { speak: hostile }]));
  const good = await integration(answering([say, { gather: { prompt: hostile } }, { start_recording: {} }]));
  for (const args of [
    [...good, '--press', '1'],
    [...good, '--press', '1', '--json'],
    [...target, '--press', '1'],
    [...target, '--press', '1', '--json'],
  ]) {
    const { stdout, stderr } = await mvkCall(args);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
    expect(stdout + stderr).not.toMatch(/[\0-\x09\x0b-\x1f\x7f-\x9f\u202e]|^\s*::|##\[/m);
  }
});

test('secrets and personal numbers are hidden', async ({ integration }) => {
  const said = `The secret is ${secret}, call +4930123456789.`;
  const target = await integration(
    answering([{ say: { text: said } }, { transfer: { destination: '+4930123456789' } }]),
  );
  for (const extra of [[], ['--json']]) {
    const { stdout } = await mvkCall([...target, '--press', '', ...extra]);
    expect(stdout).toContain('<redacted>');
    expect(stdout).not.toContain(secret);
    expect(stdout).not.toContain('4930123456789');
  }
});

test('no line is wider than 80 columns', async ({ integration }) => {
  const long = 'Welcome to the switchboard of a company with many departments, all of which would like a word. ';
  const target = await integration(
    answering([{ say: { text: long.repeat(4) } }, { gather: { prompt: `Press 1 ${'x'.repeat(200)}` } }]),
  );
  const { stdout } = await mvkCall([...target, '--press', '1']);
  expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
  expect(stdout).toMatch(/^ {9}\S/m);
});

test('with --verbose each request is shown with both its sides, and with nothing secret', async ({ integration }) => {
  const target = await integration();
  const args = [...target, '--from', '+4930123456', '--press', '1'];
  const { stdout } = await mvkCall([...args, '--verbose']);
  expect(stdout).toMatch(/> POST http:\/\/127\.0\.0\.1:\d+\/webhook/);
  expect(stdout).toContain('> X-MiniVoice-Signature: v1=<redacted>');
  expect(stdout).toContain('> {"event":"call.completed"');
  expect(stdout).toMatch(/< 200\n(?:.*\n)*? *< \{"actions":/);
  for (const hidden of [secret, '30123456']) expect(stdout).not.toContain(hidden);
  expect((await mvkCall(args)).stdout).not.toContain('> POST');
});

test('--verbose and --quiet exclude each other', async ({ integration }) => {
  const { code, stderr } = await mvkCall([...(await integration()), '--press', '', '--verbose', '--quiet']);
  expect({ code, stderr }).toEqual({ code: 2, stderr: 'mvk: --verbose and --quiet exclude each other\n' });
});
