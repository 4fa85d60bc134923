import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, _baseTest as test } from '@playwright/test';
import type { Api } from '../../platform/api/api.ts';
import { magicCalls, magicNumbers, takenAddress, takenGateway } from '../../platform/api/resources/magic.ts';
import {
  type ErrorCode,
  errorCodes,
  type OperationId,
  type OwnErrorCode,
  operations,
  ownErrors,
} from '../../spec/index.ts';
import { from, good, testKey, to, withApi } from './harness.ts';

/** One request for Redocly Respect, which checks status, media type and schema of what comes back against openapi.yaml. */
interface Ask {
  readonly id: OperationId;
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly key?: string;
  readonly code?: ErrorCode | OwnErrorCode;
}

const ids = Object.keys(operations) as OperationId[];
const times = { from: '2026-05-01T00:00:00Z', to: '2026-06-01T00:00:00Z' };

/** The request of the harness in the words of a description: parameters instead of a path. */
function described(id: OperationId): Ask {
  const [place, body] = good[id];
  const pattern = operations[id].path.split('/');
  const segments = place.split('?')[0]?.split('/') ?? [];
  const pairs = pattern.flatMap((each, index) =>
    each.startsWith('{') ? [[each.slice(1, -1), segments[index] ?? '']] : [],
  );
  return {
    id,
    path: Object.fromEntries(pairs),
    ...(id === 'getUsage' && { query: times }),
    ...(body !== undefined && { body }),
  };
}

const readers: Partial<Record<string, OperationId>> = {
  transcription_not_found: 'getCallTranscription',
  ai_summary_not_found: 'getCallAiSummary',
  ai_score_not_found: 'getCallAiScore',
  ai_topics_not_found: 'getCallAiTopics',
};

const asks: readonly Ask[] = [
  ...ids.map(described),
  ...ids.map((id): Ask => ({ ...described(id), key: 'wrong', code: 'unauthorized' })),
  ...Object.entries(magicNumbers).map(
    ([number, { code }]): Ask => ({ id: 'createCall', body: { from, to: number }, ...(code && { code }) }),
  ),
  ...Object.keys(magicCalls).flatMap((call): Ask[] => {
    const code = call.replace(/^call_/, '') as ErrorCode;
    const path = { id: call };
    if (!Object.hasOwn(errorCodes, code)) return [{ id: 'getCall', path }];
    const stops = code === 'recording_not_started' || code === 'recording_stop_failed';
    const begins: Ask[] = code === 'recording_stop_failed' ? [{ id: 'controlRecording', path }] : [];
    return [
      { id: 'getCallAi', path },
      ...begins,
      { id: readers[code] ?? 'controlRecording', path, ...(stops && { body: { action: 'stop' } }), code },
    ];
  }),
  ...(['createApplication', 'createTrunk'] as const).flatMap((id) =>
    operations[id].errors.map(({ code }): Ask => ({ id, body: { ...(good[id][1] as object), name: code }, code })),
  ),
  { id: 'createTrunk', body: { name: 'a', proxy: 'b', gateway_name: takenGateway }, code: 'gateway_name_exists' },
  { id: 'createTrunk', body: { name: 'a', proxy: 'b', inbound_ip: takenAddress }, code: 'inbound_ip_exists' },
  { id: 'createTrunk', body: { proxy: 'b' }, code: 'invalid_request' },
  { id: 'createCall', body: { from, to: 1 }, code: 'invalid_request' },
  { id: 'createCall', body: { from, to, metadata: { campaign: 'dev' }, record: true, application_id: 'app_9' } },
  { id: 'controlRecording', path: { id: 'call_active' }, body: { action: 'pause' }, code: 'invalid_action' },
  { id: 'getCall', path: { id: 'none' }, code: 'call_not_found' },
  { id: 'getCallAi', path: { id: 'none' }, code: 'call_not_found' },
  { id: 'getDid', path: { id: 'none' }, code: 'not_found' },
  { id: 'getDidByNumber', path: { number: '+15551239999' }, code: 'not_found' },
  { id: 'getUsage', query: { from: times.to, to: times.from }, code: 'invalid_request' },
];

function step({ id, path: inPath = {}, query = {}, body, key = testKey, code }: Ask, index: number): object {
  const status = code ? { ...errorCodes, ...ownErrors }[code].status : operations[id].success;
  const given = (place: string, all: Readonly<Record<string, string>>) =>
    Object.entries(all).map(([name, value]) => ({ in: place, name, value }));
  return {
    stepId: `${id}-${index}`,
    operationId: `$sourceDescriptions.api.${id}`,
    parameters: [
      ...given('header', { Authorization: `Bearer ${key}` }),
      ...given('path', inPath),
      ...given('query', query),
    ],
    ...(body !== undefined && { requestBody: { contentType: 'application/json', payload: body } }),
    successCriteria: [
      { condition: `$statusCode == ${status}` },
      ...(code ? [{ condition: `$response.body#/error/code == '${code}'` }] : []),
    ],
  };
}

test('Redocly Respect finds no difference between the API and openapi.yaml', () =>
  withApi(async ({ api }) => {
    const { code, output } = await respect(api, asks);
    expect(code, output).toBe(0);
    expect(output).toMatch(new RegExp(`Steps: ${asks.length} passed, ${asks.length} total`));
    expect(api.seen).toHaveLength(asks.length);
    expect(new Set(api.seen.map(({ operation }) => operation)).size).toBe(ids.length);
    const met = new Set(api.seen.map(({ exchange }) => /"code":"(\w+)"/.exec(exchange.response?.body ?? '')?.[1]));
    expect(Object.keys(errorCodes).filter((each) => !met.has(each))).toEqual([]);
  }));

for (const [what, fault, finding] of [
  [
    'a status that is not described',
    { kind: 'raw', status: 418, contentType: 'application/json', body: '{}' },
    'Status code check',
  ],
  [
    'a member of the wrong type',
    { kind: 'raw', status: 200, contentType: 'application/json', body: '{"application_id":1}' },
    'Schema check',
  ],
  ['another media type', { kind: 'raw', status: 200, contentType: 'text/plain', body: 'ok' }, 'Content-Type check'],
] as const)
  test(`and it would find ${what}`, () =>
    withApi(async ({ api }) => {
      api.injectFaults([{ fault }]);
      const { code, output } = await respect(api, [described('getUsage')]);
      expect(code).toBe(1);
      expect(output.toLowerCase()).toContain(`✗ ${finding.toLowerCase()}`);
    }));

/** Runs the requests, in order, against the server, and says what Respect says. */
function respect({ baseUrl }: Api, requests: readonly Ask[]): Promise<{ code: number | null; output: string }> {
  const arazzo = {
    arazzo: '1.0.1',
    info: { title: 'MiniVoice', version: '1.0.0' },
    sourceDescriptions: [{ name: 'api', type: 'openapi', url: path.resolve('spec/openapi.yaml') }],
    workflows: [{ workflowId: 'everything', steps: requests.map(step) }],
  };
  const file = test.info().outputPath('everything.arazzo.json');
  writeFileSync(file, JSON.stringify(arazzo));
  const command = ['node_modules/@redocly/cli/bin/cli.js', 'respect', file, '--server', `api=${baseUrl}`];
  const child = spawn(process.execPath, command, {
    env: { ...process.env, REDOCLY_TELEMETRY: 'off', NO_COLOR: '1', FORCE_COLOR: '0' },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  return new Promise((resolve, reject) => {
    child.once('error', reject).once('close', (code) => resolve({ code, output }));
  });
}
