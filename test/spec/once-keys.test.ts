import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, _baseTest as test } from '@playwright/test';
import ts from 'typescript';

const root = path.resolve(import.meta.dirname, '../..');
const sources = ['platform', 'flows', 'suites'].flatMap((folder) =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(folder, name))
    .filter((name) => name.endsWith('.ts')),
);

/** The keys under which a source computes values once; `*` stands for what is filled in. */
function keysIn(text: string): readonly string[] {
  const keys: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const { name, expression } = node.expression;
      const [key] = node.arguments;
      if (name.text === 'once' && expression.getText() === 'bench' && key) keys.push(patternOf(key));
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('a.ts', text, ts.ScriptTarget.ES2023, true));
  return keys;
}

function patternOf(key: ts.Expression): string {
  if (ts.isStringLiteralLike(key)) return key.text;
  if (!ts.isTemplateExpression(key)) return key.getText();
  return [key.head.text, ...key.templateSpans.map(({ literal }) => literal.text)].join('*');
}

test('each value that is computed once has a key of its own, so that no two types share one', () => {
  const keys = sources.flatMap((file) => keysIn(readFileSync(path.join(root, file), 'utf8')));
  expect(keys.length).toBeGreaterThan(30);
  expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
});

test('a key is read however it is written', () => {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the source that is read
  const text = "bench.once('a', f); bench.once(`b ${c} d`, f); bench.once(e, f); server.once('a', f);";
  expect(keysIn(text)).toEqual(['a', 'b * d', 'e']);
});
