import { randomInt } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Addresses } from '../../platform/http/addresses.ts';
import type { BenchOptions, Capability, KitConfig } from '../../spec/index.ts';
import { UsageError } from '../command.ts';
import { capabilities } from './capabilities.ts';
import { configAbove, readConfig, refuseUnset } from './file.ts';
import { checkPaths } from './paths.ts';
import { readinessOptions } from './readiness.ts';
import { readings } from './readings.ts';
import { type Environment, webhookSecret } from './secrets.ts';
import { checkTarget, pinned } from './targets.ts';
import { checkTriggers } from './triggers.ts';

/** Where accepted failures are kept unless the configuration says otherwise. */
export const usualBaseline = 'baseline.yaml';

/** What flags, file and environment say together. */
export interface Resolved {
  readonly config: KitConfig;
  readonly bench: BenchOptions;
  readonly capabilities: readonly Capability[];
  /** The configuration file, where there is one. */
  readonly file?: string;
}

/** The flags that come before the configuration file. */
export interface ConfigFlags {
  readonly config?: string;
  readonly answerUrl?: string;
  readonly webhookUrl?: string;
  readonly webhookSecret?: string;
  readonly start?: string;
  readonly reuse?: boolean;
  readonly remote?: boolean;
  readonly assume?: readonly string[];
  readonly maxMinutes?: number;
  readonly seed?: number;
  readonly runs?: number;
  readonly path?: string;
}

/** What a command asks of a configuration. */
interface Purpose {
  /** It needs no target. */
  readonly alone?: boolean;
  /** It looks at a deployment: production keys are allowed, as it only reads at the API. */
  readonly deployed?: boolean;
}

/** Flags come before the file, and the file before the environment. A `given` configuration stands for the file. */
export async function resolve(
  flags: ConfigFlags,
  folder: string,
  environment: Environment,
  given?: KitConfig,
  { alone = false, deployed = false }: Purpose = {},
): Promise<Resolved> {
  const file = given
    ? { config: given, saysSecret: false, unset: [], file: undefined }
    : await readConfig(flags.config, folder, environment);
  refuseUnset(file?.unset ?? [], flags);
  const merging = await merged(flags, file?.config ?? {}, file?.saysSecret ?? false, environment);
  const config = given ? merging : withBaseline(merging, folder);
  if (!alone && config.answerUrl === undefined && config.webhookUrl === undefined) {
    const above = file ? undefined : configAbove(folder);
    throw new UsageError(
      'there is nothing to check',
      above === undefined
        ? 'Give --answer-url URL, --webhook-url URL or a mvk.config file.'
        : `Give --config ${above}.`,
    );
  }
  const { remote = false } = flags;
  const addresses = await checkTargets(config, remote);
  checkPaths(config);
  checkTriggers(config.api?.triggers);
  const key = environment.MINIVOICE_API_KEY;
  const apiKey = deployed ? key : keyOf(key);
  keyOf(config.start?.env?.MINIVOICE_API_KEY);
  return {
    config,
    bench: { ...benchOptions(config, flags), addresses, ...readinessOptions(config, environment) },
    capabilities: capabilities(config, { remote: remote || deployed, ...(apiKey && { apiKey }) }),
    ...(file?.file !== undefined && { file: file.file }),
  };
}

/** A baseline that lies where it usually does need not be named. */
function withBaseline(config: KitConfig, folder: string): KitConfig {
  const usual = path.join(folder, usualBaseline);
  return config.baseline === undefined && existsSync(usual) ? { ...config, baseline: usual } : config;
}

async function merged(
  flags: ConfigFlags,
  file: KitConfig,
  saysSecret: boolean,
  environment: Environment,
): Promise<KitConfig> {
  const answerUrl = flags.answerUrl ?? file.answerUrl;
  const webhookUrl = flags.webhookUrl ?? file.webhookUrl;
  const { start: command } = flags;
  if (command?.trim() === '') throw new UsageError('--start is empty');
  const secret = webhookSecret(flags.webhookSecret, { value: file.webhookSecret, said: saysSecret }, environment);
  const start = command === undefined ? file.start : { ...file.start, command };
  return {
    ...file,
    ...(answerUrl !== undefined && { answerUrl }),
    ...(webhookUrl !== undefined && { webhookUrl }),
    ...(secret !== undefined && { webhookSecret: secret }),
    ...(start && { start: { ...start, ...(flags.reuse && { reuse: true }) } }),
  };
}

/** Refuses what may not be asked, and says where the rest is. */
async function checkTargets(
  { answerUrl, webhookUrl, observe, start, api }: KitConfig,
  remote: boolean,
): Promise<Addresses> {
  if (observe && !observe.callUrl.includes('{call_id}')) {
    throw new UsageError(`observe.callUrl must contain {call_id}, and is ${JSON.stringify(observe.callUrl)}`);
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

function benchOptions(config: KitConfig, flags: ConfigFlags): BenchOptions {
  const {
    answerUrl,
    webhookUrl,
    webhookSecret: secret,
    start,
    tls,
    observe,
    api,
    budgets,
    assumptions = {},
    flow,
    fixtures,
  } = config;
  const { path } = flags;
  if (path !== undefined && !/^\d+(:\d+)*$/.test(path)) {
    throw new UsageError(`--path must be numbers joined by colons, and is ${JSON.stringify(path)}`);
  }
  return {
    ...(answerUrl !== undefined && { answerUrl }),
    ...(webhookUrl !== undefined && { webhookUrl }),
    ...(secret !== undefined && { webhookSecret: secret }),
    ...(start && { start }),
    ...(tls && { tls }),
    ...(observe && { observe }),
    ...(api && { api }),
    ...(flow && { flow }),
    ...(fixtures !== undefined && { fixtures }),
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
const usualBudgets = { answerMs: 1000, ackMs: 1000, runMinutes: 10 } as const;

function budget(name: keyof typeof usualBudgets, budgets: KitConfig['budgets']): number {
  const value = budgets?.[name] ?? usualBudgets[name];
  if (value > 0) return value;
  throw new UsageError(`budgets.${name} must be more than 0, and is ${value}`);
}
