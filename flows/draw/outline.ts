import type { Graph } from '../../spec/index.ts';
import { heard } from '../graph/words.ts';
import { arrows, caption, nodeLabel } from './label.ts';
import { wrap } from './wrap.ts';

/** The call flow as text: each place once, with what it says and what leads where. */
export function outline(graph: Graph, width: number = 80): string {
  const ways = arrows(graph);
  const note = caption(graph);
  const numbers = new Map(graph.nodes.map(({ id }, index) => [id, String(index + 1)]));
  const gutter = String(graph.nodes.length).length + 2;
  const hang = (text: string, indent: number): string[] =>
    wrap(text, Math.max(20, width - indent)).map((line) => ' '.repeat(indent) + line);
  const lines = graph.nodes.flatMap((node) => {
    const { tag, whole } = nodeLabel(node);
    const texts = new Set(node.actions.flatMap((action) => heard(action) ?? []));
    const said = whole
      .split('\n')
      .slice(1)
      .map((line) => (texts.has(line) ? `“${line}”` : line));
    const leading = ways
      .filter(({ from }) => from === node.id)
      .flatMap(({ to, lines: inputs }) => {
        const by = inputs.map(({ text }) => text.replace(/,$/, '')).join(', ');
        return hang(`${by === '' ? 'goes on' : by} → ${numbers.get(to)}`, gutter + 2);
      });
    const name = `${numbers.get(node.id) ?? ''}`.padEnd(gutter);
    return [
      `${name}${node.id === graph.root ? 'start, ' : ''}${tag}`,
      ...said.flatMap((line) => hang(line, gutter)),
      ...leading,
      '',
    ];
  });
  return [...lines, ...(note === undefined ? [] : hang(note, 0))].join('\n').trimEnd();
}
