import { expect, _baseTest as test } from '@playwright/test';
import { flowPlaces } from '../../reporters/html/flow/places.ts';
import { html } from '../../reporters/html/index.ts';
import { withFacts } from '../../reporters/run/older-report.ts';
import type { Result } from '../../spec/index.ts';
import { failing, flow, reportOf, resultOf } from '../report/reports.ts';

const [violation] = failing.results.find(({ id }) => id === 'flow.end.defined')?.violations ?? [];

function shownBy(path: readonly string[] | undefined, replay = 'mvk call'): Result {
  if (!violation) throw new Error('the report has no violation');
  const { reproduction, ...rest } = violation;
  const shown = path ? { ...rest, ...(reproduction && { reproduction }) } : rest;
  const conversation = { lines: [], replay, ...(path && { path }) };
  return resultOf('flow.end.defined', 'failed', { violations: [{ ...shown, conversation }] });
}

const placesOf = (...results: Result[]) =>
  [...flowPlaces(flow, results)].map(([node, found]) => [node, ...found.map(({ id }) => id)]);

test('a finding is marked where the call that shows it leads', () => {
  expect(placesOf(shownBy([]))).toEqual([['n1', 'flow.end.defined']]);
  expect(placesOf(shownBy(['wait', '1']))).toEqual([['n2', 'flow.end.defined']]);
  expect(placesOf(shownBy(['1', '5', '5']))).toEqual([['n2', 'flow.end.defined']]);
});

test('a report of an older version says the path in its command alone', () => {
  const read = (command: string) => placesOf(...withFacts(reportOf([shownBy(undefined, command)])).results);
  expect(read('mvk call --press wait,2')).toEqual([['n3', 'flow.end.defined']]);
  expect(read('mvk call --press ""')).toEqual([['n1', 'flow.end.defined']]);
  expect(read('mvk call')).toEqual([]);
});

test('an answer that cannot be played is marked with the requirement that it breaks, when that was found', () => {
  expect(placesOf(resultOf('answer.actions.fields', 'failed'))).toEqual([['n3', 'answer.actions.fields']]);
  expect(placesOf(resultOf('answer.actions.fields', 'passed'))).toEqual([]);
});

test('what goes on by itself is followed to the end, and round a circle once', () => {
  const nodes = ['n1', 'n2', 'n3'].map(
    (id) => ({ id, path: [], actions: [], ends: 'redirect', announced: [] }) as const,
  );
  const edge = (from: string, to: string) => ({ from, to, input: null });
  const found = (edges: ReturnType<typeof edge>[]) => [...flowPlaces({ ...flow, nodes, edges }, [shownBy([])]).keys()];
  expect(found([edge('n1', 'n2'), edge('n2', 'n3')])).toEqual(['n3']);
  expect(found([edge('n1', 'n2'), edge('n2', 'n1')])).toEqual(['n2']);
});

test('a report of an older version has no calls, and no readings but those of its findings', () => {
  const { callCommand: _, ...run } = failing.run;
  const page = html(reportOf(failing.results, { run, flow }));
  expect(page).not.toContain('id="s-calls"');
  expect(page).toContain('"command":"mvk call --answer-url \\"http://127.0.0.1:3000/answer\\""');
  expect(page).toMatch(/id="Q1".*<b>get<\/b> \(not the default\)/);
});
