import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, _baseTest as test } from '@playwright/test';
import {
  assumptions,
  clauses,
  type Graph,
  type KitConfig,
  type Report,
  type SchemaError,
  validators,
} from '../../spec/index.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

test('a must of the areas answer and webhook rests on more than an example', () => {
  const musts = Object.entries(clauses).filter(([id, { level }]) => /^(answer|webhook)-/.test(id) && level === 'must');
  expect(musts.length).toBeGreaterThan(0);
  const evidence = musts.map(([id, clause]): readonly [string, string] => [id, clause.evidence]);
  expect(evidence.filter(([, each]) => each !== 'stated' && each !== 'practice')).toEqual([]);
});

test('a clause says MUST or SHOULD as its level does, in one sentence, and names a page', () => {
  for (const [id, { level, text, source }] of Object.entries(clauses)) {
    expect(text, id).toMatch(new RegExp(`\\b${level.toUpperCase()}\\b.*\\.$`));
    expect(source, id).toMatch(/^https:\/\//);
  }
});

test('a clause that is stated is stated by the documentation', () => {
  const stated = Object.entries(clauses).filter(([, { evidence }]) => evidence === 'stated');
  const elsewhere = stated.filter(([, { source }]) => !source.startsWith('https://doc.minivoice.eu/docs/'));
  expect(elsewhere).toEqual([]);
});

test('generated files are fresh', () => {
  const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'tools/generate.ts', '--check'], {
    cwd: root,
    encoding: 'utf8',
  });
  expect({ status, stale: stderr.split('\n').filter((line) => line.includes('is stale')) }).toEqual({
    status: 0,
    stale: [],
  });
});

for (const [id, { default: taken, readings, source }] of Object.entries(assumptions)) {
  test(`the default of ${id} is one of its readings`, () => {
    expect(Object.keys(readings)).toContain(taken);
    expect(Object.keys(readings).length).toBeGreaterThan(1);
    expect(source).toMatch(/^https:\/\/doc\.minivoice\.eu\/docs\//);
  });
}

const sampleConfig = {
  name: 'receptionist',
  answerUrl: 'http://127.0.0.1:3000/answer',
  webhookUrl: 'http://127.0.0.1:3000/events',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the kit reads it from the environment
  webhookSecret: '${MINIVOICE_WEBHOOK_SECRET}',
  start: {
    command: 'node server.js',
    cwd: '.',
    env: { PORT: '3000' },
    readyUrl: 'http://127.0.0.1:3000/',
    timeoutMs: 5000,
  },
  observe: { callUrl: 'http://127.0.0.1:3000/calls/{call_id}' },
  api: {
    port: 4010,
    triggers: [
      {
        name: 'call back',
        operation: 'createCall',
        request: { method: 'POST', url: 'http://127.0.0.1:3000/callback', headers: { accept: '*/*' }, body: { to: 1 } },
        distinguish: [['insufficient_balance'], ['cps_limit_reached', 'concurrent_call_limit_reached']],
      },
      { name: 'campaign', operation: 'createCall', command: 'node campaign.js' },
    ],
  },
  readiness: { did: '+15551230001', applicationId: 'app_123', production: { applicationId: 'app_456' } },
  flow: { maxDepth: 4, maxStates: 50, maxRequests: 500, digits: ['1', '42#'] },
  budgets: { answerMs: 800, ackMs: 500 },
  assumptions: { Q1: 'post' },
  baseline: 'baseline.yaml',
  fixtures: 'fixtures',
} satisfies KitConfig;

const sampleReport = {
  kit: { version: '0.1.0' },
  spec: { version: '0.1.0' },
  run: {
    seed: 1,
    startedAt: '2026-05-29T12:00:00Z',
    durationMs: 12.5,
    command: 'mvk check --seed 1',
    shard: { index: 1, total: 2 },
  },
  target: { name: 'receptionist', answerUrl: 'http://127.0.0.1:3000/answer', capabilities: ['answer'] },
  verdict: 'nonconformant',
  counts: { passed: 0, failed: 1, warned: 0, notApplicable: 0, couldNotRun: 0 },
  results: [
    {
      id: 'answer.json.valid',
      title: 'answers valid JSON',
      clause: 'answer-json-valid',
      level: 'must',
      evidence: 'stated',
      source: clauses['answer-json-valid'].source,
      outcome: 'failed',
      durationMs: 3,
      cases: 1,
      assumptions: ['Q1=get-then-post'],
      accepted: { reason: 'known', owner: 'voice team', expires: '2026-12-31' },
      violations: [
        {
          expected: 'valid JSON',
          actual: 'a trailing comma',
          where: '/actions',
          hint: 'remove it',
          exchanges: [
            {
              request: { method: 'GET', url: 'http://127.0.0.1:3000/answer', headers: {} },
              response: { status: 200, headers: { 'content-type': 'application/json' }, body: '{"actions":[],}' },
              durationMs: 2,
            },
            {
              request: { method: 'POST', url: 'http://127.0.0.1:3000/answer', headers: {}, bodyBase64: '/w==' },
              failure: { kind: 'cut', message: 'the connection was closed' },
              durationMs: 1,
            },
          ],
          replay: 'mvk check --only answer.json.valid --seed 1',
        },
      ],
    },
  ],
} satisfies Report;

test('a configuration validates; an unknown key or a wrong address does not', async () => {
  const { config } = await validators('config');
  expect(config(sampleConfig), JSON.stringify(config.errors)).toBe(true);
  expect(config({}), JSON.stringify(config.errors)).toBe(true);
  for (const [wrong, place, keyword] of [
    [{ ...sampleConfig, anserUrl: 'http://127.0.0.1' }, '', 'additionalProperties'],
    [{ start: { command: 'x', shell: true } }, '/start', 'additionalProperties'],
    [{ budgets: { answer: 1 } }, '/budgets', 'additionalProperties'],
    [{ readiness: { production: { url: 'x' } } }, '/readiness/production', 'additionalProperties'],
    [{ answerUrl: 'ftp://127.0.0.1/' }, '/answerUrl', 'pattern'],
    [{ observe: { callUrl: '/calls/{call_id}' } }, '/observe/callUrl', 'pattern'],
  ] as const) {
    expect(config(wrong), JSON.stringify(wrong)).toBe(false);
    expect(faults(config.errors)).toContain(`${place} ${keyword}`);
  }
});

const sampleGraph: Graph = {
  version: 1,
  root: 'n1',
  nodes: [{ id: 'n1', path: [], actions: [{ name: 'hold', parameters: {} }], ends: 'list', announced: [] }],
  edges: [],
  explored: { calls: 1, requests: 2, limits: { maxDepth: 12, maxStates: 500, maxRequests: 100 }, cut: [] },
};

test('a report validates, with or without a graph; an unknown key does not', async () => {
  const { report } = await validators('report');
  expect(report(sampleReport), JSON.stringify(report.errors)).toBe(true);
  expect(report({ ...sampleReport, flow: sampleGraph }), JSON.stringify(report.errors)).toBe(true);
  expect(report({ ...sampleReport, extra: 1 })).toBe(false);
  expect(faults(report.errors)).toEqual([' additionalProperties']);
  const [result] = sampleReport.results;
  expect(report({ ...sampleReport, results: [{ ...result, outcome: 'skipped', note: 'x' }] })).toBe(false);
  expect(faults(report.errors).sort()).toEqual(['/results/0 additionalProperties', '/results/0/outcome enum']);
});

function faults(errors: readonly SchemaError[] | null | undefined): string[] {
  return (errors ?? []).map(({ instancePath, keyword }) => `${instancePath} ${keyword}`);
}
