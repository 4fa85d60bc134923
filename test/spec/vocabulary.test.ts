import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, _baseTest as test } from '@playwright/test';
import ts from 'typescript';
import { root } from '../docs/files.ts';

/** Words of names that were replaced by the words of the trade (CONTRIBUTING.md, Glossary), in lower case. */
const retired: readonly string[] = [
  'mended', // fixed
  'jump', // resume
  'settler', // resolve merges
  'trail', // history
  'misbehave', // inject faults
  'aside', // extra handler
  'stands alone', // is self-contained
  'has its like', // odd answers seen before split
  'mend', // fix
  'told', // sent, was told
  'held up', // blocked by
  'last words', // output tail
  'knot', // state node
  'stretch', // segment
  'doubt', // pending merge
  'dealt', // shard plan
  'crossed', // raw exchange
  'mortal', // process handle
  'manners', // request policy
  'likeness', // match of known faults
  'likened',
  'usual', // default
  'most', // maximum
  'known as',
  'gravity', // severity
  'story', // events of a call
  'tell', // next event
  'spelled', // encoded
  'spoiled', // altered
  'varying', // volatile
  'drift', // nondeterminism
  'jumper', // resumer
  'unite', // merge
  'united',
  'conclude', // summarize
  'fired', // trigger run
  'surroundings', // extras, context
  'clip', // truncate
  'clipped',
  'shortened',
  'excerpt', // truncate, quote
  'unhindered', // plain
];

/** Participles that say nothing as the whole name of a function: what it does is a verb, what it gives is a noun. */
const bare: ReadonlySet<string> = new Set(
  (
    'altered answered apart asked begun copied dialled drawn escaped formed found given instead joined judged known ' +
    'left linked loaded lost met named own parsed passed plain played quoted reached received redacted released ' +
    'reported seen sent shown taken told wanted watched written'
  ).split(' '),
);

const folders = 'bench cli fixtures flows mutants nock platform playwright reporters spec suites test tools'.split(' ');
const files = folders
  .flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`),
  )
  .filter((file) => file.endsWith('.ts') && !/node_modules|spec\/generated|\/peers\//.test(file));

test('no file, type, function or exported name has a word that was retired', () => {
  expect(files.length).toBeGreaterThan(500);
  const named = files.flatMap((file) => [
    { file, name: path.basename(file, '.ts') },
    ...namesIn(file).map((name) => ({ file, name })),
  ]);
  expect(named.length).toBeGreaterThan(3000);
  expect(named.filter(({ name }) => isRetired(name)).map(({ file, name }) => `${name} in ${file}`)).toEqual([]);
});

test('no function in a room is named by a participle alone', () => {
  const named = files
    .filter((file) => !file.startsWith('test/'))
    .flatMap((file) => functionsIn(file).map((name) => ({ file, name })));
  expect(named.length).toBeGreaterThan(1500);
  expect(named.filter(({ name }) => bare.has(name)).map(({ file, name }) => `${name} in ${file}`)).toEqual([]);
});

test('a retired word is found within a name, and only as a whole word', () => {
  const found = ['mend', 'whatToMend', 'Mend', 'mend_it', 'to-mend'].filter((name) => hasWord(name, 'mend'));
  expect(found).toEqual(['mend', 'whatToMend', 'Mend', 'mend_it', 'to-mend']);
  expect(['recommend', 'mended', 'amend'].filter((name) => hasWord(name, 'mend'))).toEqual([]);
  expect(['heldUp', 'heldUpBy', 'upHeld'].filter((name) => hasWord(name, 'held up'))).toEqual(['heldUp', 'heldUpBy']);
});

function isRetired(name: string): boolean {
  return retired.some((word) => hasWord(name, word));
}

function hasWord(name: string, word: string): boolean {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[-_.]/g, ' ')
    .toLowerCase();
  return ` ${words} `.includes(` ${word} `);
}

function treeOf(file: string): ts.SourceFile {
  return ts.createSourceFile(file, readFileSync(path.join(root, file), 'utf8'), ts.ScriptTarget.Latest, true);
}

/** Functions wherever they are declared. */
function functionsIn(file: string): readonly string[] {
  const names: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionDeclaration(node) && node.name) names.push(node.name.text);
    ts.forEachChild(node, visit);
  };
  visit(treeOf(file));
  return names;
}

/** Types, classes and functions wherever they are declared, and the variables of the file itself. */
function namesIn(file: string): readonly string[] {
  const tree = treeOf(file);
  const names: string[] = [];
  visit(tree);
  return names;

  function visit(node: ts.Node): void {
    if (isDeclaration(node) && node.name && ts.isIdentifier(node.name)) names.push(node.name.text);
    if (ts.isVariableStatement(node) && node.parent === tree) {
      for (const { name } of node.declarationList.declarations) if (ts.isIdentifier(name)) names.push(name.text);
    }
    ts.forEachChild(node, visit);
  }
}

function isDeclaration(node: ts.Node): node is ts.DeclarationStatement {
  return (
    ts.isFunctionDeclaration(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isClassDeclaration(node)
  );
}
