import { expect, _baseTest as test } from '@playwright/test';
import { markdown } from '../../reporters/formats/markdown.ts';
import { terminal } from '../../reporters/formats/terminal.ts';
import { html } from '../../reporters/html/index.ts';
import { contractCoverageOf, mergedContractCoverage } from '../../reporters/run/contract-coverage.ts';
import { coverageShortfall } from '../../reporters/run/coverage.ts';
import { exitOf } from '../../reporters/run/exit.ts';
import {
  type Capability,
  type ContractCoverage,
  cellName,
  contractCells,
  type Graph,
  type MetCells,
  type Result,
  validators,
} from '../../spec/index.ts';
import { judgedCells } from '../../suites/worker/judged-cells.ts';
import { clean, flow, resultOf } from './reports.ts';

const every: readonly string[] = ['webhook.ack.every-event', 'answer.json.valid', 'api.request.auth'];
const declared: readonly Capability[] = ['answer', 'webhook', 'api'];
const nothing: MetCells = { met: [], judged: [] };

interface Situation {
  readonly selected?: readonly string[];
  readonly capabilities?: readonly Capability[];
  readonly results?: readonly Result[];
  readonly flow?: Graph;
}

function coverageIn(cells: MetCells, situation: Situation = {}): ContractCoverage {
  const { selected = every, capabilities = declared, results = [], ...found } = situation;
  const bench = {
    ...{ seed: 1, runs: 1, budgets: { answerMs: 1, ackMs: 1 }, readings: {} as never },
    api: { triggers: [{ name: 'call', operation: 'createCall' }] },
  };
  const covered = contractCoverageOf({ plan: { selected, capabilities, bench }, results, ...found }, cells);
  if (!covered) throw new Error('nothing was asked for');
  return covered;
}

/** Why one cell is a gap; undefined where it was judged. */
function gapOf(name: string, { tallies }: ContractCoverage): string | undefined {
  for (const { group, of, gaps } of tallies) {
    const all = Object.entries(gaps);
    const found = all.find(([, whats]) => whats?.some((what) => cellName({ group, of, what }) === name));
    if (found) return found[0];
  }
  return undefined;
}

const inbound = 'event call.created /call/direction is "inbound"';
const said = 'action say met';
const created = 'operation createCall success';

test('each gap has its reason', () => {
  const reasons = (name: string, ...situations: readonly Situation[]) =>
    situations.map((situation) => gapOf(name, coverageIn(nothing, situation)));
  const others = { capabilities: ['answer'] as const, selected: every };
  const late = { cause: { kind: 'out-of-time' } } as const;
  const outOfTime = [resultOf('webhook.ack.every-event', 'could-not-run', late)];
  const cut: Graph = { ...flow, explored: { ...flow.explored, cut: [{ node: 'n1', limit: 'maxStates' }] as never } };
  expect(reasons(inbound, {}, others, { selected: ['answer.json.valid'] }, { results: outOfTime })).toEqual([
    ...['not-sent', 'not-declared', 'not-selected', 'budget'],
  ]);
  expect(reasons(said, {}, { capabilities: ['webhook'] }, { selected: [every[0] ?? ''] }, { flow: cut })).toEqual([
    ...['not-found', 'not-declared', 'not-selected', 'budget'],
  ]);
  expect(reasons(created, {}, others)).toEqual(['not-sent', 'not-declared']);
  expect(reasons('operation getUsage success', {})).toEqual(['not-declared']);
  expect(gapOf(inbound, coverageIn({ met: [inbound], judged: [] }))).toBe('not-judged');
  expect(gapOf(inbound, coverageIn({ met: [], judged: [inbound] }))).toBeUndefined();
});

test('every cell is judged or a gap', () => {
  const { cells, judged, tallies, percent } = coverageIn({ met: [said], judged: [inbound, created] });
  expect([cells, judged, percent]).toEqual([contractCells().length, 2, 0.4]);
  for (const tally of tallies) expect(tally.judged + Object.values(tally.gaps).flat().length).toBe(tally.cells);
  expect(
    contractCoverageOf(
      { plan: { selected: ['fixture.valid'], capabilities: [], bench: {} as never }, results: [] },
      nothing,
    ),
  ).toBeUndefined();
});

