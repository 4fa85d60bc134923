import { expect, _baseTest as test } from '@playwright/test';
import type { Block } from '../../tools/docs/page.ts';
import { roleOf } from '../../tools/docs/role.ts';
import { commandLines, wrongIn } from './lines.ts';

const block = (language: string, words: Block['words'] = {}, text = ''): Block => ({ language, words, text, line: 1 });

for (const [given, wrong] of [
  [block(''), 'a block needs a language'],
  [block('sh'), 'a block of sh is run'],
  [block('ts'), 'a block of ts is run'],
  [block('js', { 'no-run': 'later' }), 'no-run needs a reason'],
] as const) {
  test(`a block of ${JSON.stringify(given.language)} that nobody runs is wrong: ${wrong}`, () => {
    expect(roleOf(given)).toEqual({ wrong: expect.stringContaining(wrong) });
  });
}

for (const [given, role] of [
  [block('sh', { run: '' }), 'run'],
  [block('console'), 'compare'],
  [block('ts', { file: 'a.ts' }), 'write'],
  [block('diff', { file: 'a.ts' }), 'patch'],
  [block('yaml', { 'github-workflow': '' }), 'judge'],
  [block('go', { 'no-run': 'Go is not here' }), 'leave'],
] as const) {
  test(`a block of ${given.language} with ${JSON.stringify(given.words)}: ${role}`, () => {
    expect(roleOf(given)).toBe(role);
  });
}

test('command lines are found in blocks and in sentences, and slips in them are seen', async () => {
  const text = '$ npx mvk check --only "a --b" \\\n  --seeds 1 | cat\n$ mvk list && mvk looks\n';
  const page = { file: '', blocks: [block('console', {}, text)], links: [], anchors: [], code: ['mvk call --press 1'] };
  const lines = commandLines(page);
  expect(lines).toEqual(['mvk check --only "a --b"    --seeds 1', 'mvk list', 'mvk looks', 'mvk call --press 1']);
  expect(await Promise.all(lines.map(wrongIn))).toEqual([
    'mvk check has no flag --seeds',
    undefined,
    'there is no command looks',
    undefined,
  ]);
});
