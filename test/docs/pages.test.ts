import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, _baseTest as test } from '@playwright/test';
import { commandNames } from '../../cli/commands/index.ts';
import { readPage } from '../../tools/docs/page.ts';
import { roleOf } from '../../tools/docs/role.ts';
import { docs, root } from './files.ts';
import { commandLines, wrongIn } from './lines.ts';

/** All that a person may read, those that stand beside the code included. */
const pages = [
  ...docs,
  ...['CONTRIBUTING.md', 'fixtures/README.md', 'playwright/README.md', 'nock/README.md', 'mutants/MATRIX.md'],
  ...readdirSync(path.join(root, 'examples')).map((name) => `examples/${name}/README.md`),
].filter((file) => existsSync(path.join(root, file)));

for (const file of pages) {
  test(`the links of ${file} lead somewhere`, () => {
    const dead = readPage(root, file).links.filter((link) => !leads(file, link));
    expect(dead).toEqual([]);
  });
}

function leads(from: string, link: string): boolean {
  if (/^https?:/.test(link)) return URL.canParse(link);
  const [place = '', anchor] = link.split('#');
  const file = place === '' ? from : path.posix.join(path.posix.dirname(from), decodeURIComponent(place));
  if (!existsSync(path.join(root, file))) return false;
  return anchor === undefined || readPage(root, file).anchors.includes(anchor);
}

for (const file of docs) {
  test(`every block of ${file} is run, written, judged, or says why not`, () => {
    for (const block of readPage(root, file).blocks)
      expect(roleOf(block), `${file}:${block.line}`).toEqual(expect.any(String));
  });
}

test('a command line of the documentation names a command and its flags', async () => {
  const lines = pages.flatMap((file) => commandLines(readPage(root, file)).map((line) => ({ file, line })));
  expect(lines.length).toBeGreaterThan(100);
  const wrong = await Promise.all(lines.map(async ({ file, line }) => ({ file, line, wrong: await wrongIn(line) })));
  expect(wrong.filter((each) => each.wrong !== undefined)).toEqual([]);
});

test('every command has a page, which the index and the front page name', () => {
  const links = readPage(root, 'docs/README.md').links;
  for (const name of commandNames) {
    expect(docs).toContain(`docs/commands/${name}.md`);
    expect(links).toContain(`commands/${name}.md`);
    expect(readPage(root, 'README.md').links).toContain(`docs/commands/${name}.md`);
  }
  expect(docs.filter((file) => file.startsWith('docs/commands/'))).toHaveLength(commandNames.length);
});

test('the index names every page', () => {
  const links = readPage(root, 'docs/README.md').links.map((link) => path.posix.join('docs', link));
  expect(docs.filter((file) => !links.includes(file) && !['README.md', 'docs/README.md'].includes(file))).toEqual([]);
});

test('every key of the configuration is documented, and no other', () => {
  const schema = JSON.parse(readFileSync(path.join(root, 'spec/schemas/kit/config.schema.json'), 'utf8')) as Schema;
  const [, section = ''] = readFileSync(path.join(root, 'docs/configuration.md'), 'utf8').split(/^## Keys$/m);
  const documented = [...section.matchAll(/^\| `([^`]+)` \|/gm)].map(([, key]) => key);
  expect(documented.filter((key) => key?.toUpperCase() !== key).sort()).toEqual(keysOf(schema).sort());
});

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
}

/** The names of all members that hold values, those of objects with a dot between. */
function keysOf({ properties = {} }: Schema): string[] {
  return Object.entries(properties).flatMap(([name, schema]) =>
    schema.properties ? keysOf(schema).map((key) => `${name}.${key}`) : [name],
  );
}

test('a file of the repository that a page names is there', () => {
  const folders = /^(test|tools|spec|mutants|suites|reporters|cli|flows|platform|bench)\/[\w./-]*$/;
  const named = pages.flatMap((file) => readPage(root, file).code.filter((code) => folders.test(code)));
  expect(named).toContain('tools/docs.ts');
  expect(named.filter((file) => !existsSync(path.join(root, file)))).toEqual([]);
});

test('the front page stays short', () => {
  expect(readFileSync(path.join(root, 'README.md'), 'utf8').split('\n').length).toBeLessThan(200);
});
