import { fileURLToPath } from 'node:url';
import type { Integration } from '../mutants/integration.ts';
import { type Served, serve } from '../mutants/server.ts';
import { type Disk, memoryStore } from '../mutants/store.ts';
import type { Bench, Launch } from '../platform/bench.ts';
import { openBench } from '../platform/open-bench.ts';
import { type Capability, defaultReadings, type Result, type Trigger } from '../spec/index.ts';
import { requirements } from '../suites/index.ts';
import type { Requirement } from '../suites/requirement.ts';
import { runRequirement } from '../suites/run.ts';

export const testSecret = 'whsec_test_not_a_real_secret_0123456789';

interface CheckOptions {
  /** Ids of requirements; all unless given. */
  readonly only?: readonly string[];
  /** Cases per property; 20 unless given. */
  readonly runs?: number;
  readonly capabilities?: readonly Capability[];
  /** `undefined` for a receiver without one. */
  readonly secret?: string | undefined;
  /** Folder of recorded exchanges; none unless given. */
  readonly fixtures?: string;
  readonly seed?: number;
  /** False: trials of the API client are made one after another. */
  readonly overlaps?: false;
  /** Is given the bench before the first check. */
  readonly prepare?: (bench: Bench) => void | Promise<void>;
}

/** What was recorded of the reference. */
export const recorded: string = fileURLToPath(new URL('../fixtures/reference', import.meta.url));

/** Every capability that the reference has in this process. */
export const everything: readonly Capability[] = ['answer', 'webhook', 'signed', 'process', 'state', 'api'];
/** Those of an integration wherever it runs; a deployment is looked at by itself. */
export const everywhere: readonly Requirement[] = requirements.filter(({ id }) => !id.startsWith('readiness.'));
const restartsLast = [
  ...everywhere.filter(({ needs }) => !needs.includes('process')),
  ...everywhere.filter(({ needs }) => needs.includes('process')),
];

/** Checks an integration that runs in this process. A function makes it anew at each start, as memory dies with a process. */
export async function checkAll(
  integration: Integration | (() => Integration),
  options: CheckOptions = {},
): Promise<Result[]> {
  const make = typeof integration === 'function' ? integration : () => integration;
  const secret = 'secret' in options ? options.secret : testSecret;
  const {
    only,
    runs = 20,
    capabilities = everything.filter((each) => each !== 'signed' || secret !== undefined),
    fixtures,
    seed = 20_260_529,
    prepare,
    overlaps,
  } = options;
  const disk: Disk = new Map();
  const first = await listen(make());
  const { port, url } = first;
  let served: Served = first;
  const lines: string[] = [];
  const launch: Launch = async ({ MINIVOICE_API_BASE_URL, MINIVOICE_API_KEY }) => {
    await served.close();
    const store = memoryStore(disk);
    served = await serve(make(), {
      port,
      secret,
      store,
      apiBaseUrl: MINIVOICE_API_BASE_URL,
      apiKey: MINIVOICE_API_KEY,
      log: (line) => void lines.push(line),
    });
    const exited = new Promise<never>(() => undefined);
    return { kill: async () => served.kill(), stop: () => served.close(), output: () => lines.join('\n'), exited };
  };
  const bench = await openBench(
    {
      answerUrl: `${url}/answer`,
      webhookUrl: `${url}/webhook`,
      ...(secret === undefined ? {} : { webhookSecret: secret }),
      observe: { callUrl: `${url}/calls/{call_id}` },
      api: { triggers: triggersOf(url) },
      ...(fixtures !== undefined && { fixtures }),
      readings: defaultReadings,
      flow: { digits: ['0042'] },
      budgets: { answerMs: 1_000, ackMs: 1_000 },
      seed,
      runs,
      ...(overlaps === false && { overlaps }),
    },
    [...capabilities, ...(fixtures === undefined ? [] : ['fixtures' as const])],
    launch,
    { folder: '/gateway' },
  );
  await prepare?.(bench);
  try {
    const results: Result[] = [];
    for (const requirement of restartsLast) {
      if (only && !only.includes(requirement.id)) continue;
      results.push(await runRequirement(requirement, bench, { command: 'mvk check', callCommand: 'mvk call' }));
    }
    return results;
  } finally {
    await bench.close();
  }
}

/** What makes the reference call the API. */
export function triggersOf(url: string): readonly Trigger[] {
  return [
    {
      name: 'dial',
      operation: 'createCall',
      request: { method: 'POST', url: `${url}/dial?to=%2B12025550150` },
      distinguish: [['insufficient_balance', 'no_active_trunk'], ['cps_limit_reached'], ['invalid_request']],
    },
    {
      name: 'summary',
      operation: 'getCallAiSummary',
      request: { method: 'GET', url: `${url}/summary?call_id=call_123` },
    },
  ];
}

/** Below the ports that connections are given and that the kit looks for, so that none is taken while the integration is down. */
async function listen(integration: Integration): Promise<Served> {
  for (let attempt = 0; ; attempt++) {
    const port = 14_000 + Math.floor(Math.random() * 6_000);
    try {
      return await serve(integration, { port, secret: undefined, store: memoryStore() });
    } catch (error) {
      if (attempt >= 50) throw error;
    }
  }
}
