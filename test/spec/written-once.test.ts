import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, _baseTest as test } from '@playwright/test';
import ts from 'typescript';
import { actionNames, eventNames, isRecord } from '../../spec/index.ts';

const root = path.resolve(import.meta.dirname, '../..');
const folders = ['spec', 'platform', 'flows', 'fixtures', 'suites', 'reporters', 'cli', 'playwright', 'nock'];

const sources = folders.flatMap((folder) =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(folder, name))
    .filter((name) => name.endsWith('.ts') && !name.includes('generated')),
);

/** Fewer members say too little: many things have a name and a status. */
const fewest = 3;

/** The members of each object that a schema describes, as one text. */
const described = new Map<string, string>();
const schemas = path.join(root, 'spec/schemas');
for (const name of readdirSync(schemas, { recursive: true, encoding: 'utf8' })) {
  if (!name.endsWith('.json')) continue;
  note(JSON.parse(readFileSync(path.join(schemas, name), 'utf8')), name);
}

function note(node: unknown, at: string): void {
  if (Array.isArray(node)) for (const [index, each] of node.entries()) note(each, `${at}/${index}`);
  if (!isRecord(node)) return;
  if (isRecord(node.properties)) {
    const names = Object.keys(node.properties).sort();
    if (names.length >= fewest) described.set(names.join(), at);
  }
  for (const [key, each] of Object.entries(node)) note(each, `${at}/${key}`);
}

/** Interfaces and object types with the members of an object that a schema describes. */
function writtenAgain(file: string, text: string): readonly string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isInterfaceDeclaration(node) || ts.isTypeLiteralNode(node)) {
      const names = node.members.map((member) => member.name?.getText().replaceAll(/['"]/g, '') ?? '').sort();
      const at = described.get(names.join());
      if (at !== undefined) found.push(`${file}: ${names.join(', ')} (${at})`);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.ES2023, true));
  return found;
}

test('no type is written by hand that a schema describes', () => {
  expect(sources.length).toBeGreaterThan(400);
  expect(sources.flatMap((file) => writtenAgain(file, readFileSync(path.join(root, file), 'utf8')))).toEqual([]);
});

test('a type that repeats a schema is found, however it is written', () => {
  const names = 'seed: number; path?: string; requirement: string; expected: string; actual: string';
  expect(writtenAgain('a.ts', `interface Failed { ${names} }`)).toHaveLength(1);
  expect(writtenAgain('a.ts', `type Failed = { readonly failed: { ${names} } };`)).toHaveLength(1);
  expect(writtenAgain('a.ts', `interface Failed { ${names}; hint?: string }`)).toEqual([]);
});

/** Lists of words in a source, as arrays, unions and cases of one `switch`. */
function listsIn(file: string): readonly (readonly string[])[] {
  const lists: (readonly string[])[] = [];
  const visit = (node: ts.Node): void => {
    const parts = ts.isArrayLiteralExpression(node)
      ? [...node.elements]
      : ts.isUnionTypeNode(node)
        ? node.types.flatMap((type) => (ts.isLiteralTypeNode(type) ? [type.literal] : []))
        : [];
    const words = parts.flatMap((part) => (ts.isStringLiteral(part) ? [part.text] : []));
    if (words.length > 0) lists.push(words);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, readFileSync(path.join(root, file), 'utf8'), ts.ScriptTarget.ES2023, true));
  return lists;
}

test('the names of the actions and of the events are listed once, by the generator', () => {
  // The events of a call, in its order, are no list of all of them.
  const names = (list: readonly string[], all: readonly string[]) =>
    all.filter((word) => list.includes(word)).length > 0.75 * all.length;
  const again = sources.filter((file) =>
    listsIn(file).some((list) => names(list, actionNames) || names(list, eventNames)),
  );
  expect(again).toEqual([]);
});
