import { request } from 'node:http';
import { expect, _baseTest as test } from '@playwright/test';
import nockLibrary from 'nock';
import { apiBasics } from '../../mutants/api/basics.ts';
import { apiBranching } from '../../mutants/api/branching.ts';
import { type ApiClient, apiClient } from '../../mutants/api-client.ts';
import type { Environment } from '../../mutants/integration.ts';
import { reference } from '../../mutants/reference.ts';
import {
  assertErrorBranching,
  type BranchingOptions,
  checkErrorBranching,
  type Finding,
  mockMiniVoice,
} from '../../nock/index.ts';

/** The reference speaks http; nothing is listening there. */
const baseUrl = 'http://api.minivoice.test/v1';

// The library stays in a worker that runs other files next.
test.afterAll(() => nockLibrary.restore());

/** A client of mutants/ with its pauses shortened, so that a test costs less. */
function brisk(client: ApiClient): ApiClient {
  return {
    ...client,
    timeoutMs: client.timeoutMs && 400,
    retryAfterMs(call, response, attempt) {
      const pause = client.retryAfterMs.call(this, call, response, attempt);
      return pause === undefined ? undefined : pause / 100;
    },
  };
}

function work(client: ApiClient, kind: 'dial' | 'summary' = 'dial') {
  const environment = {
    apiBaseUrl: baseUrl,
    apiKey: 'mv_test_branching',
    log: () => undefined,
  } as unknown as Environment;
  const call = () => (kind === 'dial' ? client.dial('+12025550123') : client.summary('call_123'));
  return () => brisk(client).run(call(), environment);
}

async function check<Result>(options: BranchingOptions<Result>): Promise<readonly Finding[]> {
  const api = mockMiniVoice({ baseUrl });
  try {
    return await checkErrorBranching({ timeoutMs: 3_000, ...options, api });
  } finally {
    api.restore();
  }
}

const distinguish = [
  ['insufficient_balance', 'spend_control_exceeded'],
  ['cps_limit_reached'],
  ['unauthorized'],
] as const;

for (const kind of ['dial', 'summary'] as const) {
  test(`a right client has no finding: ${kind}`, async () => {
    const groups = kind === 'dial' ? { distinguish } : {};
    expect(await check({ run: work(apiClient, kind), ...groups })).toEqual([]);
  });
}

/** What a mutant breaks by its own list, as far as it can be asked in-process. */
const broken: Readonly<Record<string, readonly string[]>> = {
  'api-by-message': ['api.error.by-code'],
  'api-by-status': ['api.error.by-code'],
  'api-one-branch': ['api.error.distinguished'],
  'api-unknown-code-fails': ['api.error.unknown-code'],
  'api-retries-402': ['api.error.no-blind-retry'],
  'api-repeats-lost-call': ['api.error.ambiguous-create'],
  'api-parses-html': ['api.error.malformed'],
  'api-trusts-200': ['api.error.malformed'],
  'api-waits-for-ever': ['api.error.timeout'],
};

for (const [name, ids] of Object.entries(broken)) {
  test(`${name} is found by the fitting law`, async () => {
    const mutant = [...apiBasics, ...apiBranching].find((each) => each.name === name);
    const client = mutant?.change(reference).client ?? apiClient;
    const findings = await check({ run: work(client), distinguish });
    expect([...new Set(findings.map(({ id }) => id))]).toEqual(ids);
  });
}

/** A client as people write it on fetch: results for what is well, one class of errors for the rest. */
class Refused extends Error {
  override readonly name = 'Refused';
  readonly code: string;

  constructor(code: string) {
    super(`MiniVoice says ${code}`);
    this.code = code;
  }
}

const key = 'mv_live_do_not_print_me';

function post(to: string): Promise<Response> {
  return fetch(`${baseUrl}/calls`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ from: '+12025550100', to }),
    signal: AbortSignal.timeout(500),
  });
}

