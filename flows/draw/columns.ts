import type { Link, Placed, Point, Size } from './geometry.ts';

const margin = 20;
const between = { boxes: 26, columns: 220 };

/** How many edges each box is away from the first. */
export function columnOf(count: number, links: readonly Link[]): readonly number[] {
  const targets = new Map<number, number[]>();
  for (const { from, to } of links) {
    const known = targets.get(from);
    if (known) known.push(to);
    else targets.set(from, [to]);
  }
  const columns = new Map([[0, 0]]);
  for (const [box, column] of columns) {
    for (const target of targets.get(box) ?? []) if (!columns.has(target)) columns.set(target, column + 1);
  }
  return Array.from({ length: count }, (_, box) => columns.get(box) ?? 0);
}

/** A plain drawing of a graph that is too much for dagre: boxes in the order found, edges straight across. */
export function inColumns(boxes: readonly Size[], links: readonly Link[], columns: readonly number[]): Placed {
  const widths: number[] = [];
  const heights: number[] = [];
  for (const [box, { width, height }] of boxes.entries()) {
    const column = columns[box] ?? 0;
    widths[column] = Math.max(widths[column] ?? 0, width);
    heights[column] = (heights[column] ?? margin) + height + between.boxes;
  }
  const lefts = widths.map((_, column) => {
    const before = widths.slice(0, column).reduce((sum, width) => sum + width + between.columns, 0);
    return margin + before;
  });
  const height = Math.max(...heights);
  const tops = heights.map((filled) => margin + (height - filled) / 2);
  const nodes = boxes.map((box, index): Point => {
    const column = columns[index] ?? 0;
    const y = (tops[column] ?? 0) + box.height / 2;
    tops[column] = y + box.height / 2 + between.boxes;
    return { x: (lefts[column] ?? 0) + (widths[column] ?? 0) / 2, y };
  });
  const routes = links.map(({ from, to }) => {
    const [start, end] = [nodes[from] ?? { x: 0, y: 0 }, nodes[to] ?? { x: 0, y: 0 }];
    const width = widths[columns[from] ?? 0] ?? 0;
    const towards = start.x < end.x ? 1 : -1;
    const label = { x: start.x + (towards * (width + between.columns)) / 2, y: (2 * start.y + end.y) / 3 };
    return { label, points: [label] };
  });
  return { width: (lefts.at(-1) ?? 0) + (widths.at(-1) ?? 0) + margin, height: height + margin, nodes, routes };
}
