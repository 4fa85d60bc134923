import type { EdgeRoute, Link, Point, Size } from './geometry.ts';

const origin: Point = { x: 0, y: 0 };
const nothing: Size = { width: 0, height: 0 };

interface Port {
  readonly link: number;
  readonly at: 'start' | 'end';
  /** The next point of the way: ports of a side are in the order of these. */
  readonly towards: Point;
}

/** Gives every edge its own place at the side of a box, and keeps it level beside the boxes that it passes. */
export function route(
  boxes: readonly Size[],
  nodes: readonly Point[],
  links: readonly Link[],
  laid: readonly EdgeRoute[],
): EdgeRoute[] {
  const sides = new Map<string, Port[]>();
  const join = (node: number, port: Port): void => {
    const side = `${node} ${port.towards.x > (nodes[node]?.x ?? 0) ? 'right' : 'left'}`;
    sides.set(side, [...(sides.get(side) ?? []), port]);
  };
  for (const [link, { from, to }] of links.entries()) {
    const points = laid[link]?.points ?? [];
    const [first, last] = [points[0], points.at(-1)];
    if (first) join(from, { link, at: 'start', towards: first });
    if (last) join(to, { link, at: 'end', towards: last });
  }
  const ports = new Map<string, Point>();
  for (const [side, joined] of sides) {
    const [node = '', where] = side.split(' ');
    const { x, y } = nodes[Number(node)] ?? origin;
    const { width, height } = boxes[Number(node)] ?? nothing;
    const sorted = joined.toSorted((one, other) => one.towards.y - other.towards.y);
    for (const [index, { link, at }] of sorted.entries()) {
      const step = (height * (index + 1)) / (sorted.length + 1);
      ports.set(`${link} ${at}`, { x: where === 'right' ? x + width / 2 : x - width / 2, y: y - height / 2 + step });
    }
  }
  const columns = columnsOf(boxes, nodes);
  return laid.map(({ label, points }, link) => {
    const [start, end] = [ports.get(`${link} start`), ports.get(`${link} end`)];
    if (!start || !end) return { label, points: [] };
    return { label, points: [start, ...points.flatMap((point) => levelled(point, start.x < end.x, columns)), end] };
  });
}

/** Half the width of the widest box per column; a column is known by its middle. */
function columnsOf(boxes: readonly Size[], nodes: readonly Point[]): ReadonlyMap<number, number> {
  const columns = new Map<number, number>();
  for (const [index, { x }] of nodes.entries()) {
    const half = (boxes[index]?.width ?? 0) / 2;
    columns.set(Math.round(x), Math.max(half, columns.get(Math.round(x)) ?? 0));
  }
  return columns;
}

function levelled({ x, y }: Point, rightwards: boolean, columns: ReadonlyMap<number, number>): Point[] {
  const half = columns.get(Math.round(x));
  if (half === undefined) return [{ x, y }];
  const [left, right] = [
    { x: x - half, y },
    { x: x + half, y },
  ];
  return rightwards ? [left, right] : [right, left];
}
