import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, _baseTest as test } from '@playwright/test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { sarif } from '../../../reporters/formats/sarif.ts';
import { escapeTerminal } from '../../../reporters/text/escape.ts';
import type { Report } from '../../../spec/index.ts';
import { clean, failing, reportOf, resultOf } from '../reports.ts';
import { attacks, bigReport, endless, hostileReport } from '../samples.ts';

/** The validator that comes from the authors of the format, with its copy of the schema. */
const validator = path.dirname(
  createRequire(import.meta.url).resolve(`@microsoft/sarif-multitool-${process.platform}/package.json`),
);
const ajv = new Ajv2020({ strict: false });
formats.default(ajv);
const validate = ajv.compile(JSON.parse(readFileSync(path.join(validator, 'sarif-2.1.0.json'), 'utf8')) as object);

interface Found {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly {
    readonly physicalLocation?: { readonly artifactLocation: { readonly uri: string } };
    readonly logicalLocations: readonly { readonly fullyQualifiedName: string }[];
  }[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
}
interface Run {
  readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string; readonly helpUri?: string }[] } };
  readonly results: readonly Found[];
  readonly invocations: readonly {
    readonly exitCode: number;
    readonly toolExecutionNotifications: readonly { readonly message: { readonly text: string } }[];
  }[];
}

function read(report: Report): Run {
  const document = JSON.parse(sarif(report)) as { readonly runs: readonly [Run] };
  expect(validate(document), JSON.stringify(validate.errors)).toBe(true);
  return document.runs[0];
}

const placed = (files: NonNullable<Report['run']['files']>): Report => ({ ...failing, run: { ...failing.run, files } });

test('SARIF is valid by its schema', () => {
  for (const report of [clean, failing, reportOf([]), placed({ config: 'mvk.config.ts' }), bigReport(100)])
    read(report);
  read(hostileReport());
  read(hostileReport(endless.slice(0, 50_000), endless));
});

test('SARIF has no error and no warning for the validator of its authors, by the rules of GitHub too', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'mvk-sarif-'));
  const reports = [
    clean,
    placed({ config: 'mvk.config.ts' }),
    { ...hostileReport(), run: placed({ config: 'a b#c.ts' }).run },
  ];
  for (const [index, report] of reports.entries()) writeFileSync(path.join(folder, `${index}.sarif`), sarif(report));
  const tool = path.join(validator, process.platform === 'win32' ? 'Sarif.Multitool.exe' : 'Sarif.Multitool');
  // Packages are unpacked without their scripts in some set-ups.
  chmodSync(tool, 0o755);
  // It would look up the sources that are named; nothing listens there.
  const nowhere = { HTTP_PROXY: 'http://127.0.0.1:9', HTTPS_PROXY: 'http://127.0.0.1:9' };
  const env = { ...process.env, ...nowhere, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1' };
  const args = ['validate', path.join(folder, '*.sarif'), '--rule-kind', 'Sarif;Ghas'];
  const output = execFileSync(tool, args, { env, encoding: 'utf8' });
  expect(output).toContain('3 files scanned');
  expect(output.split('\n').filter((line) => /: (error|warning) /.test(line))).toEqual([]);
});

test('the results are the open findings, with their level, and what could not run is a notification', () => {
  const { results, tool, invocations } = read(failing);
  expect(results.map(({ ruleId, level }) => `${level} ${ruleId}`)).toEqual([
    'error answer.json.media-type',
    'error answer.actions.fields',
    'warning flow.end.defined',
  ]);
  for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
  expect(tool.driver.rules).toHaveLength(failing.results.length);
  expect(invocations[0]?.exitCode).toBe(1);
  expect(invocations[0]?.toolExecutionNotifications.map(({ message }) => message.text)).toEqual([
    'webhook.repeat.once could not run: connection refused',
  ]);
});

test('a finding is placed in the configuration, a fixture in its file, and else in a file of the project', () => {
  const violation = { expected: 'a', actual: 'b', exchanges: [], replay: 'mvk check' };
  const fixture = resultOf('fixture.valid', 'failed', {
    violations: [{ ...violation, file: { name: 'call 1/2-answer.json', inside: '/response/body' } }],
  });
  const report = {
    ...placed({ config: 'deploy/mvk.config.ts', fixtures: 'mvk-fixtures' }),
    results: [...failing.results, fixture],
  };
  const files = read(report).results.map(({ locations }) => locations[0]?.physicalLocation?.artifactLocation.uri);
  expect(files).toEqual([...Array(3).fill('deploy/mvk.config.ts'), 'mvk-fixtures/call%201/2-answer.json']);
  const [first] = read(failing).results;
  expect(first?.locations[0]?.physicalLocation?.artifactLocation.uri).toBe('mvk-report/report.json');
  const [other] = read(placed({ project: 'services/ivr/package.json' })).results;
  expect(other?.locations[0]?.physicalLocation?.artifactLocation.uri).toBe('services/ivr/package.json');
  expect(first?.locations[0]?.logicalLocations[0]?.fullyQualifiedName).toBe('GET /menu header Content-Type');
});

test('a finding has the same fingerprint in every run, and each its own', () => {
  const later = JSON.parse(
    JSON.stringify(failing).replaceAll('127.0.0.1:3000', '127.0.0.1:4711').replaceAll('call_1', 'call_2'),
  ) as Report;
  const prints = (report: Report) =>
    read(report).results.map(({ partialFingerprints }) => JSON.stringify(partialFingerprints));
  expect(prints({ ...later, run: { ...later.run, seed: 8 } })).toEqual(prints(failing));
  expect(new Set(prints(failing)).size).toBe(3);
});

for (const attack of attacks) {
  test(`SARIF holds ${JSON.stringify(attack.slice(0, 30))} as text without links`, () => {
    const { results, tool } = read(hostileReport(attack));
    const [{ message } = { message: { text: '' } }] = results;
    // A reader takes \[ for [ where links are allowed.
    expect(message.text.replace(/\\([[\]])/g, '$1')).toContain(escapeTerminal(attack).replace(/\\([[\]])/g, '$1'));
    expect(message.text).not.toMatch(/(?<!\\)\[[^\]]*(?<!\\)\]\(/);
    expect(tool.driver.rules.every(({ helpUri = 'https:' }) => helpUri.startsWith('https:'))).toBe(true);
  });
}
