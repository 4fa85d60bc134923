import { expect, _baseTest as test } from '@playwright/test';
import { dot } from '../../flows/draw/dot.ts';
import { mermaid } from '../../flows/draw/mermaid.ts';
import { svg } from '../../flows/draw/svg.ts';
import type { Graph, GraphAction } from '../../spec/index.ts';
import { gather, graphOf, redirect, renamed, say, shop, transfer } from './flow.ts';
import { read } from './xml.ts';

const hostile = [
  '"]; click n1 "javascript:alert(1)"',
  '</script><script>alert(1)</script>',
  '</text></svg><img src=x onerror=alert(1)>',
  '%%{init: {"theme": "forest"}}%%',
  '`code` **bold** --> n1 | x ]] }} ))',
  ']]> <!-- <![CDATA[ &#0; &lt; &amp; #quot; #35; ﬂ°°60¶ß',
  '\\N \\G \\" \\',
  'a\u0000b\u0007c\u001b[31md\u009be\ud800f\udc00g\ufffeh',
  'moc.\u202eelpmaxe\u202c \u2066iso\u2069lated \u200b\ufeff\u{e0041}',
  "line\nbreak\r\n'quoted'; end\nsubgraph x",
  'x'.repeat(20_000),
];

const actions = hostile.flatMap((text): GraphAction[] => [
  say(text),
  transfer(text),
  { name: 'conference', parameters: { room: text } },
  { name: 'start_stream', parameters: { stream_url: text } },
  { name: 'send_digits', parameters: { digits: { deep: [text] } } },
  redirect(`https://${text}`),
]);

const attacked: Graph = {
  version: 1,
  root: 'n1',
  nodes: [
    { id: 'n1', path: [], actions: [gather('Hello.')], ends: 'gather', announced: ['1'] },
    ...actions.map((action, index) => ({
      id: `n${index + 2}`,
      path: [],
      actions: [action],
      ends: 'list' as const,
      announced: [],
    })),
    ...hostile.map((text, index) => ({
      id: `n${actions.length + index + 2}`,
      path: [],
      actions: [],
      ends: 'broken' as const,
      announced: [],
      problem: { requirement: text, expected: text, actual: text },
    })),
  ],
  edges: [...actions, ...hostile].map((_, index) => ({
    from: 'n1',
    to: `n${index + 2}`,
    input: `${index}${hostile[index % hostile.length]?.slice(0, 500)}`,
  })),
  explored: graphOf(shop).explored,
};

/** The same shape, with nothing to escape. */
const plain: Graph = {
  ...attacked,
  nodes: attacked.nodes.map((node) => ({
    ...node,
    actions: [say('x')],
    ...(node.problem ? { problem: { requirement: 'x', expected: 'x', actual: 'x' } } : {}),
  })),
};

test('an SVG with hostile text is XML that shows it as text', () => {
  const { elements, text, attributes } = read(svg(attacked));
  expect(elements).toEqual({
    ...{ svg: 1, title: attacked.nodes.length + 1, desc: 1, style: 1, defs: 1, marker: 2 },
    ...{
      g: expect.any(Number),
      rect: expect.any(Number),
      path: expect.any(Number),
      polygon: hostile.length,
      text: expect.any(Number),
    },
  });
  expect(text).toContain('</script><script>alert(1)</script>');
  expect(text).toContain('\\u{202e}elpmaxe\\u{202c}');
  expect(text + attributes.join()).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200b\ufeff\u{e0041}\u007f-\u009f]/u);
  expect(svg(attacked).length).toBeLessThan(300_000);
});

/** What a lexer makes of DOT: names, quoted strings and signs; anything else is an error. */
function dotTokens(source: string): string[] {
  const token = /\s+|([A-Za-z_]\w*|-?\d+(?:\.\d+)?|->|[{}[\];=,])|"((?:[^"\\\n]|\\.)*)"/gy;
  const tokens: string[] = [];
  while (token.lastIndex < source.length) {
    const at = token.lastIndex;
    const match = token.exec(source);
    if (!match) throw new Error(`not DOT at ${source.slice(at, at + 40)}`);
    if (match[1] !== undefined) tokens.push(match[1]);
    if (match[2] !== undefined) tokens.push('string');
  }
  return tokens;
}

test('a DOT file with hostile text has the tokens of one with plain text', () => {
  expect(dotTokens(dot(attacked))).toEqual(dotTokens(dot(plain)));
  expect(dot(attacked)).not.toMatch(/(^|[^\\])(\\\\)*\\[NGETHL]/);
});

test('a Mermaid flowchart with hostile text holds nothing but our statements', () => {
  const statement =
    /^(flowchart TD| {2}start\(\("call begins"\)\)| {2}start --> n1| {2}n\d+(\{\{"[^"]*"\}\}|\["[^"]*"\]|\(\["[^"]*"\]\)|\[\["[^"]*"\]\]|>"[^"]*"\])| {2}n\d+ (-->|-\.->)(\|"[^"]*"\|)? n\d+| {2}classDef \w+ fill:#\w{6},stroke:#\w{6},color:#\w{6}| {2}class [n\d,]+ \w+|)$/;
  const lines = mermaid(attacked).split('\n');
  for (const line of lines) expect(line).toMatch(statement);
  const labels = lines.flatMap((line) => /"(.*)"/.exec(line)?.[1] ?? []);
  for (const label of labels) {
    const bare = label
      .replaceAll('<br/>', '')
      .replace(/^<b>(.*?)<\/b>/, '$1')
      .replace(/#\d+;/g, '');
    expect(bare).toMatch(/^[\p{L}\p{N}\p{M} .,?!'’“”…–-]*$/u);
  }
  expect(lines.length).toBe(mermaid(plain).split('\n').length);
});

test('boxes do not overlap and stay within the drawing', () => {
  for (const graph of [graphOf(shop), renamed(graphOf(shop)), attacked]) {
    const drawing = svg(graph);
    const [, width = 0, height = 0] = (/width="(\d+)" height="(\d+)"/.exec(drawing) ?? []).map(Number);
    const rects = [...drawing.matchAll(/class="shape" x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"/g)];
    const boxes = rects.map(([, ...numbers]) => numbers.map(Number));
    expect(boxes.length).toBeGreaterThan(5);
    for (const [index, [x = 0, y = 0, w = 0, h = 0]] of boxes.entries()) {
      expect(x >= 0 && y >= 0 && x + w <= width && y + h <= height).toBe(true);
      for (const [x2 = 0, y2 = 0, w2 = 0, h2 = 0] of boxes.slice(index + 1)) {
        expect(x + w <= x2 || x2 + w2 <= x || y + h <= y2 || y2 + h2 <= y).toBe(true);
      }
    }
  }
});
