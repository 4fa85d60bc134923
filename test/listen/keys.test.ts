import { PassThrough } from 'node:stream';
import type { ReadStream } from 'node:tty';
import { expect, _baseTest as test } from '@playwright/test';
import type { ListenCommand } from '../../cli/listen/terminal/commands.ts';
import { readListenKeys } from '../../cli/listen/terminal/keys.ts';

/** Standard input as a terminal gives it: each key at once, as long as it is in raw mode. */
function terminal() {
  const modes: boolean[] = [];
  const input = Object.assign(new PassThrough(), {
    isTTY: true,
    isRaw: false,
    setRawMode(isRaw: boolean) {
      modes.push(isRaw);
      return input;
    },
  });
  const commands: ListenCommand[] = [];
  const lines: string[] = [];
  const keys = readListenKeys(input as unknown as ReadStream, {
    command: (command) => void commands.push(command),
    unknown: (line) => void lines.push(line),
  });
  return { commands, keys, modes, type: (text: string) => void input.write(text) };
}

test('each key is a command, of the exchange whose number was typed before it', async () => {
  const { commands, keys, modes, type } = terminal();
  type('\r12\r');
  for (const key of 'r3rescq') type(key);
  type('7x\r');
  type('?\u0003');
  await expect.poll(() => commands.length).toBe(11);
  expect(commands).toEqual([
    { kind: 'open' },
    { kind: 'open', number: 12 },
    { kind: 'resend' },
    { kind: 'resend', number: 3 },
    { kind: 'edit' },
    { kind: 'save' },
    { kind: 'curl' },
    { kind: 'quit' },
    // A key that means nothing forgets the number.
    { kind: 'open' },
    { kind: 'help' },
    { kind: 'quit' },
  ]);
  keys.stop();
  expect(modes).toEqual([true, false]);
});

test('a filter is typed as a line, and keys are read again after it', async () => {
  const { commands, keys, type } = terminal();
  type('/');
  await new Promise(setImmediate);
  type('call.created r\r');
  await expect.poll(() => commands).toEqual([{ kind: 'filter', text: 'call.created r' }]);
  type('r');
  await expect.poll(() => commands.at(-1)).toEqual({ kind: 'resend' });
  type('/');
  await new Promise(setImmediate);
  type('\r');
  await expect.poll(() => commands.at(-1)).toEqual({ kind: 'filter', text: '' });
  keys.stop();
});

test('while an editor has the terminal no key is taken, and it is given back when that fails', async () => {
  const { commands, keys, modes, type } = terminal();
  const failing = keys.lend(async () => {
    type('rq');
    await new Promise((resolve) => setTimeout(resolve, 20));
    throw new Error('no editor');
  });
  await expect(failing).rejects.toThrow('no editor');
  expect(modes).toEqual([true, false, true]);
  // What was typed meanwhile is the editor's in a terminal; here it waits in the stream.
  await expect.poll(() => commands.length).toBe(2);
  keys.stop();
});
