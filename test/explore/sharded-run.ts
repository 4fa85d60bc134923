import type { Exploration } from '../../flows/explore/exploration.ts';
import { explore } from '../../flows/explore/explore.ts';
import { limitsOf } from '../../flows/graph/limits.ts';
import type { Parted } from '../../flows/shard/merge.ts';
import { shardOf } from '../../flows/shard/part.ts';
import type { BenchOptions, Slice } from '../../spec/index.ts';
import type { Menu } from './flows/menu-places.ts';
import { serveMenu } from './flows/menus.ts';
import type { Keeping } from './flows/stateful-menu.ts';

interface Share {
  readonly exploration: Exploration;
  readonly requests: number;
}

/** Walks a made-up flow as one machine of several does, or as a whole. */
export async function walked(
  menu: Menu,
  keeping: Keeping,
  slice?: Slice,
  flow: NonNullable<BenchOptions['flow']> = {},
): Promise<Share> {
  const menus = await serveMenu(menu, keeping, { flow });
  try {
    const exploration = await explore(menus.bench, limitsOf(menus.bench.options), slice && shardOf(slice));
    return { exploration, requests: menus.requests() };
  } finally {
    await menus.close();
  }
}

/** The shares of so many machines. */
export async function sharesOf(total: number, walk: (slice: Slice) => Promise<Share>): Promise<readonly Share[]> {
  const shares: Share[] = [];
  for (let index = 1; index <= total; index++) shares.push(await walk({ index, total }));
  return shares;
}

/** What is written into the reports of machines of which each walked a part; undefined where one walked everything. */
export function partsOf(shares: readonly Share[]): readonly Parted[] | undefined {
  const graphs = shares.map(({ exploration }) => exploration.graph);
  return graphs.every((graph) => graph.part) ? (JSON.parse(JSON.stringify(graphs)) as Parted[]) : undefined;
}
