import { expect, _baseTest as test } from '@playwright/test';
import { missing, neutralize } from './output.ts';

const output = 'one\ntwo\nthree\nfour\nfive';

for (const [expected, lost] of [
  [output, undefined],
  ['one\n[…]\nfive', undefined],
  ['[… 3 more lines]\nfour\nfive', undefined],
  ['one\n[…]', undefined],
  ['[…]\nt[…]e\n[…]', undefined],
  ['[…]\ntwo\nfour\n[…]', 'the lines from "two" on, one after the other'],
  ['one\ntwo', 'the end, before "three"'],
  ['[…]\nfour', 'the lines from "four" on, one after the other'],
  ['[…]\nsix\n[…]', 'six'],
  ['two\n[…]', 'two'],
  ['[…]\nfive\n[…]\none\n[…]', 'the lines from "one" on, one after the other'],
] as const) {
  test(`${JSON.stringify(expected)} ${lost === undefined ? 'is what was printed' : 'is not'}`, () => {
    expect(missing(expected, output)).toBe(lost);
  });
}

test('times, ids, ports, seeds and dates do not count, and all else does', () => {
  const first = 'GET http://127.0.0.1:3000/menu 200 after 5 ms, call_20260529T120000.1, seed 1 on 2026-05-29';
  const second = 'GET http://127.0.0.1:4711/menu 200 after 1.5 ms, call_20270101T000000.2, seed 99 on 2027-01-01';
  expect(neutralize(first)).toBe(neutralize(second));
  expect(neutralize(first)).not.toBe(neutralize(second.replace('200', '500')));
  expect(neutralize(first)).not.toBe(neutralize(second.replace('menu', 'answer')));
});
