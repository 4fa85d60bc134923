import { expect, _baseTest as test } from '@playwright/test';
import { reference } from '../../mutants/reference.ts';
import type { Bench } from '../../platform/bench.ts';
import { cellInWords, defaultDraw } from '../../suites/preconditions/matrix.ts';
import { cellsOf, coverageOf, type Sweep } from '../../suites/preconditions/sweep.ts';
import { webhook } from '../../suites/webhook/index.ts';
import { checkAll } from '../harness.ts';
import { isMoment, noteDeliveries, type Seen } from './deliveries.ts';

const sending = webhook.filter(({ sends }) => sends !== undefined);

test('whatever is acknowledged, stored, recognised or refused is tried with every event of both directions', () => {
  for (const { id, sends = [] } of sending) {
    const cells = new Set(sends.flatMap(({ of }) => cellsOf(of)).map(cellInWords));
    expect(cells.size, id).toBe(18);
  }
});

test('no event waits for more than nine seeds', () => {
  const seeds = sending.flatMap(({ sends = [] }) => sends.map((sweep) => coverageOf(sweep).seeds));
  expect(Math.max(...seeds)).toBeLessThanOrEqual(9);
});

/** What one requirement delivers to a fresh process in a run of this seed. */
async function delivered(id: string, seed: number): Promise<readonly Seen[]> {
  let all: readonly Seen[] = [];
  const prepare = (bench: Bench) => {
    all = noteDeliveries(bench);
  };
  const results = await checkAll(reference, { only: [id], seed, runs: 100, prepare });
  expect(results.map(({ outcome }) => outcome)).toEqual(['passed']);
  return all;
}

/** What a run of this seed should deliver at its moment, and does not. */
function missing({ when, drawn }: Sweep, seed: number, all: readonly Seen[]): readonly string[] {
  const atMoment = all.filter((seen) => isMoment[when](seen, all));
  const met = new Set(atMoment.map(({ event }) => `${event.event}, ${event.call.direction}`));
  const wanted = cellsOf(drawn({ options: defaultDraw(seed) }));
  return [...new Set(wanted.map(cellInWords))].filter((cell) => !met.has(cell));
}

/** One seed, or with MVK_LAW=all as many as it takes to meet each event. */
function seedsOf(sends: readonly Sweep[]): readonly number[] {
  const seeds = process.env.MVK_LAW === 'all' ? Math.max(...sends.map((sweep) => coverageOf(sweep).seeds)) : 1;
  return Array.from({ length: seeds }, (_, seed) => seed);
}

for (const { id, sends = [] } of sending) {
  test(`${id} delivers the events that the documentation names, at these moments`, async () => {
    for (const seed of seedsOf(sends)) {
      const all = await delivered(id, seed);
      for (const sweep of sends) expect(missing(sweep, seed, all), sweep.when).toEqual([]);
    }
  });
}
