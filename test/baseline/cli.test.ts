import { spawn } from 'node:child_process';
import { appendFileSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, _baseTest as test } from '@playwright/test';
import { parse } from 'yaml';
import { flawed } from '../../mutants/flawed.ts';
import type { Integration } from '../../mutants/integration.ts';
import { reference } from '../../mutants/reference.ts';
import { serve } from '../../mutants/server.ts';
import { memoryStore } from '../../mutants/store.ts';
import type { Report } from '../../spec/index.ts';
import { ended } from '../cli/run-command.ts';
import { mvkFile } from '../kit.ts';

const broken = 'answer.actions.fields';
const quick = ['--only', `${broken},answer.json.valid`, '--runs', '3', '--seed', '1'];
const words = ['--reason', 'fixed in release 4', '--owner', 'voice team'];

let folder = '';
test.beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'mvk-baseline-'));
});

const file = (name: string) => path.join(folder, name);
const readBack = () => parse(readFileSync(file('baseline.yaml'), 'utf8')) as Record<string, { expires: string }>;

async function mvk(...args: string[]) {
  const { MINIVOICE_WEBHOOK_SECRET: _secret, MINIVOICE_API_KEY: _key, ...outer } = process.env;
  const env = { ...outer, NO_COLOR: '1', FORCE_COLOR: undefined };
  const end = await ended(spawn(process.execPath, [mvkFile, ...args], { cwd: folder, env }));
  const report = file('mvk-report/report.json');
  return { ...end, report: existsSync(report) ? (JSON.parse(readFileSync(report, 'utf8')) as Report) : undefined };
}

async function against<T>(integration: Integration, use: (target: readonly string[]) => Promise<T>): Promise<T> {
  const served = await serve(integration, { port: 0, store: memoryStore() });
  try {
    return await use(['--answer-url', `${served.url}/answer`, '--webhook-url', `${served.url}/webhook`]);
  } finally {
    await served.close();
  }
}

test('what is broken is accepted, until this is fixed or its day has passed', async () => {
  test.setTimeout(300_000);
  await against(flawed.change(reference), async (target) => {
    const written = await mvk('baseline', ...target, ...quick, ...words);
    expect(written.stdout).toContain(`added ${broken}`);
    expect(written.stdout.trimEnd()).toMatch(/\nbaseline\.yaml holds 1 entry now$/);
    expect(written.code).toBe(0);
    expect(readBack()).toEqual({
      [broken]: {
        reason: 'fixed in release 4',
        owner: 'voice team',
        expires: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
      },
    });

    const passed = await mvk('check', ...target, ...quick);
    expect(passed.report?.verdict).toBe('conformant');
    const [result] = passed.report?.results.filter(({ accepted }) => accepted) ?? [];
    expect(result).toMatchObject({ id: broken, outcome: 'failed', accepted: { owner: 'voice team' } });
    expect(passed.stdout).toContain('fixed in release 4');
    expect(passed.code).toBe(0);
  });
  await against(reference, async (target) => {
    // It needs a secret, which nobody gave: what does not apply can expire as well.
    const late = 'webhook.signature.status';
    appendFileSync(file('baseline.yaml'), `${late}: { reason: r, owner: the leads, expires: 2026-01-31 }\n`);
    const stale = await mvk('check', ...target, ...quick, '--only', late);
    expect(stale.report?.verdict).toBe('nonconformant');
    expect(stale.report?.overdue?.map(({ id, problem }) => `${problem} ${id}`)).toEqual([
      `stale ${broken}`,
      `expired ${late}`,
    ]);
    const said = stale.stdout.replace(/\s+/g, ' ');
    expect(said).toMatch(/baseline\.yaml:\d: the entry "answer\.actions\.fields" is stale, .* is met now: remove it/);
    expect(said).toMatch(/baseline\.yaml:\d: the entry "webhook\.signature\.status" expired on 2026-01-31: fix/);
    expect(stale.code).toBe(1);

    // The report of that run is enough to say what is met again.
    const removed = await mvk('baseline', 'mvk-report/report.json', ...words);
    expect(removed.stdout).toContain(`removed ${broken}, which is met now (voice team: fixed in release 4)`);
    expect(Object.keys(readBack())).toEqual([late]);
    expect(removed.code).toBe(0);
  });
});

const nowhere = ['--answer-url', 'http://127.0.0.1:1/answer'];
const usage: ReadonlyArray<readonly [string, readonly string[], string]> = [
  ['no reason', ['baseline', ...nowhere, '--owner', 'me'], '--reason is missing'],
  ['no owner', ['baseline', ...nowhere, '--reason', 'why'], '--owner is missing'],
  ['a day that has passed', ['baseline', ...nowhere, ...words, '--expires', '2020-01-01'], '"2020-01-01"'],
  ['a day that is none', ['baseline', ...nowhere, ...words, '--expires', '2027-02-30'], '"2027-02-30"'],
  ['a report that is not there', ['baseline', 'none.json', ...words], '"none.json"'],
  ['what is no report', ['baseline', 'mvk.config.json', ...words], 'mvk.config.json'],
  ['a baseline that is not there', ['check', '--config', 'other.json'], '"ours.yaml" does not exist'],
  ['a baseline that is wrong', ['check', ...nowhere], 'baseline.yaml:1: no requirement has the id "answer.json.vald"'],
];
for (const [what, args, sentence] of usage) {
  test(`${what} is wrong usage`, async () => {
    writeFileSync(file('mvk.config.json'), '{}');
    writeFileSync(file('other.json'), JSON.stringify({ answerUrl: nowhere[1], baseline: 'ours.yaml' }));
    if (args[0] === 'check') {
      writeFileSync(file('baseline.yaml'), 'answer.json.vald: { reason: r, owner: o, expires: 2099-01-01 }\n');
    }
    const { code, stdout, stderr } = await mvk(...args);
    expect(stderr).toContain(sentence);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });
}
