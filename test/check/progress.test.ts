import { expect, _baseTest as test } from '@playwright/test';
import { estimate, progressLine } from '../../cli/terminal/progress.ts';

function screen(isTTY: boolean, columns = 80) {
  const written: string[] = [];
  return { isTTY, columns, written, write: (text: string) => written.push(text) };
}

test('on a terminal something is there at once, in one line that makes room for results', () => {
  const terminal = screen(true, 40);
  const line = progressLine('starting "npm start", waiting for http://127.0.0.1:3000/answer', undefined, terminal);
  expect(terminal.written.join('')).toContain('… 0 s, 0 requests: starting "npm start"');
  expect(terminal.written.join('')).not.toContain('\n');
  for (const text of terminal.written) expect(text.replace('\r\u001b[K', '').length).toBeLessThan(40);
  line.stop();
  expect(terminal.written.at(-1)).toBe('\r\u001b[K');
});

test('a log gets no line at once', () => {
  const log = screen(false);
  const line = progressLine('x', undefined, log);
  line.clear();
  line.update({ requests: 100, medianMs: 10 });
  line.stop();
  expect(log.written).toEqual([]);
});

test('a slow target is said once, with what fewer cases would save', () => {
  const log = screen(false);
  const line = progressLine('x', estimate(1, 100), log);
  line.update({ requests: 3, medianMs: 2000 });
  expect(log.written).toEqual([]);
  line.update({ requests: 6, medianMs: 2000 });
  line.update({ requests: 9, medianMs: 2500 });
  line.stop();
  expect(log.written).toEqual([
    '… Each answer takes 2 s: about 40 minutes in all; --runs 10 takes about 13 minutes.\n',
  ]);
});

test('a run that ends before all is judged is said to, with the bound', () => {
  expect(estimate(1, 100, 10)(2000)).toContain(
    'about 40 minutes in all, and the run ends after 10 with what was judged until then (--max-minutes);',
  );
  expect(estimate(1, 100, 60)(2000)).not.toContain('--max-minutes');
});

test('few cases are not advised to who runs few, and a part of the requirements takes a part of the time', () => {
  expect(estimate(1, 10)(2000)).toBe('Each answer takes 2 s: about 13 minutes in all.');
  expect(estimate(0.01, 100)(1500)).toContain('Each answer takes 1.5 s: about a minute in all');
});
