import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { expect } from '@playwright/test';
import type { Report } from '../../spec/index.ts';
import { mvk, test } from './run-command.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'mvk-contract-'));
const known = 'the known versions are 0.1 and 0.2, which is under development';

test('a run scores the version that is asked for, and shows what is later', async () => {
  const report = path.join(folder, 'run');
  const only = ['--only', 'answer.json.valid,answer.http.lasting', '--runs', '2', '--seed', '1'];
  const { code, stdout, stderr } = await mvk(['demo', ...only, '--contract', '0.1', '--report', report]);
  expect(stderr).toBe('');
  expect(stripVTControlCharacters(stdout)).toMatch(/^✓ answer\.http\.lasting .*not scored$/m);
  expect(stdout).toMatch(/Scored by version 0\.1 of the contract; 1 later requirement ran and is not\sscored\./);
  expect(stdout).toContain('\n1 passed, 0 failed, 0 skipped\n');
  expect(code).toBe(0);
  const { run, results, notScored } = JSON.parse(readFileSync(path.join(report, 'report.json'), 'utf8')) as Report;
  expect(run.contract).toBe('0.1');
  expect([results, notScored].map((all) => all?.map(({ id }) => id))).toEqual([
    ['answer.json.valid'],
    ['answer.http.lasting'],
  ]);
});

test('a run says what of the contract it sent or met, and fails below the gate of that', async () => {
  const report = path.join(folder, 'covered');
  const args = [
    '--only',
    'answer.json.valid,webhook.ack.every-event',
    '--runs',
    '2',
    '--seed',
    '1',
    '--report',
    report,
  ];
  const { code, stdout } = await mvk(['demo', ...args, '--min-contract-coverage', '99.5']);
  expect(stdout).toMatch(/--min-contract-coverage asks\sfor 99\.5 %\./);
  expect(code).toBe(1);
  const { contractCoverage } = JSON.parse(readFileSync(path.join(report, 'report.json'), 'utf8')) as Report;
  const tallyOf = (name: string) => contractCoverage?.tallies.find(({ of }) => of === name);
  expect(tallyOf('call.created')?.gaps['not-sent']).not.toContain('/call/direction is "inbound"');
  expect(tallyOf('gather')?.judged).toBeGreaterThan(3);
  expect(tallyOf('conference')?.gaps['not-found']).toContain('met');
  expect(Object.keys(tallyOf('createCall')?.gaps ?? {})).toEqual(['not-selected']);
});

for (const args of [['check'], ['demo'], ['merge', 'none'], ['list']]) {
  test(`mvk ${args[0]} refuses a version that there is not, with those that there are`, async () => {
    const { code, stderr } = await mvk([...args, '--contract', '0.7']);
    expect(stderr).toContain(`--contract "0.7" is no version of the contract; ${known}`);
    expect(code).toBe(2);
  });
}

test('a run in which nothing could count is refused', async () => {
  const { code, stderr } = await mvk(['demo', '--only', 'flow.language.parity', '--contract', '0.1']);
  expect(stderr).toContain('nothing that is selected belongs to version 0.1 of the contract');
  expect(code).toBe(2);
});

test('mvk list prints a version, and what two versions differ in', async () => {
  const version = await mvk(['list', '--contract', '0.1', '--area', 'fixture']);
  expect(version.stdout.trim().split('\n')).toHaveLength(3);
  const added = await mvk(['list', '--contract', '0.1..0.2', '--area', 'api']);
  expect(added.stdout).toMatch(/^\+ api\.calls\.isolated +must {4}\S/m);
  expect(added.stdout).not.toMatch(/^[^+]/m);
  const removed = await mvk(['list', '--contract', '0.2..0.1', '--json']);
  expect(JSON.parse(removed.stdout)).toMatchObject({ added: [], changed: [] });
  const same = await mvk(['list', '--contract', '0.1..0.1']);
  expect(same.stdout).toBe('Versions 0.1 and 0.1 ask for the same.\n');
  expect([version, added, removed, same].map(({ code }) => code)).toEqual([0, 0, 0, 0]);
});

for (const range of ['0.1..', '..0.2', '0.1..9', '0.1..0.2..0.3']) {
  test(`mvk list refuses the range ${range}`, async () => {
    const { code, stderr } = await mvk(['list', '--contract', range]);
    expect(stderr).toContain(`is no version of the contract; ${known}`);
    expect(code).toBe(2);
  });
}
