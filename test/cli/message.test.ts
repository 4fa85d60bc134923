import { expect, _baseTest as test } from '@playwright/test';
import { say, sayHint } from '../../cli/terminal/message.ts';

function screen(isTTY: boolean, columns?: number) {
  const written: string[] = [];
  return { isTTY, ...(columns !== undefined && { columns }), written, write: (text: string) => written.push(text) };
}

const sentence =
  'the folder "/home/somebody/mvk-report" cannot be written (EACCES), so nothing of the run that has just ended is kept';

test('a long sentence is broken at 80 columns on a terminal and goes on below its text', () => {
  const wide = screen(true, 200);
  say(sentence, wide);
  const lines = wide.written.join('').split('\n');
  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(80);
  expect(lines[1]).toMatch(/^ {5}\S/);
  expect(lines.join(' ').replaceAll(/ +/g, ' ').trim()).toBe(`mvk: ${sentence}`);
});

test('a narrow terminal gets narrow lines', () => {
  const narrow = screen(true, 40);
  sayHint('Give another folder by --report DIR, or make this one writable for you.', narrow);
  const lines = narrow.written.join('').split('\n');
  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(40);
  expect(lines[1]).toMatch(/^ {5}\S/);
});

test('a pipe gets a sentence in one line', () => {
  const pipe = screen(false);
  say(sentence, pipe);
  expect(pipe.written).toEqual([`mvk: ${sentence}\n`]);
});

test('an address that is longer than a line stays whole, so that it can be copied', () => {
  const address = `http://127.0.0.1:3000/${'long/'.repeat(20)}`;
  const terminal = screen(true, 80);
  say(`nothing listens at ${address} (connection refused)`, terminal);
  expect(terminal.written.join('')).toContain(address);
});