test('shards cover together what any of them judged, and a gap has the nearest reason', () => {
  const first = coverageIn({ met: [said], judged: [inbound] });
  const second = coverageIn({ met: [], judged: [created] }, { selected: ['api.request.auth'] });
  const merged = mergedContractCoverage([first, undefined, second]);
  expect(merged?.judged).toBe(2);
  expect([inbound, created, said, 'event call.failed sent'].map((name) => merged && gapOf(name, merged))).toEqual([
    ...[undefined, undefined, 'not-judged', 'not-sent'],
  ]);
  expect(mergedContractCoverage([second, first])).toEqual(merged);
  expect(mergedContractCoverage([first, first])).toEqual(first);
  expect(mergedContractCoverage([undefined])).toBeUndefined();
});

test('a check that was judged judges what it met; the walk is judged by any check that needs it', () => {
  const taken = [['a'], [said], [], ['b'], ['a']];
  const settled: string[] = [];
  const cells = judgedCells({
    ...{ event: () => undefined, action: () => undefined, request: () => undefined },
    take: () => taken.shift() ?? [],
    settle: (names) => void settled.push(...names),
  });
  const outcomes = [
    cells.of({}, resultOf('x.a', 'could-not-run')),
    cells.of({ walks: true }, resultOf('x.b', 'not-applicable')),
    cells.of({ walks: true }, resultOf('x.c', 'passed')),
    cells.of({}, resultOf('x.d', 'warned')),
    cells.of({}, resultOf('x.e', 'failed')),
  ];
  expect(outcomes).toEqual([
    { cells: { met: ['a'], judged: [] } },
    { cells: { met: [said], judged: [] } },
    { cells: { met: [], judged: [said] } },
    { cells: { met: [], judged: ['b'] } },
    { cells: { met: [], judged: ['a'] } },
  ]);
  expect(settled).toEqual([said, 'b', 'a']);
});

test('too little of the contract fails a conformant run, beside the gate of clauses', async () => {
  const contractCoverage = coverageIn({ met: [], judged: [inbound] });
  const gated = (minContractCoverage: number, minCoverage = 0) => {
    const run = { ...clean.run, minContractCoverage, minCoverage };
    return { ...clean, run, contractCoverage };
  };
  expect([0, 0.2, 0.3].map((least) => exitOf(gated(least)))).toEqual([0, 0, 1]);
  expect(coverageShortfall(gated(5))).toBe(
    `The run judged 0.2 % of the ${contractCoverage.cells} cells of the contract, and --min-contract-coverage asks for 5 %.`,
  );
  expect(terminal(gated(5), { width: 200, color: false })).toContain('--min-contract-coverage asks for 5 %.');
  // A run that says nothing of it has not reached the gate.
  expect(exitOf({ ...clean, run: { ...clean.run, minContractCoverage: 1 } })).toBe(1);
  const { report: validate } = await validators('report');
  expect(validate(gated(5)), JSON.stringify(validate.errors)).toBe(true);
});

test('the page lists gaps by what they are about, and the summary counts', () => {
  const report = { ...clean, contractCoverage: coverageIn({ met: [], judged: [inbound] }) };
  const page = html(report);
  expect(page).toContain('<h3>Sent or met, and judged</h3>');
  expect(page).toMatch(/<b>1 of \d+<\/b> Events: members, values and limits that were delivered/);
  expect(page).toContain('<code>/call/direction is &quot;outbound&quot;</code>');
  expect(page).toContain('not found in the call flow');
  expect(html(clean)).not.toContain('Sent or met');
  expect(markdown(report)).toMatch(/1 of the \d+ members, values, limits and codes of the contract \(0\.2 %\)/);
});
