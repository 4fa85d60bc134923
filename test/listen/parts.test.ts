import { spawnSync } from 'node:child_process';
import { expect, _baseTest as test } from '@playwright/test';
import type { HeardExchange } from '../../cli/listen/exchange.ts';
import { forwardUrl } from '../../cli/listen/forward.ts';
import { createStore } from '../../cli/listen/store.ts';
import { commandOf } from '../../cli/listen/terminal/commands.ts';
import { curlOf } from '../../cli/listen/terminal/curl.ts';

test('a line is read as a command, and nonsense as none', () => {
  expect(commandOf('')).toEqual({ kind: 'open' });
  expect(commandOf(' 12 ')).toEqual({ kind: 'open', number: 12 });
  expect(commandOf('r')).toEqual({ kind: 'resend' });
  expect(commandOf('s 12 normal')).toEqual({ kind: 'save', number: 12, name: 'normal' });
  expect(commandOf('s normal')).toEqual({ kind: 'save', name: 'normal' });
  expect(commandOf('/call.created ')).toEqual({ kind: 'filter', text: 'call.created' });
  for (const line of ['r 1 name', 'x', 'quit', '1234567890', 'r -1', 'constructor']) {
    expect(commandOf(line), line).toBeUndefined();
  }
});

test('the newest exchanges are kept, within a number and a size', () => {
  const heard = (number: number, size = 10): HeardExchange => ({
    number,
    at: new Date(0),
    answeredBy: 'mvk',
    status: 200,
    durationMs: 0,
    kind: 'other',
    findings: [],
    signature: { verdict: 'unsigned', reasons: [] },
    request: { method: 'POST', url: 'http://127.0.0.1/', headers: [], body: Buffer.alloc(size) },
  });
  const store = createStore({ exchanges: 3, bytes: 100_000 });
  for (const number of [1, 2, 3, 4]) store.add(heard(number));
  expect(store.all().map(({ number }) => number)).toEqual([2, 3, 4]);
  store.add(heard(5, 99_500));
  expect(store.all().map(({ number }) => number)).toEqual([5]);
  expect(store.get(4)).toBeUndefined();
});

test('a URL without a path gets that of the request', () => {
  expect(forwardUrl('http://127.0.0.1:3000', 'http://t.example/a/b?c=%20d')).toBe('http://127.0.0.1:3000/a/b?c=%20d');
  expect(forwardUrl('http://127.0.0.1:3000/in', 'http://t.example/a?c=1')).toBe('http://127.0.0.1:3000/in?c=1');
});

test('a curl command sends the same bytes, and runs nothing that a sender wrote', () => {
  const bodies = ["it's; $(touch x) `id`", '@/etc/hostname', '{"a":"\u001b[2J"}\r\n'];
  for (const body of bodies) {
    const command = curlOf({ method: 'POST', url: 'http://127.0.0.1:1/a?b=$(id)', headers: { 'X-A': "'; id" }, body });
    // The shell gets a curl that prints what it is given.
    const fake =
      'curl() { for each in "$@"; do case $each in @-) cat;; *) last=$each;; esac; done; printf %s "$last"; }';
    const { stdout } = spawnSync('sh', ['-c', `${fake}\n${command}`], { encoding: 'utf8' });
    expect(stdout.startsWith(body) || stdout === body, stdout).toBe(true);
  }
});
