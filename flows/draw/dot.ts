import type { Graph } from '../../spec/index.ts';
import { escapeOnOneLine } from '../graph/text.ts';
import { type Kind, kinds, light } from './kind.ts';
import { arrows, caption, nodeLabel } from './label.ts';

/** The caller's turn is a hexagon, the end of a call has a double line; what is broken is an octagon. */
const shapes: Readonly<Record<Kind, string>> = {
  turn: 'shape=hexagon, style=filled, margin="0.02,0.05"',
  step: 'shape=box, style=filled',
  connected: 'shape=box, style="rounded,filled", peripheries=2',
  ended: 'shape=box, style="rounded,filled", peripheries=2',
  broken: 'shape=octagon, style="filled,bold"',
  elsewhere: 'shape=note, style="filled,dashed"',
};

const font = 'fontname="Helvetica, Arial, sans-serif"';

/** The graph for Graphviz. */
export function dot(graph: Graph): string {
  const cut = caption(graph);
  const nodes = graph.nodes.map((node) => {
    const { tag, lines, whole } = nodeLabel(node);
    const { fill, line, text } = light[kinds[node.ends]];
    const label = quote([tag.toUpperCase(), ...lines.map((each) => each.text)].join('\n'));
    const colours = `fillcolor="${fill}", color="${line}", fontcolor="${text}"`;
    return `  ${name(node.id)} [label=${label}, tooltip=${quote(whole)}, ${shapes[kinds[node.ends]]}, ${colours}];`;
  });
  const edges = arrows(graph).map(({ from, to, lines, meant }) => {
    const label = quote(lines.map(({ text }) => ` ${text} `).join('\n'));
    return `  ${name(from)} -> ${name(to)} [label=${label}${meant ? '' : ', style=dashed, color="#777777"'}];`;
  });
  return [
    'digraph flow {',
    `  graph [rankdir=TB, ${font}, fontsize=11];`,
    `  node [${font}, fontsize=11];`,
    `  edge [${font}, fontsize=10];`,
    ...(cut === undefined ? [] : [`  label=${quote(cut)};`]),
    '  start [shape=circle, label="call\\nbegins"];',
    ...nodes,
    ...(graph.nodes.some(({ id }) => id === graph.root) ? [`  start -> ${name(graph.root)};`] : []),
    ...edges,
    '}',
    '',
  ].join('\n');
}

function name(id: string): string {
  return quote(escapeOnOneLine(id));
}

/** Graphviz reads backslashes and entities even inside quotes. */
function quote(text: string): string {
  const escaped = text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('&', '&amp;').replaceAll('\n', '\\n');
  return `"${escaped}"`;
}
