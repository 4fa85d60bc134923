import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, _baseTest as test } from '@playwright/test';
import { readBaseline } from '../../cli/baseline/file.ts';
import { UsageError } from '../../cli/command.ts';
import { resolve } from '../../cli/config/resolve.ts';

function written(text: string): string {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'mvk-baseline-')), 'baseline.yaml');
  writeFileSync(file, text);
  return file;
}

test('entries are read with the line on which they stand', async () => {
  const file = written(`# ours
answer.time.fast:
  reason: the CRM is slow
  owner: voice team
  expires: 2026-12-31

"webhook.ack.every-event": { reason: 'a: b', owner: me, expires: "2027-01-01" }
`);
  const { entries } = await readBaseline(file);
  expect(entries.map(({ where, ...entry }) => ({ ...entry, where: where.replace(/^.*baseline\.yaml/, '') }))).toEqual([
    { id: 'answer.time.fast', reason: 'the CRM is slow', owner: 'voice team', expires: '2026-12-31', where: ':2' },
    { id: 'webhook.ack.every-event', reason: 'a: b', owner: 'me', expires: '2027-01-01', where: ':7' },
  ]);
});

test('a baseline that lies there counts for what is configured there, and not for the demonstration', async () => {
  const file = written('{}');
  const folder = path.dirname(file);
  const url = 'http://127.0.0.1:1/answer';
  expect((await resolve({ answerUrl: url }, folder, {})).config.baseline).toBe(file);
  expect((await resolve({}, folder, {}, { answerUrl: url })).config.baseline).toBeUndefined();
});

for (const text of ['', '# nothing yet\n', '{}\n', '---\n']) {
  test(`${JSON.stringify(text)} accepts nothing`, async () => {
    expect((await readBaseline(written(text))).entries).toEqual([]);
  });
}

const entry = 'reason: r\n  owner: o\n  expires: 2026-12-31\n';
const wrong: ReadonlyArray<readonly [what: string, text: string, words: readonly string[]]> = [
  [
    'an unknown id',
    `answer.time.fst:\n  ${entry}`,
    [':1', '"answer.time.fst"', 'the nearest id is "answer.time.fast"'],
  ],
  ['no reason', 'answer.time.fast:\n  owner: o\n  expires: 2026-12-31\n', [':1', '"reason" is missing']],
  ['no owner', '\nanswer.time.fast:\n  reason: r\n  expires: 2026-12-31\n', [':2', '"owner" is missing']],
  ['no date', 'answer.time.fast:\n  reason: r\n  owner: o\n', [':1', '"expires" is missing']],
  [
    'an empty reason',
    `answer.time.fast:\n  ${entry.replace('reason: r', "reason: ' '")}`,
    [':2', '/reason', 'empty', '" "'],
  ],
  ['a date that is none', `answer.time.fast:\n  ${entry.replace('12-31', '02-30')}`, [':4', 'a date', '"2026-02-30"']],
  ['a date as words', `answer.time.fast:\n  ${entry.replace('2026-12-31', 'soon')}`, [':4', 'a date', '"soon"']],
  ['a number as date', `answer.time.fast:\n  ${entry.replace('2026-12-31', '2026')}`, [':4', 'must be string', '2026']],
  ['an unknown member', `answer.time.fast:\n  ${entry}  until: x\n`, [':5', '"until"', '"x"']],
  ['a member that is nearly one', `answer.time.fast:\n  ${entry.replace('owner', 'owners')}`, ['"owners"', '"owner"']],
  ['no entry', 'answer.time.fast: yes please\n', [':1', 'must be object', '"yes please"']],
  ['a list', '- answer.time.fast\n', ['must be object', 'requirement ids']],
  ['an id twice', `answer.time.fast:\n  ${entry}answer.time.fast:\n  ${entry}`, [':5', 'unique']],
  ['what is no YAML', 'answer.time.fast: {reason\n', ['baseline.yaml:']],
  ['two documents', '{}\n---\n{}\n', ['multiple documents']],
];
for (const [what, text, words] of wrong) {
  test(`${what} is one sentence that says where`, async () => {
    const error = await readBaseline(written(text)).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UsageError);
    const { message } = error as UsageError;
    expect(message).toMatch(/baseline\.yaml/);
    expect(message).not.toContain('\n');
    for (const word of words) expect(message).toContain(word);
  });
}
