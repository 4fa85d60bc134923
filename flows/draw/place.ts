import { columnOf, inColumns } from './columns.ts';
import { inLayers } from './layers.ts';
import { route } from './route.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** An edge between boxes given by their position, with the size of its label. */
export interface Link extends Size {
  readonly from: number;
  readonly to: number;
}

export interface Route {
  /** The centre of the label. */
  readonly label: Point;
  /** From side to side; empty where an edge leads back to its own node. */
  readonly points: readonly Point[];
}

/** Where everything is, in the order given; boxes by their centre. */
export interface Placed extends Size {
  readonly nodes: readonly Point[];
  readonly routes: readonly Route[];
}

/** How far below its box an edge to the same box hangs. */
export const loopDrop = 14;

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
  const all = links.map((link): Route => {
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
