import type { Graph } from '../../spec/index.ts';
import { type Kind, kinds, light } from './kind.ts';
import { arrows, caption, nodeLabel } from './label.ts';

/** The caller's turn is a hexagon, the end of a call round; what is broken has double sides. */
const shapes: Readonly<Record<Kind, readonly [string, string]>> = {
  turn: ['{{', '}}'],
  step: ['[', ']'],
  connected: ['([', '])'],
  ended: ['([', '])'],
  broken: ['[[', ']]'],
  elsewhere: ['>', ']'],
};

/** The graph as a Mermaid flowchart, for READMEs and pull requests. */
export function mermaid(graph: Graph): string {
  // Ids are ours, by position: whatever a file calls its nodes, it cannot become syntax.
  const ids = new Map(graph.nodes.map(({ id }, index) => [id, `n${index + 1}`]));
  const nodes = graph.nodes.map((node) => {
    const [open, close] = shapes[kinds[node.ends]];
    const { tag, lines } = nodeLabel(node);
    // Mermaid wraps by itself: a line break only where another statement begins.
    const texts = lines.map(({ text, opens }) => `${opens ? '<br/>' : ' '}${coded(text)}`);
    const label = `<b>${coded(tag)}</b>${texts.join('')}`;
    return `  ${ids.get(node.id)}${open}"${label}"${close}`;
  });
  const edges = arrows(graph).map(({ from, to, lines, meant }) => {
    const label = lines.map(({ text }) => coded(text)).join('<br/>');
    return `  ${ids.get(from)} ${meant ? '-->' : '-.->'}${label === '' ? '' : `|"${label}"|`} ${ids.get(to)}`;
  });
  const root = ids.get(graph.root);
  const cut = caption(graph);
  return [
    'flowchart TD',
    '  start(("call begins"))',
    ...nodes,
    ...(root === undefined ? [] : [`  start --> ${root}`]),
    ...edges,
    ...(cut === undefined ? [] : [`  caption["${coded(cut)}"]`, '  style caption fill:none,stroke:none']),
    ...Object.keys(shapes).flatMap((kind) => styles(kind as Kind, graph, ids)),
    '',
  ].join('\n');
}

function styles(kind: Kind, { nodes }: Graph, ids: ReadonlyMap<string, string>): string[] {
  const members = nodes.filter(({ ends }) => kinds[ends] === kind).map(({ id }) => ids.get(id));
  if (members.length === 0) return [];
  const { fill, line, text } = light[kind];
  return [`  classDef ${kind} fill:${fill},stroke:${line},color:${text}`, `  class ${members.join(',')} ${kind}`];
}

/** Letters, digits and harmless marks stay; all else becomes the code of a character, which no parser takes for syntax. */
function coded(text: string): string {
  return text.replace(/[^\p{L}\p{N}\p{M} .,?!'’“”…–-]/gu, (character) => `#${character.codePointAt(0)};`);
}
