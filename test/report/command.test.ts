import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, _baseTest as test } from '@playwright/test';
import { ExitCode, type UsageError } from '../../cli/command.ts';
import { report as command } from '../../cli/commands/report.ts';
import { formats } from '../../reporters/formats/index.ts';
import { json } from '../../reporters/formats/json.ts';
import type { Report } from '../../spec/index.ts';
import { failing as found } from './reports.ts';
import { hostile, hostileReport } from './samples.ts';

type Values = Parameters<typeof command.run>[0];

/** A report that names its file for findings, as a run with a configuration does. */
const failing: Report = { ...found, run: { ...found.run, files: { config: 'mvk.config.ts' } } };

function saved(text: string = json(failing)): string {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'mvk-report-')), 'report.json');
  writeFileSync(file, text);
  return file;
}

async function mvkReport(file: string, values: Values = {}): Promise<{ code: ExitCode; printed: string }> {
  const lines: string[] = [];
  const code = await command.run(
    values,
    (line) => lines.push(line),
    [file],
    async () => new Map(),
  );
  return { code, printed: lines.join('\n') };
}

async function refusal(file: string, values: Values = {}): Promise<string> {
  const error = await mvkReport(file, values).then(
    () => undefined,
    (thrown: UsageError) => thrown,
  );
  expect(error?.name).toBe('UsageError');
  expect(error?.message).not.toContain('\n');
  return error?.message ?? '';
}

test('every report is written beside the saved one, and rendering is no verdict', async () => {
  const file = saved();
  const { code, printed } = await mvkReport(file);
  expect(code).toBe(ExitCode.Conforms);
  const names = readdirSync(path.dirname(file)).sort();
  expect(names).toEqual([
    'badge.svg',
    'ctrf.json',
    'junit.xml',
    'report.html',
    'report.json',
    'results.sarif',
    'summary.md',
  ]);
  for (const { file: name } of formats) expect(printed).toContain(name);
  expect(readFileSync(file, 'utf8')).toBe(json(failing));
});

test('a folder stands for the report in it, and another folder gets the whole as well', async () => {
  const file = saved();
  const folder = path.join(mkdtempSync(path.join(tmpdir(), 'mvk-report-')), 'new');
  await mvkReport(path.dirname(file), { report: folder });
  expect(readFileSync(path.join(folder, 'report.json'), 'utf8')).toBe(json(failing));
  expect(existsSync(path.join(path.dirname(file), 'junit.xml'))).toBe(false);
});

test('one format is printed, or written where a folder is named', async () => {
  const file = saved();
  for (const { name, file: written, render } of formats) {
    const { printed } = await mvkReport(file, { format: name });
    expect(printed).toBe((await render(failing)).trimEnd());
    const folder = mkdtempSync(path.join(tmpdir(), 'mvk-report-'));
    await mvkReport(file, { format: name, report: folder });
    expect(readdirSync(folder)).toEqual([written]);
  }
  expect((await mvkReport(file, { format: 'terminal' })).printed).toMatch(/\n1 passed, 3 failed, 2 skipped$/);
  expect((await mvkReport(file, { format: 'github' })).printed).toMatch(/^::error /);
  expect(JSON.parse((await mvkReport(file, { format: 'json' })).printed)).toEqual(failing);
});

test('a report of an older version lacks what came later, and is rendered', async () => {
  const old = {
    kit: { version: '0.0.1' },
    spec: { version: '0.0.1' },
    run: { seed: 1, startedAt: '2025-01-01T00:00:00.000Z', durationMs: 1, command: 'mvk check' },
    target: { capabilities: [] },
    verdict: 'nonconformant',
    counts: failing.counts,
    results: failing.results.map(({ id, title, clause, level, evidence, source, outcome }) => ({
      ...{ id, title, clause, level, evidence, source, outcome },
      durationMs: 0,
    })),
  };
  const file = saved(JSON.stringify(old));
  expect((await mvkReport(file)).code).toBe(ExitCode.Conforms);
  for (const { name } of formats) expect((await mvkReport(file, { format: name })).printed).not.toBe('');
});

const changed = (change: object): string => JSON.stringify({ ...failing, ...change });

const refusals: ReadonlyArray<readonly [string, string, readonly string[]]> = [
  ['no JSON', '# a page', ['is not JSON']],
  ['an empty file', '', ['is not JSON']],
  ['another document', '{"name":"x"}', ['/name', '"x"']],
  ['a list', '[]', ['must be object', 'an array']],
  ['a report with a wrong verdict', changed({ verdict: 'great' }), ['/verdict', '"great"', 'conformant']],
  [
    'a report with a wrong place far inside',
    changed({ results: failing.results.map((result, index) => (index === 2 ? { ...result, outcome: 7 } : result)) }),
    ['/results/2/outcome', '7'],
  ],
  ['a report that lacks its results', changed({ results: undefined }), ["'results'"]],
  ['a report of a newer version', changed({ kit: { version: '99.0.0' }, added: 1 }), ['"99.0.0"', 'newer']],
  ['a document of escapes', JSON.stringify({ [hostile]: hostile }), ['canary-7f3a']],
];

for (const [what, text, words] of refusals) {
  test(`${what} is refused in one sentence`, async () => {
    const file = saved(text);
    const message = await refusal(file);
    for (const word of [...words, 'report.json']) expect(message).toContain(word);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these must be gone
    expect(message).not.toMatch(/[\0-\x1f\x7f-\x9f\u202e]/);
    expect(readdirSync(path.dirname(file))).toEqual(['report.json']);
  });
}

test('a file that is not there, an unknown format and a folder that is a file are wrong usage', async () => {
  expect(await refusal('none.json')).toContain('ENOENT');
  expect(await refusal(saved(), { format: 'jnit' })).toContain('"jnit"');
  expect(await refusal('-')).toContain('standard input has no folder');
  const file = saved();
  expect((await mvkReport(file, { report: file })).code).toBe(ExitCode.Usage);
});

test('hostile text is rendered from a saved report as it is from a run', async () => {
  const report: Report = hostileReport();
  const file = saved(json(report));
  for (const { name, render } of formats) {
    expect((await mvkReport(file, { format: name })).printed).toBe((await render(report)).trimEnd());
  }
});

test('a report that cannot be written costs no other', async () => {
  const file = saved();
  mkdirSync(path.join(path.dirname(file), 'junit.xml'));
  const { code } = await mvkReport(file);
  expect(code).toBe(ExitCode.Usage);
  const names = readdirSync(path.dirname(file), { withFileTypes: true }).filter((entry) => entry.isFile());
  expect(names.map(({ name }) => name).sort()).toEqual([
    'badge.svg',
    'ctrf.json',
    'report.html',
    'report.json',
    'results.sarif',
    'summary.md',
  ]);
});
