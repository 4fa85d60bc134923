import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, _baseTest as test } from '@playwright/test';
import { parse } from 'yaml';
import type { Report } from '../../spec/index.ts';
import { addFiction } from './contract.ts';

/** The kit in a copy whose `spec/` has one more event, value, limit and error code. Nothing else in it is changed. */
const root = path.resolve(import.meta.dirname, '../..');
const copied = [
  ...['cli', 'docs', 'fixtures', 'flows', 'mutants', 'nock', 'platform', 'playwright', 'reporters', 'spec', 'suites'],
  ...['tools', 'ui', 'README.md', 'package.json', 'tsconfig.json', 'test/fictional/probe.ts'],
];
let copy = '';

test.beforeAll(() => {
  copy = mkdtempSync(path.join(tmpdir(), 'mvk-fictional-'));
  for (const name of copied) cpSync(path.join(root, name), path.join(copy, name), { recursive: true });
  symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'));
  addFiction(path.join(copy, 'spec'));
  run('tools/generate.ts');
});

test.afterAll(() => rmSync(copy, { recursive: true, force: true }));

function run(...args: readonly string[]): string {
  return runNode('--import', 'tsx', ...args);
}

function runNode(...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: copy, encoding: 'utf8' });
  expect(status, `${args.join(' ')}\n${stdout}\n${stderr}`).toBe(0);
  return stdout;
}

interface AsyncApi {
  readonly components: {
    readonly messages: Readonly<Record<string, { readonly payload: unknown }>>;
    readonly schemas: Readonly<Record<string, { readonly properties?: Readonly<Record<string, unknown>> }>>;
  };
}

interface Probed {
  readonly cases: readonly { readonly case: string; readonly value: unknown }[];
  readonly events: readonly string[];
  readonly codes: readonly string[];
  readonly responded: readonly unknown[];
  readonly ofCreateCall: readonly unknown[];
  readonly cells: readonly string[];
  readonly judged: Readonly<Record<'value' | 'noValue' | 'limit' | 'beyond', readonly string[]>>;
}

test('what is added to the contract is generated, judged, listed and covered', () => {
  const { cases, events, codes, responded, ofCreateCall, cells, judged } = JSON.parse(
    run('test/fictional/probe.ts'),
  ) as Probed;

  const made = new Map(cases.map((each) => [each.case, each.value]));
  expect(made.get('boundary /data/level maximum: the largest')).toMatchObject({ data: { level: 9 } });
  expect(made.get('invalid /data/level maximum: above the largest')).toMatchObject({ data: { level: 10 } });
  expect(made.get('boundary /data/mood enum: exactly loud')).toMatchObject({ data: { mood: 'loud' } });
  expect(made.get('boundary /data/note maxLength: the longest')).toMatchObject({ data: { note: 'vvvvv' } });
  expect(made.get('boundary /direction enum: exactly fictional')).toMatchObject({ direction: 'fictional' });
  expect(made.get('invalid /prompt maxLength: one too long')).toMatchObject({ prompt: 'v'.repeat(78) });

  expect(judged).toEqual({
    value: [],
    noValue: ['answer-actions-fields at /actions/0/mute/direction'],
    limit: [],
    beyond: ['answer-actions-fields at /actions/0/gather/prompt'],
  });

  for (const value of [3, 7])
    expect(responded).toContainEqual(expect.objectContaining({ pointer: '/fictions', value }));

  expect(events).toContain('call.fictional');
  expect(codes).toContain('fiction_limit_reached');
  expect(ofCreateCall).toContainEqual({ code: 'fiction_limit_reached', status: 429 });
  const asyncApi = parse(readFileSync(path.join(copy, 'spec/asyncapi.yaml'), 'utf8')) as AsyncApi;
  expect(asyncApi.components.messages['call.fictional']?.payload).toEqual({
    $ref: '#/components/schemas/call.fictional',
  });
  expect(asyncApi.components.schemas['call.fictional']?.properties?.data).toMatchObject({
    properties: { mood: { enum: ['calm', 'loud'] }, level: { minimum: 2, maximum: 9 }, note: { maxLength: 5 } },
  });
  const vectors = readFileSync(path.join(copy, 'spec/vectors/answer-cases.json'), 'utf8');
  expect(vectors).toContain('"direction":"fictional"');

  expect(cells).toEqual(
    expect.arrayContaining([
      'event call.fictional sent',
      'event call.fictional /data/mood is "loud"',
      'event call.fictional /data/note is missing',
      'action mute /direction is "fictional"',
      'action gather /prompt has 77 characters (longest)',
      'operation createCall fiction_limit_reached',
    ]),
  );
});

test('what is added to the contract is sent by a run, and judged', () => {
  run(
    'cli/main.ts',
    'demo',
    '--only',
    'webhook.ack.every-event,api.error.by-code',
    '--seed',
    '1',
    '--runs',
    '20',
    '--quiet',
  );
  const report = JSON.parse(readFileSync(path.join(copy, 'mvk-report/report.json'), 'utf8')) as Report;
  expect(report.results.map(({ id, outcome }) => `${id} ${outcome}`)).toEqual([
    'webhook.ack.every-event passed',
    'api.error.by-code passed',
  ]);
  const gapsOf = (name: string) => {
    const tally = report.contractCoverage?.tallies.find(({ of }) => of === name);
    return Object.values(tally?.gaps ?? { none: ['no tally'] }).flat();
  };
  expect(gapsOf('call.fictional').filter((cell) => cell === 'sent' || cell.startsWith('/data'))).toEqual([]);
  expect(gapsOf('createCall')).not.toContain('fiction_limit_reached');
});

const typed = `import type { components, ErrorCode, EventName, OperationCodes } from './spec/index.ts';

type Fiction = components['schemas']['call.fictional.schema']['data'];
export const right: Fiction = { mood: 'loud', level: 9 };
// @ts-expect-error: this mood is not documented
export const wrong: Fiction = { mood: 'sad', level: 9 };
export const name: EventName = 'call.fictional';
export const code: ErrorCode & OperationCodes['createCall'] = 'fiction_limit_reached';
`;

test('what is added to the contract has types, and everything still compiles', () => {
  writeFileSync(path.join(copy, 'typed.ts'), typed);
  const compilerOptions = { declaration: false, isolatedDeclarations: false };
  writeFileSync(
    path.join(copy, 'tsconfig.typed.json'),
    JSON.stringify({ extends: './tsconfig.json', compilerOptions, include: ['typed.ts', 'cli', 'nock', 'playwright'] }),
  );
  runNode('node_modules/typescript/bin/tsc', '-p', 'tsconfig.typed.json');
});
