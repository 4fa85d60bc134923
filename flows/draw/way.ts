import { name, number } from './box.ts';
import { type EdgeRoute, loopDrop, type Point, type Size } from './geometry.ts';
import type { Arrow } from './label.ts';
import { ems } from './wrap.ts';
import { xml } from './xml.ts';

const lineHeight = 16;

/** The room that the label of an edge takes. */
export function roomOf({ lines }: Arrow): Size {
  if (lines.length === 0) return { width: 0, height: 0 };
  const widest = Math.max(...lines.map(({ text, meant }) => ems(text) * (meant ? 14.5 : 12)));
  return { width: Math.ceil(widest) + 8, height: lines.length * lineHeight + 4 };
}

export function drawArrow(arrow: Arrow, { points, label }: EdgeRoute): string {
  const path = points.length === 0 ? loop(label, roomOf(arrow)) : curve(points);
  const kind = arrow.meant ? 'meant' : 'other';
  return `<g class="edge ${kind}" ${data(arrow)}><path d="${path}" marker-end="url(#call-flow-${kind})"/></g>`;
}

/** The label of an edge, with its own background: drawn after all edges, so that none crosses it. */
export function drawLabel(arrow: Arrow, { label }: EdgeRoute): string[] {
  const { width, height } = roomOf(arrow);
  if (height === 0) return [];
  const [x, y] = [label.x - width / 2, label.y - height / 2];
  const texts = arrow.lines.map(({ text, meant }, index) => {
    const base = number(y + index * lineHeight + 14);
    return `<text${meant ? ' class="meant"' : ''} x="${number(label.x)}" y="${base}">${xml(text)}</text>`;
  });
  return [
    `<g class="edge-label" ${data(arrow)}>`,
    `<rect x="${number(x)}" y="${number(y)}" width="${width}" height="${height}" rx="3"/>`,
    ...texts,
    '</g>',
  ];
}

function data({ from, to, inputs }: Arrow): string {
  return `data-from="${name(from)}" data-to="${name(to)}" data-input="${name(inputs.join(' '))}"`;
}

/** Level at every point of the way, so that it leaves and meets boxes and labels straight. */
export function curve([first, ...rest]: readonly Point[]): string {
  if (!first) return '';
  let last = first;
  const parts = rest.map((point) => {
    const half = (last.x + point.x) / 2;
    const bend = `C${pair({ x: half, y: last.y })} ${pair({ x: half, y: point.y })} ${pair(point)}`;
    const part = last.y === point.y ? `L${pair(point)}` : bend;
    last = point;
    return part;
  });
  return [`M${pair(first)}`, ...parts].join(' ');
}

/** From the lower side of a box around to the same side. */
function loop({ x, y }: Point, { width, height }: Size): string {
  const [half, radius, top] = [width / 2 + 12, 10, y - height / 2 - loopDrop];
  return [
    `M${pair({ x: x + half, y: top })}`,
    `L${pair({ x: x + half, y: y - radius })} Q${pair({ x: x + half, y })} ${pair({ x: x + half - radius, y })}`,
    `L${pair({ x: x - half + radius, y })} Q${pair({ x: x - half, y })} ${pair({ x: x - half, y: y - radius })}`,
    `L${pair({ x: x - half, y: top })}`,
  ].join(' ');
}

export function arrowHead(name: 'meant' | 'other'): string {
  return `<marker id="call-flow-${name}" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="9" markerHeight="9" markerUnits="userSpaceOnUse" orient="auto"><path class="head ${name}" d="M0 0L10 5L0 10z"/></marker>`;
}

function pair({ x, y }: Point): string {
  return `${number(x)} ${number(y)}`;
}
