import { explore } from '../flows/explore/explore.ts';
import { limitsOf } from '../flows/graph/limits.ts';
import { benchOn } from './bench.ts';
import { type Benchmark, type Row, timed } from './measure.ts';
import { startTarget } from './target.ts';

/** Trees of menus, three keys each, from a server in another process. */
export const explorer: Benchmark = {
  name: 'explorer',
  about: 'requests per second and per place of a call flow, as it grows',
  async run() {
    const rows: Row[] = [];
    const perPlace: number[] = [];
    for (const depth of [3, 4, 5, 6]) {
      const { places, requests, ms } = await walked(depth);
      perPlace.push(requests / places);
      rows.push({
        what: `${places} places`,
        value: (requests / ms) * 1000,
        unit: 'requests/s',
        target: { text: 'at least 2000/s', met: (requests / ms) * 1000 >= 2_000 },
      });
      rows.push({ what: `${places} places`, value: requests / places, unit: 'requests per place' });
    }
    const growth = Math.max(...perPlace) / (perPlace[0] ?? 1);
    rows.push({
      what: 'requests per place, most against the smallest tree',
      value: growth,
      unit: '×',
      target: { text: 'at most 1.5 (linear)', met: growth <= 1.5 },
    });
    return rows;
  },
};

async function walked(depth: number): Promise<{ places: number; requests: number; ms: number }> {
  const target = await startTarget('menu.ts', { BENCH_DEPTH: String(depth) });
  const bench = await benchOn(target.origin, { flow: { maxDepth: 12, maxStates: 20_000, maxRequests: 1_000_000 } });
  try {
    let [places, requests] = [0, 0];
    const ms = await timed(async () => {
      const { graph } = await explore(bench, limitsOf(bench.options));
      places = graph.nodes.length;
      requests = graph.explored.requests;
    });
    return { places, requests, ms };
  } finally {
    await bench.close();
    await target.close();
  }
}
