import { columnOf, inColumns } from './columns.ts';
import { type EdgeRoute, type Link, loopDrop, type Placed, type Size } from './geometry.ts';
import { inLayers } from './layers.ts';
import { route } from './route.ts';

/** Beyond this dagre takes longer than a person waits: its work grows with the columns that edges cross. */
const heaviest = 6000;

/** Columns from left to right by the turns of a caller, edges from side to side, room for the labels of edges. */
export function place(boxes: readonly Size[], links: readonly Link[]): Placed {
  const loops = new Map(links.filter(isLoop).map((loop) => [loop.from, loop]));
  const drop = (index: number): number => (loops.get(index)?.height ?? -loopDrop) + loopDrop;
  const rooms = boxes.map(({ width, height }, index) => ({
    width: Math.max(width, (loops.get(index)?.width ?? 0) + 40),
    height: height + drop(index),
  }));
  const others = links.filter((link) => !isLoop(link));
  const columns = columnOf(boxes.length, others);
  const spans = others.map(({ from, to }) => Math.abs((columns[from] ?? 0) - (columns[to] ?? 0)) + 1);
  const weight = spans.reduce((sum, span) => sum + span, 0);
  const placed = weight > heaviest ? inColumns(rooms, others, columns) : inLayers(rooms, others);
  const nodes = placed.nodes.map(({ x, y }, index) => ({ x, y: y - drop(index) / 2 }));
  const routes = route(boxes, nodes, others, placed.routes).values();
  const all = links.map((link): EdgeRoute => {
    if (!isLoop(link)) return routes.next().value ?? { label: { x: 0, y: 0 }, points: [] };
    const { x = 0, y = 0 } = nodes[link.from] ?? {};
    const bottom = y + (boxes[link.from]?.height ?? 0) / 2;
    return { label: { x, y: bottom + loopDrop + link.height / 2 }, points: [] };
  });
  return { ...placed, nodes, routes: all };
}

function isLoop({ from, to }: Link): boolean {
  return from === to;
}
