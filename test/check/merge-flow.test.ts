import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, _baseTest as test } from '@playwright/test';
import type { Report } from '../../spec/index.ts';
import { type Ended, mvk } from '../cli/run-command.ts';
import { type Menu, tree } from '../explore/flows/menu-places.ts';
import { serveMenu } from '../explore/flows/menus.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'mvk-merge-flow-'));
const only = ['--only', 'flow.*', '--only', 'answer.actions.*', '--only', 'answer.json.*', '--seed', '1', '--quiet'];

function reportIn(name: string): Report {
  return JSON.parse(readFileSync(path.join(folder, name, 'report.json'), 'utf8')) as Report;
}

const mergeOf = (names: readonly string[], into: string): Promise<Ended> =>
  mvk(['merge', ...names.map((name) => path.join(folder, name)), '--report', path.join(folder, into)]);

test.describe.configure({ mode: 'serial' });

/** Checks a made-up flow as a whole, and by two machines. */
async function check(menu: Menu, name: string): Promise<readonly Ended[]> {
  const menus = await serveMenu(menu, 'url');
  const flags = ['--answer-url', `${menus.origin}/answer`, '--webhook-url', `${menus.origin}/webhook`, ...only];
  const run = (into: string, ...more: readonly string[]) =>
    mvk(['check', ...flags, ...more, '--report', path.join(folder, into)]);
  try {
    return [
      await run(`${name}-whole`),
      await run(`${name}-1`, '--shard', '1/2'),
      await run(`${name}-2`, '--shard', '2/2'),
      await mergeOf([`${name}-2`, `${name}-1`], `${name}-merged`),
    ];
  } finally {
    await menus.close();
  }
}

/** What is the same in two runs: all but times, ids of calls, how many calls the walk took, and a sample of which each machine takes one. */
function neutralize({ run: { startedAt: _at, durationMs: _ms, ...run }, flow, results, ...rest }: Report): unknown {
  const { explored, ...graph } = flow ?? {};
  const same = {
    ...rest,
    run,
    results: results.map(({ cases, ...result }) => ({
      ...result,
      ...(result.id !== 'flow.fallback.present' && { cases }),
    })),
    graph,
    cut: explored?.cut,
  };
  return JSON.parse(
    JSON.stringify(same)
      .replace(/"durationMs":[\d.]+/g, '"durationMs":0')
      .replace(/call_[\w.-]+/g, 'call_<id>')
      .replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '<uuid>')
      .replace(/\d{4}-\d\d-\d\dT[\d:]+Z|\w{3}, \d\d \w{3} \d{4} [\d:]+ GMT|(?<=Timestamp":")\d+/g, '<time>')
      .replace(/\b\d+ ms/g, '<ms>'),
  ) as unknown;
}

const flawed: Menu = {
  ...tree(3, 4),
  start2222: { actions: [{ hold: {} }] },
  start1212: { actions: [{ redirect: { url: '{origin}/gone' } }] },
};

for (const [name, menu] of [
  ['right', tree(3, 4)],
  ['flawed', flawed],
] as const) {
  test(`two shards of a ${name} flow merge into what one machine reports`, async () => {
    const [whole, ...ends] = await check(menu, name);
    expect(ends.map(({ stderr }) => stderr)).toEqual(['', '', '']);
    expect(ends.at(-1)?.code).toBe(whole?.code);
    const requests = (of: string) => reportIn(`${name}-${of}`).flow?.explored.requests ?? 0;
    expect(Math.max(requests('1'), requests('2'))).toBeLessThan(0.8 * requests('whole'));
    expect(neutralize(reportIn(`${name}-merged`))).toEqual(neutralize(reportIn(`${name}-whole`)));
  });
}

test('what the part of a missing shard held is not known', async () => {
  const merged = await mergeOf(['right-1'], 'half');
  expect(merged.code).toBe(3);
  const { results, flow } = reportIn('half');
  expect(flow).toBeUndefined();
  expect(results.find(({ id }) => id === 'flow.gather.every-key')).toMatchObject({
    outcome: 'could-not-run',
    reason: 'no report of shard 2/2',
  });
});
