import { randomInt } from 'node:crypto';
import { type BenchOptions, benchKeys, type Capability, type KitConfig } from '../../spec/index.ts';
import type { Addresses } from '../http/addresses.ts';
import { checkAccess } from './access.ts';
import { capabilities } from './capabilities.ts';
import { placedAt, placesFor } from './instances.ts';
import { readinessOptions } from './readiness.ts';
import { readings } from './readings.ts';
import type { Environment } from './secrets.ts';
import { checkTarget, pinned, type Remote } from './targets.ts';
import { checkTriggers } from './triggers.ts';
import { UsageError } from './usage-error.ts';

/** What comes before the configuration. */
export interface Overrides {
  readonly assume?: readonly string[];
  readonly maxMinutes?: number;
  readonly seed?: number;
  readonly runs?: number;
  readonly path?: string;
}

interface Resolving {
  readonly remote: Remote;
  /** It looks at a deployment: production keys are allowed, as it only reads at the API. */
  readonly deployed?: boolean;
}

interface ResolvedConfig {
  /** With the port and the folder of the first instance. */
  readonly config: KitConfig;
  readonly bench: BenchOptions;
  /** The options of further instances (`start.instances`). */
  readonly further: readonly BenchOptions[];
  readonly capabilities: readonly Capability[];
}

/** A whole configuration as the options of a bench, for the command and for call tests; throws one sentence about the first thing that is wrong. */
export async function resolveConfig(
  config: KitConfig,
  overrides: Overrides,
  environment: Environment,
  how: Resolving,
): Promise<ResolvedConfig> {
  const places = await placesFor(config);
  const [first, ...others] = places;
  if (!first) return resolveOne(config, overrides, environment, how);
  const atPlace = async (place: typeof first, more: Overrides): Promise<ResolvedConfig> => {
    const { bench, ...rest } = await resolveOne(placedAt(config, place), more, environment, how);
    return { ...rest, bench: { ...bench, place } };
  };
  const resolved = await atPlace(first, overrides);
  // The same cases for each, as for one that checks everything.
  const same = { ...overrides, seed: resolved.bench.seed };
  const further = await Promise.all(others.map(async (place) => (await atPlace(place, same)).bench));
  return { ...resolved, further };
}

async function resolveOne(
  config: KitConfig,
  overrides: Overrides,
  environment: Environment,
  { remote, deployed = false }: Resolving,
): Promise<ResolvedConfig> {
  const addresses = await checkTargets(config, remote);
  checkTriggers(config.api?.triggers);
  checkAccess(config.access);
  const key = environment.MINIVOICE_API_KEY;
  const apiKey = deployed ? key : keyOf(key);
  keyOf(config.start?.env?.MINIVOICE_API_KEY);
  return {
    config,
    bench: { ...benchOptions(config, overrides), addresses, ...readinessOptions(config, environment) },
    further: [],
    capabilities: capabilities(config, { remote: remote.isAllowed || deployed, ...(apiKey && { apiKey }) }),
  };
}

/** Refuses what may not be asked, and says where the rest is. */
async function checkTargets(
  { answerUrl, webhookUrl, observe, start, api }: KitConfig,
  remote: Remote,
): Promise<Addresses> {
  if (observe && !observe.callUrl.includes('{call_id}')) {
    const place = /:\w*id\b|[{<](?:\w*id)[}>]/i;
    throw new UsageError(
      `observe.callUrl must contain {call_id} (got ${JSON.stringify(observe.callUrl)})`,
      place.test(observe.callUrl) ? `Write ${observe.callUrl.replace(place, '{call_id}')}` : undefined,
    );
  }
  const triggers = (api?.triggers ?? []).map(({ request }, index) => [
    `api.triggers[${index}].request.url`,
    request?.url,
  ]);
  const targets: Record<string, string | undefined> = {
    answerUrl,
    webhookUrl,
    'observe.callUrl': observe?.callUrl,
    'start.readyUrl': start?.readyUrl,
    ...Object.fromEntries(triggers),
  };
  for (const [name, url] of Object.entries(targets)) {
    if (url !== undefined) await checkTarget(url, name, remote);
  }
  return pinned(Object.values(targets).filter((url) => url !== undefined));
}

function keyOf(apiKey: string | undefined): string | undefined {
  if (!apiKey?.startsWith('mv_live_')) return apiKey;
  throw new UsageError(
    'MINIVOICE_API_KEY is a production key (mv_live_…)',
    'Use a key of the test application; only mvk readiness takes one, as it only reads.',
  );
}

function benchOptions(config: KitConfig, flags: Overrides): BenchOptions {
  const { budgets, assumptions = {} } = config;
  const { path } = flags;
  if (path !== undefined && !/^\d+(:\d+)*$/.test(path)) {
    throw new UsageError(`--path must be numbers joined by colons (got ${JSON.stringify(path)})`);
  }
  return {
    ...Object.fromEntries(benchKeys.flatMap((key) => (config[key] === undefined ? [] : [[key, config[key]]]))),
    budgets: {
      answerMs: budget('answerMs', budgets),
      ackMs: budget('ackMs', budgets),
      runMinutes: flags.maxMinutes ?? budget('runMinutes', budgets),
    },
    readings: readings(assumptions, flags.assume ?? []),
    seed: flags.seed ?? randomInt(2 ** 31),
    runs: flags.runs ?? 100,
    ...(path !== undefined && { path }),
  };
}

/** Ours: the documentation gives no numbers. */
const defaultBudgets = { answerMs: 1000, ackMs: 1000, runMinutes: 10 } as const;

function budget(name: keyof typeof defaultBudgets, budgets: KitConfig['budgets']): number {
  const value = budgets?.[name] ?? defaultBudgets[name];
  if (value > 0) return value;
  throw new UsageError(`budgets.${name} must be more than 0 (got ${value})`);
}
