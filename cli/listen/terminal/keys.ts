import { createInterface } from 'node:readline/promises';
import type { ReadStream } from 'node:tty';
import { commandOf, isLetter, type ListenCommand, letters } from './commands.ts';

export interface Keys {
  /** Gives the terminal to another program until that has ended. */
  lend<Value>(use: () => Promise<Value>): Promise<Value>;
  stop(): void;
}

interface Takes {
  command(command: ListenCommand): void;
  /** A line that is no command. */
  unknown(line: string): void;
}

const interrupts = ['q', '\u0003', '\u0004'];

/** Reads single keys from a terminal, digits before one as the number of an exchange; and lines from anything else. */
export function readListenKeys(input: ReadStream, takes: Takes): Keys {
  if (!input.isTTY) return readLines(input, takes);
  let digits = '';
  const number = (): { readonly number?: number } => {
    const given = digits === '' ? {} : { number: Number(digits) };
    digits = '';
    return given;
  };
  const read = (chunk: Buffer): void => {
    for (const key of chunk.toString()) {
      if (/^\d$/.test(key)) digits = `${digits}${key}`.slice(-9);
      else if (key === '\r' || key === '\n') takes.command({ kind: 'open', ...number() });
      else if (isLetter(key)) takes.command({ kind: letters[key], ...number() });
      else if (interrupts.includes(key)) takes.command({ kind: 'quit' });
      else if (key === '?') takes.command({ kind: 'help' });
      else if (key === '/') return void askFilter();
      else digits = '';
    }
  };
  const listen = (): void => void input.setRawMode(true).resume().on('data', read);
  const rest = (): void => void input.off('data', read).setRawMode(false).pause();
  async function askFilter(): Promise<void> {
    rest();
    const reader = createInterface({ input, output: process.stderr });
    const text = await reader.question('filter (Enter: all) > ').catch(() => '');
    reader.close();
    listen();
    takes.command({ kind: 'filter', text: text.trim() });
  }
  listen();
  return {
    async lend(use) {
      rest();
      try {
        return await use();
      } finally {
        listen();
      }
    },
    stop: rest,
  };
}

function readLines(input: ReadStream, { command, unknown }: Takes): Keys {
  const reader = createInterface({ input });
  reader.on('line', (line) => {
    const read = commandOf(line);
    if (read) command(read);
    else unknown(line);
  });
  return { lend: (use) => use(), stop: () => reader.close() };
}
