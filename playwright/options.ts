import path from 'node:path';
import { checked } from '../platform/config/check.ts';
import { resolveConfig } from '../platform/config/resolve.ts';
import { type Environment, secretsFilled, webhookSecret } from '../platform/config/secrets.ts';
import { UsageError } from '../platform/config/usage-error.ts';
import type { BenchOptions, KitConfig } from '../spec/index.ts';

/** What the fixture option `minivoice` takes: the configuration of `mvk`, whole or in part. */
export interface MinivoiceOptions extends KitConfig {
  /** Allows targets that are not on this machine. */
  remote?: boolean;
}

/** The options of a bench; throws one sentence about the first thing that is wrong. Relative paths are meant from `folder`. */
export async function benchOptions(
  options: MinivoiceOptions,
  folder: string,
  environment: Environment,
): Promise<BenchOptions> {
  try {
    return await resolved(options, folder, environment);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new Error(`The option minivoice: ${error.message}.${error.hint === undefined ? '' : ` ${error.hint}`}`);
  }
}

async function resolved(
  { remote = false, ...given }: MinivoiceOptions,
  folder: string,
  environment: Environment,
): Promise<BenchOptions> {
  const config = await checked(secretsFilled(given, environment), given);
  if (!config.answerUrl && !config.webhookUrl) {
    throw new UsageError('there is nothing to test: give answerUrl, webhookUrl or both');
  }
  const said = { value: config.webhookSecret, said: config.webhookSecret !== undefined };
  const secret = webhookSecret(undefined, said, environment);
  const { start, tls, api } = config;
  const { bench } = await resolveConfig(
    {
      ...config,
      ...(secret !== undefined && { webhookSecret: secret }),
      ...(start && { start: { ...start, cwd: path.resolve(folder, start.cwd ?? '.') } }),
      ...(tls && { tls: { ca: [tls.ca].flat().map((file) => path.resolve(folder, file)) } }),
    },
    { seed: 0, runs: 1 },
    environment,
    { remote: { isAllowed: remote, by: 'remote: true' } },
  );
  const { answerMs, ackMs } = bench.budgets;
  const { readiness: _readiness, flow: _flow, fixtures: _fixtures, api: _api, ...needed } = bench;
  // A call test has the time that its runner gives it.
  return { ...needed, ...(api?.port && { api: { port: api.port } }), budgets: { answerMs, ackMs } };
}
