import { counted, type Graph } from '../../spec/index.ts';
import { drawNode, number, sizeOf } from './box.ts';
import type { EdgeRoute, Link, Point } from './geometry.ts';
import { type Arrow, arrows, caption, nodeLabel } from './label.ts';
import { place } from './place.ts';
import { styleSheet, type Theme } from './theme.ts';
import { arrowHead, curve, drawArrow, drawLabel, roomOf } from './way.ts';
import { ems } from './wrap.ts';
import { xml } from './xml.ts';

interface SvgOptions {
  /** `auto` follows the reader's system. */
  readonly theme?: Theme;
  /** Ids of nodes with what is written at their corner: how much was found there, say. */
  readonly marks?: ReadonlyMap<string, string>;
}

const start = { width: 92, height: 28 };
const captionHeight = 34;
const margin = 20;

/** The graph as a self-contained drawing; `data-node`, `data-from`, `data-to` and `data-input` say what is what. */
export function svg(graph: Graph, { theme = 'auto', marks }: SvgOptions = {}): string {
  const nodes = graph.nodes.map((node) => {
    const label = nodeLabel(node);
    return { node, label, size: sizeOf(label) };
  });
  const joined = arrows(graph);
  const placed = place([start, ...nodes.map(({ size }) => size)], links(graph, joined));
  const ways = joined.flatMap((arrow, index): [Arrow, EdgeRoute][] => {
    const at = placed.routes[index + 1];
    return at ? [[arrow, at]] : [];
  });
  const cut = caption(graph);
  const width = Math.ceil(Math.max(placed.width, cut === undefined ? 0 : ems(cut) * 14 + 2 * margin));
  const height = Math.ceil(placed.height) + (cut === undefined ? 0 : captionHeight);
  const size = `${counted(graph.nodes.length, 'node')}, ${counted(joined.length, 'way')} between them`;
  const foot = cut === undefined ? [] : [`<text class="caption" x="${margin}" y="${height - 16}">${xml(cut)}</text>`];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="call-flow" role="img" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    '<title>Call flow</title>',
    `<desc>${xml(cut === undefined ? size : `${size}; ${cut}`)}</desc>`,
    `<style>\n${styleSheet(theme)}\n</style>`,
    `<defs>${arrowHead('meant')}${arrowHead('other')}</defs>`,
    `<rect class="ground" width="${width}" height="${height}"/>`,
    ...ways.map(([arrow, at]) => drawArrow(arrow, at)),
    ...ways.flatMap(([arrow, at]) => drawLabel(arrow, at)),
    ...nodes.flatMap(({ node, label, size: nodeSize }, index) => {
      const at = placed.nodes[index + 1];
      return at ? [drawNode(node, label, nodeSize, at, marks?.get(node.id))] : [];
    }),
    drawStart(placed.nodes[0], placed.routes[0]?.points),
    ...foot,
    '</svg>',
    '',
  ].join('\n');
}

/** The first of them leads from the mark where a call begins to the root. */
function links({ nodes, root }: Graph, joined: readonly Arrow[]): Link[] {
  const positions = new Map(nodes.map(({ id }, index) => [id, index + 1]));
  const of = (id: string): number => positions.get(id) ?? 1;
  const between = joined.map((arrow) => ({ from: of(arrow.from), to: of(arrow.to), ...roomOf(arrow) }));
  return [{ from: 0, to: of(root), width: 0, height: 0 }, ...between];
}

function drawStart(centre: Point = { x: 0, y: 0 }, points: readonly Point[] = []): string {
  const { width, height } = start;
  const [x, y] = [number(centre.x - width / 2), number(centre.y - height / 2)];
  return [
    '<g class="start">',
    `<path class="line" d="${curve(points)}" marker-end="url(#call-flow-meant)"/>`,
    `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${height / 2}"/>`,
    `<text x="${number(centre.x)}" y="${number(centre.y + 4)}">call begins</text>`,
    '</g>',
  ].join('\n');
}