async function dial(to = '+12025550123'): Promise<{ readonly id: string }> {
  const response = await post(to);
  const text = await response.text();
  const body = jsonIn(text) as { id?: string; error?: { code?: string } } | undefined;
  const code = body?.error?.code;
  if (response.ok && typeof body?.id === 'string') return { id: body.id };
  throw new Refused(code ?? 'no code');
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

test('a right client that throws has no finding, whatever its errors carry', async () => {
  const options = { distinguish: [['insufficient_balance'], ['cps_limit_reached']] } as const;
  expect(await check({ run: () => dial(), ...options })).toEqual([]);
  const raw = async () => {
    const response = await post('+12025550123');
    const body = jsonIn(await response.text()) as { id?: string; error?: unknown } | undefined;
    return response.ok && body?.id
      ? { ok: true, id: body.id }
      : { ok: false, status: response.status, error: body?.error };
  };
  expect(await check({ run: raw })).toEqual([]);
});

test('a result that is read from an error is a success that was none', async () => {
  const trusting = async () => {
    const response = await post('+12025550123');
    if (!response.ok) throw new Refused(((await response.json()) as { error: { code: string } }).error.code);
    return ((await response.json()) as { id: string }).id;
  };
  const findings = await check({ run: trusting });
  expect(findings.map(({ id, cases }) => [id, cases.length])).toEqual([
    ['api.error.malformed', 9],
    ['api.error.malformed', 1],
  ]);
  expect(findings[1]).toMatchObject({ actual: 'it returned undefined', cases: ['an error with status 200'] });
});

test('an error that nothing catches is found, and ends nothing', async () => {
  const parsing = () =>
    new Promise((resolve, reject) => {
      const headers = { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' };
      const outgoing = request(`${baseUrl}/calls`, { method: 'POST', headers, timeout: 500 }, (incoming) => {
        let text = '';
        incoming.on('data', (chunk) => {
          text += chunk;
        });
        incoming.once('error', reject);
        incoming.once('end', () => resolve(JSON.parse(text).error?.code ?? 'done'));
      });
      outgoing.once('error', reject);
      outgoing.once('timeout', () => outgoing.destroy());
      outgoing.end(JSON.stringify({ from: '+12025550100', to: '+12025550123' }));
    });
  const [finding] = await check({ run: parsing });
  expect(finding).toMatchObject({ id: 'api.error.malformed' });
  expect(finding?.actual).toMatch(/nothing caught SyntaxError: Unexpected token '<'/);
});

test('classify says what counts', async () => {
  const run = () => dial();
  const careless = await check({
    run,
    distinguish: [['insufficient_balance'], ['unauthorized']],
    classify: () => 'same',
  });
  expect(new Set(careless.map(({ id }) => id))).toEqual(
    new Set(['api.error.distinguished', 'api.error.unknown-code', 'api.error.malformed']),
  );
  const byName = await check({ run, classify: (ended) => ('result' in ended ? 'done' : 'failed') });
  expect(byName).toEqual([]);
});

test('all findings are in one message, without the key', async () => {
  const api = mockMiniVoice({ baseUrl });
  const run = async () => {
    const response = await post('+12025550123');
    const { error } = (await response.json()) as { error?: { message: string } };
    return error ? `${key} ${error.message.length}` : 'done';
  };
  const thrown = await assertErrorBranching({ run, api }).then(
    () => undefined,
    (error: unknown) => error,
  );
  api.restore();
  expect(thrown).toMatchObject({ name: 'ErrorBranchingError' });
  const { message } = thrown as Error;
  expect(message).toMatch(
    /^\d findings on the error handling of createCall\n\n1\. api\.error\.by-code \(must\): The client/,
  );
  expect(message).toContain('   hint: Branch on error.code alone');
  expect(message).toContain('   https://doc.minivoice.eu/docs/billing/spend-controls');
  expect(message).not.toContain(key);
});

test('what cannot be judged is no finding', async () => {
  const judged = (options: Partial<BranchingOptions<unknown>>) => check({ run: () => dial(), ...options });
  await expect(judged({ run: () => 'nothing' })).rejects.toThrow(/cannot be judged: run\(\) sent no request to http/);
  await expect(judged({ run: () => dial('+1').catch(() => 'hidden') })).rejects.toThrow(
    /when nothing goes wrong, createCall is answered 400: expected \/to must be an E\.164 number such as \+12025550100, got "\+1"/,
  );
  await expect(judged({ run: () => dial('+1') })).rejects.toThrow(/when nothing goes wrong, it threw Refused/);
  await expect(judged({ operation: 'getUsage' })).rejects.toThrow(/made no getUsage request; it sent POST \/calls/);
  const both = async () => {
    const { id } = await dial();
    return (await fetch(`${baseUrl}/calls/${id}`, { headers: { Authorization: `Bearer ${key}` } })).status;
  };
  await expect(judged({ run: both })).rejects.toThrow(
    /calls createCall, getCall: choose one with the option operation/,
  );
});
