import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Benchmark, type Row, race, timed } from './measure.ts';
import { main, run } from './process.ts';
import { startTarget } from './target.ts';

/** One machine after the other, as each would have its own cores. */
export const shards: Benchmark = {
  name: 'shards',
  about: 'mvk check of a call flow by one machine, and the slower of two',
  run: async () => [await halved(5, 364), await halved(6, 1_093)],
};

async function halved(depth: number, places: number): Promise<Row> {
  const server = await startTarget('menu.ts', { BENCH_DEPTH: String(depth) });
  const folder = mkdtempSync(path.join(tmpdir(), 'mvk-bench-'));
  const config = path.join(folder, 'mvk.config.json');
  const urls = { answerUrl: `${server.origin}/answer`, webhookUrl: `${server.origin}/webhook` };
  writeFileSync(config, JSON.stringify({ ...urls, flow: { maxStates: 2_000 } }));
  const areas = ['--only', 'answer.*', '--only', 'flow.*', '--seed', '1'];
  const check =
    (...shard: readonly string[]) =>
    () =>
      timed(() =>
        run([
          main,
          'check',
          '--config',
          config,
          ...areas,
          '--quiet',
          '--report',
          path.join(folder, 'report'),
          ...shard,
        ]),
      );
  try {
    const contestants = { whole: check(), first: check('--shard', '1/2'), second: check('--shard', '2/2') };
    const { whole = 0, ...halves } = await race(contestants, 3);
    const value = Math.max(...Object.values(halves));
    return {
      what: `${places} places, the slower of two machines`,
      value,
      unit: 'ms',
      against: { what: 'one machine', value: whole },
      target: { text: 'at most 0.6 of one machine', met: value <= 0.6 * whole },
    };
  } finally {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
