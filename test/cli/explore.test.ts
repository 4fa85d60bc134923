import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from '@playwright/test';
import type { Integration } from '../../mutants/integration.ts';
import { validators } from '../../spec/index.ts';
import { answering, mvkExplore, test } from './run-command.ts';

test('the call flow as text, without a fault', async ({ integration }) => {
  const { code, stdout, stderr } = await mvkExplore(await integration());
  // On a busy machine calls overlap, and then some are played once more, one after another.
  expect(stdout.replace('31 calls, 184 requests', '18 calls, 106 requests')).toBe(`1  start, caller’s turn: 1 key
   “Press 1 for sales or 2 for support.”
     1 → 2
     2 → 3
     0, 3–9, *, #, nothing entered → 4

2  connected
   “Connecting you to sales.”
   transfer to +12025550111

3  connected
   “Connecting you to support.”
   transfer to +12025550122

4  call ends
   “We did not catch that.”
   “Goodbye.”

4 places, 13 ways, 18 calls, 106 requests.
`);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
});

const begins: ReadonlyArray<readonly [format: string, beginning: RegExp]> = [
  ['mermaid', /^flowchart TD/],
  ['dot', /^digraph/],
  ['svg', /^<svg /],
];
for (const [format, beginning] of begins) {
  test(`${format} is all that standard output holds`, async ({ integration }) => {
    const { code, stdout, stderr } = await mvkExplore([...(await integration()), '--format', format]);
    expect(stdout).toMatch(beginning);
    expect(stdout).toContain('Press 1 for sales');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });
}

test('json is a graph by its schema, and nothing differs from itself', async ({ integration }) => {
  const target = await integration();
  const { stdout } = await mvkExplore([...target, '--format', 'json']);
  const { graph: validate } = await validators('graph');
  expect(validate(JSON.parse(stdout)), JSON.stringify(validate.errors)).toBe(true);
  const file = written(stdout);
  const same = await mvkExplore([...target, '--against', file, '--strict']);
  expect(same.stdout).toContain('Nothing differs from before.');
  expect(same.code).toBe(0);
});

test('a changed destination is one difference, which --strict does not let pass', async ({ integration }) => {
  const { stdout } = await mvkExplore([...(await integration()), '--format', 'json']);
  const file = written(stdout.replace('+12025550122', '+12025550133'));
  const target = await integration();
  const lenient = await mvkExplore([...target, '--against', file]);
  expect(lenient.stdout).toMatch(/1 difference from before:\n {2}changed +2: .*\+12025550133.*\+12025550122/);
  expect(lenient.code).toBe(0);
  expect((await mvkExplore([...target, '--against', file, '--strict'])).code).toBe(1);
});

test('a broken must is shown with the call that shows it', async ({ integration }) => {
  const target = await integration({
    menu: (digits) => {
      if (digits === '7') throw new Error('no branch');
      return { actions: [{ say: { text: 'Goodbye.' } }] };
    },
  });
  const { code, stdout } = await mvkExplore(target);
  expect(stdout).toMatch(
    /✗ flow\.gather\.every-key \(must\)\n {2}after 7: expected .*, got status 500 .*\n {4}mvk call .* --press 7/,
  );
  expect(code).toBe(1);
});

test('an endless flow ends by its bounds and says so', async ({ integration }) => {
  const places = new Map<string, number>();
  const next: Integration['answer'] = ({ callId = '' }, { origin }) => {
    const place = (places.get(callId) ?? 0) + 1;
    places.set(callId, place);
    return {
      actions: [{ gather: { prompt: `Place ${place}.` } }, { redirect: { url: `${origin}/menu?call_id=${callId}` } }],
    };
  };
  const target = await integration({ answer: next, menu: (_, context, environment) => next(context, environment) });
  const { stdout } = await mvkExplore([...target, '--max-states', '20', '--max-depth', '3']);
  expect(stdout).toContain('not the whole flow: maxDepth 3 hit, 13 turns untried');
});

const wrong: ReadonlyArray<readonly [args: readonly string[], sentence: string]> = [
  [['--format', 'png'], '--format must be mermaid or dot or svg or json (got "png")'],
  [['--strict'], '--strict needs --against FILE'],
  [['--against', '/nowhere/flow.json'], '--against "/nowhere/flow.json" cannot be read (ENOENT)'],
  [['--flawed'], '--flawed needs --demo'],
  [['--max-states', '0'], '--max-states must be a whole number of at least 1 (got "0")'],
];
for (const [args, sentence] of wrong) {
  test(`exit 2: ${sentence}`, async ({ integration }) => {
    const { code, stderr } = await mvkExplore([...(await integration()), ...args]);
    expect(stderr).toContain(sentence);
    expect(code).toBe(2);
  });
}

test('a file that is no graph is refused by what is wrong with it', async ({ integration }) => {
  const target = await integration();
  expect((await mvkExplore([...target, '--against', written('{')])).stderr).toContain('is not JSON');
  expect((await mvkExplore([...target, '--against', written('{}')])).stderr).toContain('holds no graph: it must have');
});

test('a first answer that cannot be played is a broken must', async ({ integration }) => {
  const { code, stdout } = await mvkExplore(await integration(answering([{ play: {} }])));
  expect(stdout).toContain('✗ answer.actions.known (must)\n  after the start');
  expect(code).toBe(1);
});

test('exit 3 when nothing listens', async () => {
  const { code, stderr } = await mvkExplore(['--answer-url', 'http://127.0.0.1:9/answer']);
  expect(stderr).toContain('nothing listens at http://127.0.0.1:9/answer');
  expect(code).toBe(3);
});

function written(text: string): string {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'mvk-explore-')), 'flow.json');
  writeFileSync(file, text);
  return file;
}
