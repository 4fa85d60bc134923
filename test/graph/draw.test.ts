import { expect, _baseTest as test } from '@playwright/test';
import { dot } from '../../flows/draw/dot.ts';
import { arrows, nodeLabel } from '../../flows/draw/label.ts';
import { mermaid } from '../../flows/draw/mermaid.ts';
import { svg } from '../../flows/draw/svg.ts';
import type { Graph } from '../../spec/index.ts';
import { gather, graphOf, redirect, say, shop, transfer } from './flow.ts';
import { read } from './xml.ts';

test('edges between two nodes are one, with what was announced first', () => {
  const graph = graphOf({
    menu: { does: [gather('1 or 2?')], keys: { 1: 'bye', 2: 'bye', '12+wait': 'menu' }, other: 'menu', wait: 'menu' },
    bye: { does: [say('Bye.'), redirect('/end')], next: 'end' },
    end: { does: [] },
  });
  const hangUp = [
    { from: 'n1', to: 'n3', input: 'hangup' },
    { from: 'n1', to: 'n3', input: '12+hangup' },
  ];
  const shown = arrows({ ...graph, edges: [...graph.edges, ...hangUp] }).map(({ from, to, lines, meant }) => ({
    way: `${from} ${to}`,
    lines: lines.map(({ text }) => text),
    meant,
  }));
  expect(shown).toEqual([
    { way: 'n1 n2', lines: ['1, 2'], meant: true },
    { way: 'n1 n1', lines: ['0, 3–9, *, #', '12, then nothing', 'nothing entered'], meant: false },
    { way: 'n1 n3', lines: ['12, then hangs up', 'hangs up'], meant: false },
    { way: 'n2 n3', lines: [], meant: true },
  ]);
});

test('a node says what is heard, what is done and how it ends', () => {
  const label = (graph: Graph, index: number): string[] => {
    const node = graph.nodes[index];
    if (!node) throw new Error(`no node ${index}`);
    const { tag, lines } = nodeLabel(node);
    return [tag, ...lines.map(({ text }) => text)];
  };
  const graph = graphOf({
    menu: {
      does: [
        { name: 'start_recording', parameters: {} },
        say('Every word of this. '.repeat(40)),
        gather('Now press 1.'),
      ],
      keys: {},
      wait: 'sales',
    },
    sales: { does: [say('One moment.'), transfer('+12025550101')] },
    code: { does: [gather('Your code?', { num_digits: undefined, min_digits: 4, max_digits: 8, finish_on_key: '#' })] },
    broken: {
      does: [],
      ends: 'broken',
      problem: { requirement: 'a.b.c', expected: 'status 200', actual: 'status 500' },
    },
    away: { does: [redirect('https://else.example/x')] },
    back: { does: [say('Sorry.'), redirect('/menu')] },
    over: { does: [] },
  });
  expect(label(graph, 0)).toEqual([
    'caller’s turn: 1 key',
    'starts recording',
    '“Every word of this. Every word of',
    'this. Every word of this. Every',
    'word of this. Every word of this.',
    'Every word of this. Every word of …”',
    '“Now press 1.”',
  ]);
  expect(label(graph, 1)).toEqual(['connected', '“One moment.”', 'transfer to +12025550101']);
  expect(label(graph, 2)).toEqual(['caller’s turn: 4 to 8 keys, # ends', '“Your code?”']);
  expect(label(graph, 3)).toEqual(['broken', 'expected status 200, got status', '500']);
  expect(label(graph, 4)).toEqual(['goes on', 'goes on at https://else.example/x']);
  expect(label(graph, 5)).toEqual(['goes on', '“Sorry.”']);
  expect(label(graph, 6)).toEqual(['call ends']);
  expect(svg(graph)).toContain('Every word of this. '.repeat(39));
});

test('every drawing tells what was left out', () => {
  const cut = graphOf(shop, [
    { bound: 'maxStates', left: 37 },
    { bound: 'unreachable', left: 1 },
  ]);
  const words =
    'not the whole flow: maxStates 500 hit, 37 turns untried; the integration stopped answering, 1 turn untried';
  expect(read(svg(cut)).text.split(words)).toHaveLength(3);
  expect(dot(cut)).toContain(`label="${words}"`);
  expect(mermaid(cut)).toContain('not the whole flow');
  for (const draw of [svg, dot, mermaid]) expect(draw(graphOf(shop))).not.toContain('not the whole');
});

test('the parts of an SVG can be found, and its theme chosen', () => {
  const drawing = svg(graphOf(shop));
  expect(drawing).toContain('<g id="node-n1" class="node gather turn" data-node="n1">');
  expect(drawing).toContain('<g class="edge meant" data-from="n1" data-to="n5" data-input="1">');
  expect(drawing).toContain('data-from="n1" data-to="n2" data-input="0 3 4 5 6 7 8 9 * #"');
  expect(drawing).toMatch(/^<svg [^>]*role="img" width="\d+" height="\d+" viewBox="0 0 \d+ \d+">\n<title>/);
  expect(drawing).toContain('prefers-color-scheme: dark');
  expect(svg(graphOf(shop), { theme: 'dark' })).not.toContain('prefers-color-scheme');
  expect(drawing).not.toMatch(/NaN|undefined|https?:(?!\/\/www\.w3\.org\/2000\/svg)/);
  expect(svg(graphOf(shop))).toBe(drawing);
});

test('a graph that is too much for dagre is drawn all the same', () => {
  const pieces = Array.from({ length: 400 }, (_, index) => {
    const keys = { 1: `p${Math.min(399, index + 1)}`, 9: 'p0' };
    return [`p${index}`, { does: [gather(`Question ${index}.`)], keys, other: `p${index}` }] as const;
  });
  const drawing = svg(graphOf(Object.fromEntries(pieces)));
  expect(read(drawing).elements.title).toBe(401);
  expect(drawing).not.toContain('NaN');
});
