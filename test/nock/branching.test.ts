import { expect, _baseTest as test } from '@playwright/test';
import nockLibrary from 'nock';
import { apiBasics } from '../../mutants/api/basics.ts';
import { apiBranching } from '../../mutants/api/branching.ts';
import { type ApiClient, apiClient } from '../../mutants/api-client.ts';
import type { Environment } from '../../mutants/integration.ts';
import { reference } from '../../mutants/reference.ts';
import { baseUrl, check } from './check-client.ts';

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
