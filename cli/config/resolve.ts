import { existsSync } from 'node:fs';
import path from 'node:path';
import { type Overrides, resolveConfig } from '../../platform/config/resolve.ts';
import { type Environment, webhookSecret } from '../../platform/config/secrets.ts';
import type { BenchOptions, Capability, KitConfig } from '../../spec/index.ts';
import { UsageError } from '../command.ts';
import { type AccessFlags, accessOf } from './access.ts';
import { withDotEnv } from './env-file.ts';
import { configAbove, readConfig, refuseUnset } from './file.ts';
import { checkPaths } from './paths.ts';

/** Where accepted failures are kept unless the configuration says otherwise. */
export const defaultBaseline = 'baseline.yaml';

/** What flags, file and environment say together. */
export interface Resolved {
  readonly config: KitConfig;
  readonly bench: BenchOptions;
  /** The options of further instances, where the configuration allows several. */
  readonly further?: readonly BenchOptions[];
  readonly capabilities: readonly Capability[];
  /** The configuration file, where there is one. */
  readonly file?: string;
}

/** The flags that come before the configuration file. */
export interface ConfigFlags extends Overrides, AccessFlags {
  readonly config?: string;
  readonly answerUrl?: string;
  readonly webhookUrl?: string;
  readonly webhookSecret?: string;
  readonly start?: string;
  readonly noStart?: boolean;
  readonly reuse?: boolean;
  readonly remote?: boolean;
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
  outer: Environment,
  given?: KitConfig,
  { alone = false, deployed = false }: Purpose = {},
): Promise<Resolved> {
  const environment = given ? outer : withDotEnv(folder, outer);
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
  const remote = { isAllowed: flags.remote ?? false, by: '--remote' };
  const resolved = await resolveConfig(config, flags, outer, { remote, deployed });
  checkPaths(resolved.config);
  return {
    ...resolved,
    ...(file?.file !== undefined && { file: file.file }),
  };
}

/** A baseline that lies where it usually does need not be named. */
function withBaseline(config: KitConfig, folder: string): KitConfig {
  const defaultValue = path.join(folder, defaultBaseline);
  return config.baseline === undefined && existsSync(defaultValue) ? { ...config, baseline: defaultValue } : config;
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
  if (command !== undefined && flags.noStart) {
    throw new UsageError('--start and --no-start contradict each other', 'Leave one of them out.');
  }
  const secret = webhookSecret(flags.webhookSecret, { value: file.webhookSecret, said: saysSecret }, environment);
  const access = accessOf(flags, file.access, environment);
  const { start: configured, ...rest } = file;
  const start = command === undefined ? configured : { ...configured, command };
  return {
    ...rest,
    ...(answerUrl !== undefined && { answerUrl }),
    ...(webhookUrl !== undefined && { webhookUrl }),
    ...(secret !== undefined && { webhookSecret: secret }),
    ...(access && { access }),
    ...(start && !flags.noStart && { start: { ...start, ...(flags.reuse && { reuse: true }) } }),
  };
}
