import { cpSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Integration } from '../mutants/integration.ts';
import type { Mutant } from '../mutants/mutant.ts';
import { postOnly } from '../mutants/post-only.ts';
import { reference } from '../mutants/reference.ts';
import { type Served, serve } from '../mutants/server.ts';
import { type Disk, memoryStore } from '../mutants/store.ts';
import type { Launch } from '../platform/bench.ts';
import { openBench } from '../platform/open-bench.ts';
import { type Capability, defaultReadings, type Result, type Trigger } from '../spec/index.ts';
import { requirements } from '../suites/index.ts';
import type { Requirement } from '../suites/requirement.ts';
import { runRequirement } from '../suites/run.ts';
import { look } from './readiness/harness.ts';

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
}

/** What was recorded of the reference. */
export const recorded: string = fileURLToPath(new URL('../fixtures/reference', import.meta.url));

const everything: readonly Capability[] = ['answer', 'webhook', 'signed', 'process', 'state', 'api'];
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
      seed: 20_260_529,
      runs,
    },
    [...capabilities, ...(fixtures === undefined ? [] : ['fixtures' as const])],
    launch,
  );
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

/** Below the ports that connections are given, so that none takes this one while the integration is down. */
async function listen(integration: Integration): Promise<Served> {
  for (let attempt = 0; ; attempt++) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    try {
      return await serve(integration, { port, secret: undefined, store: memoryStore() });
    } catch (error) {
      if (attempt >= 50) throw error;
    }
  }
}

/** What a mutant was found to break, and everything that could not be judged. */
export interface Found {
  readonly broken: readonly string[];
  readonly unjudged: readonly string[];
  readonly durationMs: number;
}

const clientSeams: ReadonlySet<string> = new Set(['client']);

/** Seams that no webhook and no observation passes through. */
const answerSeams: ReadonlySet<string> = new Set([
  'readAnswerRequest',
  'beforeAnswer',
  'answer',
  'digits',
  'menu',
  'encode',
]);

/** The areas that a mutant can have touched, by the seams that it changes. */
function within(mutant: Mutant, base: Integration): readonly string[] {
  if (mutant.setup === 'fixtures') return requirements.map(({ id }) => id).filter((id) => id.startsWith('fixture.'));
  const changed = Object.entries(mutant.change(base)).filter(
    ([name, seam]) => base[name as keyof Integration] !== seam,
  );
  const only = (seams: ReadonlySet<string>) => changed.every(([name]) => seams.has(name));
  const areas = only(answerSeams) ? /^(answer|flow)\./ : only(clientSeams) ? /^api\./ : /^(?!api\.|readiness\.)/;
  return requirements.map(({ id }) => id).filter((id) => areas.test(id));
}

/** What was recorded of the reference, with what the mutant changes in it. */
function fixturesFor({ fixtures: change }: Mutant): string {
  if (!change) return recorded;
  const copy = mkdtempSync(path.join(tmpdir(), 'mvk-fixtures-'));
  cpSync(recorded, copy, { recursive: true });
  for (const name of readdirSync(copy, { recursive: true, encoding: 'utf8' })) {
    const file = path.join(copy, name);
    if (name.endsWith('.json')) writeFileSync(file, change(name, readFileSync(file, 'utf8')));
  }
  return copy;
}

/** Runs one mutant through every requirement that it can have touched. */
async function find(mutant: Mutant): Promise<Found> {
  const start = performance.now();
  const results = mutant.setup === 'deployment' ? await lookAt(mutant) : await check(mutant);
  return {
    broken: results.filter(({ outcome }) => outcome === 'failed' || outcome === 'warned').map(({ id }) => id),
    unjudged: results.filter(({ outcome }) => outcome === 'could-not-run').map(({ id, reason }) => `${id}: ${reason}`),
    durationMs: performance.now() - start,
  };
}

/** Where it is deployed, an integration is looked at by one area alone. */
async function lookAt({ deployment: change, change: changed }: Mutant): Promise<readonly Result[]> {
  return (await look({ ...(change && { change }), integration: changed(reference) })).results;
}

async function check(mutant: Mutant): Promise<readonly Result[]> {
  const base = mutant.setup === 'post' ? postOnly(reference) : reference;
  const only = within(mutant, base);
  const capabilities = mutant.setup === 'remote' ? { capabilities: [...everything, 'remote' as const] } : {};
  const fixtures = mutant.setup === 'fixtures' ? { fixtures: fixturesFor(mutant) } : {};
  return checkAll(() => mutant.change(base), { only, ...capabilities, ...fixtures });
}

/** Runs mutants, some at a time: most of a run is waiting. */
export async function findAll(mutants: readonly Mutant[], atOnce: number = 8): Promise<ReadonlyMap<Mutant, Found>> {
  const found = new Map<Mutant, Found>();
  const queue = [...mutants];
  async function work(): Promise<void> {
    for (let mutant = queue.shift(); mutant; mutant = queue.shift()) found.set(mutant, await find(mutant));
  }
  await Promise.all(Array.from({ length: atOnce }, work));
  return found;
}
