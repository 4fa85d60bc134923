import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Pool } from 'undici';
import { type Benchmark, race, rate } from './measure.ts';
import { startTarget } from './target.ts';

const total = 10_000;
const atOnce = 10;

/** Compares a load with and without the recorder. Recorder and target each run in their own process. */
export const recorder: Benchmark = {
  name: 'recorder',
  about: 'what the recorder adds to exchanges that pass through it',
  async run() {
    const target = await startTarget('bare.ts');
    const root = mkdtempSync(path.join(tmpdir(), 'mvk-bench-'));
    const tap = await startTarget('tap.ts', { BENCH_TARGET: target.origin, BENCH_ROOT: root });
    const load = (origin: string) => async (): Promise<number> => {
      const pool = new Pool(origin, { connections: atOnce, pipelining: 1 });
      try {
        return await rate(total, atOnce, async (index) => {
          const { body } = await pool.request({ method: 'POST', path: '/webhook', body: event(index) });
          await body.dump();
        });
      } finally {
        await pool.close();
      }
    };
    try {
      const { bare = 0, recorded = 0 } = await race({ bare: load(target.origin), recorded: load(tap.origin) });
      return [
        {
          what: 'exchanges through the recorder, ten at once',
          value: recorded,
          unit: '/s',
          against: { what: 'without it', value: bare },
          target: { text: 'at least 5000/s', met: recorded >= 5_000 },
        },
      ];
    } finally {
      await tap.close();
      await target.close();
      rmSync(root, { recursive: true, force: true });
    }
  },
};

/** Ten to a call. */
function event(index: number): string {
  const call = { id: `call_20260529T121000.${Math.floor(index / 10)}`, from: '+12025550101', to: '+12025550100' };
  return JSON.stringify({ event: 'call.answered', created_at: '2026-05-29T12:10:00Z', call, variables: {}, data: {} });
}
