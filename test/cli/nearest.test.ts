import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, _baseTest as test } from '@playwright/test';
import { explained } from '../../cli/contract/explain.ts';
import { lintAnswer, lintEvent } from '../../cli/contract/lint.ts';
import { flagName } from '../../cli/flag.ts';
import { shared } from '../../cli/flags.ts';
import { nearest, nearestIs } from '../../platform/config/nearest.ts';
import { assumptions, catalogue, clauses, eventNames, patternWords } from '../../spec/index.ts';
import { root } from '../package/tarball.ts';

const names = Object.keys(shared).map(flagName);

test('a slip is near the word that was meant', () => {
  const slips = { onyl: 'only', sed: 'seed', 'answr-url': 'answer-url', WebhookUrl: 'webhook-url', quite: 'quiet' };
  for (const [typed, meant] of Object.entries(slips)) expect(nearest(typed, names), typed).toBe(meant);
});

test('a word that was cut short is near the whole one', () => {
  expect(nearest('webhook', names)).toBe('webhook-url');
  expect(nearest('url', names)).toBe('answer-url');
});

test('another word is near nothing', () => {
  for (const typed of ['verbose', 'v', 'debug', 'no-color', 'workers', 'x', '']) {
    expect(nearest(typed, names), typed).toBeUndefined();
  }
});

test('where nothing is near, a few known words are all named, and many are not', () => {
  expect(nearestIs('zzz', ['ts', 'yaml'], 'format')).toBe('; the formats are ts, yaml');
  expect(nearestIs('zzz', names, 'flag')).toBe('');
});

test('every id that mvk lint and a report print is explained', async () => {
  const broken = [...eventNames.map((event) => JSON.stringify({ event })), '{', '[]', '{"event":"call.rang"}'];
  const found = await Promise.all(broken.map((text) => lintEvent(Buffer.from(text))));
  const ids = new Set([...Object.keys(clauses), ...Object.keys(assumptions), ...found.flat().map(({ rule }) => rule)]);
  const answers = ['{}', '{"actions":[{"speak":{}}]}', '{"actions":[{"say":{}}]}', '{'].flatMap((text) =>
    lintAnswer(Buffer.from(text)),
  );
  for (const { rule } of answers) {
    expect(catalogue.map(({ id }) => id)).toContain(rule);
    ids.add(rule);
  }
  for (const id of ids) expect(explained(id)[0], id).toBe(id);
  expect(explained('Q51=seconds')[0]).toBe('Q51');
});

test('every pattern of a schema is said in words', () => {
  const folder = path.join(root, 'spec/schemas');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json'));
  const texts = files.map((name) => readFileSync(path.join(folder, name), 'utf8'));
  const patterns = texts.flatMap((text) => [...text.matchAll(/"pattern": ("(?:[^"\\]|\\.)*")/g)]);
  expect(patterns.length).toBeGreaterThan(20);
  for (const [, pattern = ''] of patterns) expect(patternWords).toHaveProperty([JSON.parse(pattern) as string]);
});
