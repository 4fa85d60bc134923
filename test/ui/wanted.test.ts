import { expect, _baseTest as test } from '@playwright/test';
import { type Filter, isWanted } from '../../ui/traffic/wanted.ts';
import { row } from './topics.ts';

const numbersFor = (text: string): readonly number[] => {
  const filter: Filter = { text, kind: 'all', onlyWrong: false, onlyOwn: false, span: undefined };
  const rows = [
    { ...row(1), title: 'call.created', path: '/webhook', status: 204, callId: 'call_20260401' },
    { ...row(2), title: 'call.created', path: '/webhook', status: 401, callId: 'call_1' },
    { ...row(3), title: 'state of a call', path: '/calls/call_20260401', status: 200, callId: 'call_20260401' },
  ];
  return rows.filter((each) => isWanted(each, filter)).map(({ number }) => number);
};

test('each word counts, in any order and case', () => {
  expect(numbersFor('webhook CALL.created')).toEqual([1, 2]);
  expect(numbersFor('created 20260401')).toEqual([1]);
  expect(numbersFor('  ')).toEqual([1, 2, 3]);
});

test('three digits are the status, though ids of calls have them too', () => {
  expect(numbersFor('401')).toEqual([2]);
  expect(numbersFor('webhook 204')).toEqual([1]);
  expect(numbersFor('0401')).toEqual([1, 3]);
});
