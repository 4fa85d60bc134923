import type { GraphNode } from '../../spec/index.ts';
import { escapeOnOneLine } from '../graph/text.ts';
import type { Point, Size } from './geometry.ts';
import { type Kind, kinds } from './kind.ts';
import type { NodeLabel } from './label.ts';
import { ems } from './wrap.ts';
import { xml } from './xml.ts';

const padding = { x: 14, y: 10 };
const tagHeight = 19;
const lineHeight = 18;

/** The room that a node takes, whatever sans-serif font the reader has. */
export function sizeOf({ tag, lines }: NodeLabel): Size {
  const widest = Math.max(ems(tag) * 12, ...lines.map(({ text }) => ems(text) * 13));
  return { width: Math.ceil(widest) + 2 * padding.x, height: tagHeight + lines.length * lineHeight + 2 * padding.y };
}

export function drawNode(
  node: GraphNode,
  { tag, lines, whole }: NodeLabel,
  size: Size,
  centre: Point,
  marked?: string,
): string {
  const left = centre.x - size.width / 2;
  const top = centre.y - size.height / 2;
  const id = name(node.id);
  const kind = kinds[node.ends];
  const x = number(left + padding.x);
  const texts = lines.map(({ text, heard }, index) => {
    const y = number(top + padding.y + tagHeight + index * lineHeight + 13);
    return `<text${heard ? '' : ' class="done"'} x="${x}" y="${y}">${xml(text)}</text>`;
  });
  return [
    `<g id="node-${id}" class="node ${node.ends} ${kind}${marked === undefined ? '' : ' marked'}" data-node="${id}">`,
    `<title>${xml(whole)}</title>`,
    shape(kind, left, top, size),
    `<text class="tag" x="${x}" y="${number(top + padding.y + 11)}">${xml(tag)}</text>`,
    ...texts,
    ...(marked === undefined ? [] : [corner(marked, { x: left + size.width, y: top })]),
    '</g>',
  ].join('\n');
}

function corner(text: string, { x, y }: Point): string {
  const width = Math.ceil(ems(text) * 12) + 14;
  const shape = `<rect x="${number(x - width + 8)}" y="${number(y - 10)}" width="${width}" height="20" rx="10"/>`;
  return `<g class="mark">${shape}<text x="${number(x + 8 - width / 2)}" y="${number(y + 4)}">${xml(text)}</text></g>`;
}

/** A turn has a bar at its side, the end of a call is round, what is broken has its corners cut off. */
function shape(kind: Kind, left: number, top: number, { width, height }: Size): string {
  const rectangle = (inset: number, name: string, radius: number): string =>
    `<rect class="${name}" x="${number(left + inset)}" y="${number(top + inset)}" width="${number(width - 2 * inset)}" height="${number(height - 2 * inset)}" rx="${radius}"/>`;
  switch (kind) {
    case 'turn':
      return `${rectangle(0, 'shape', 4)}<rect class="bar" x="${number(left)}" y="${number(top)}" width="5" height="${number(height)}" rx="2"/>`;
    case 'connected':
    case 'ended':
      return `${rectangle(0, 'shape', 20)}${rectangle(3.5, 'inner', 17)}`;
    case 'broken': {
      const [right, bottom, cut] = [left + width, top + height, 10];
      const corners = [
        [left + cut, top],
        [right - cut, top],
        [right, top + cut],
        [right, bottom - cut],
        [right - cut, bottom],
        [left + cut, bottom],
        [left, bottom - cut],
        [left, top + cut],
      ];
      return `<polygon class="shape" points="${corners.map((corner) => corner.map(number).join(',')).join(' ')}"/>`;
    }
    case 'step':
    case 'elsewhere':
      return rectangle(0, 'shape', 4);
  }
}

/** Attributes by which the page finds the parts of a drawing. */
export function name(of: string): string {
  return xml(escapeOnOneLine(of));
}

export function number(of: number): string {
  return `${Math.round(of * 10) / 10}`;
}
