import path from 'node:path';
import { isLoopback } from '../platform/http/loopback.ts';
import {
  type AssumptionId,
  assumptions,
  type BenchOptions,
  defaultReadings,
  expectedBy,
  type KitConfig,
  type Readings,
  show,
  validators,
} from '../spec/index.ts';

/** What the fixture option `minivoice` takes: the configuration of `mvk`, whole or in part. */
export interface MinivoiceOptions extends KitConfig {
  /** Allows targets that are not on this machine. */
  remote?: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The options of a bench; throws one sentence about the first thing that is wrong. Relative paths are meant from `folder`. */
export async function benchOptions(
  { remote = false, ...given }: MinivoiceOptions,
  folder: string,
  environment: Environment,
): Promise<BenchOptions> {
  const config = await checked(filled(given, environment), given);
  const { answerUrl, webhookUrl, start, tls, observe, api, budgets } = config;
  if (!answerUrl && !webhookUrl) throw wrong('there is nothing to test: give answerUrl, webhookUrl or both');
  checkTargets(config, remote);
  const keys = [environment.MINIVOICE_API_KEY, start?.env?.MINIVOICE_API_KEY];
  if (keys.some((key) => key?.startsWith('mv_live_'))) throw wrong('MINIVOICE_API_KEY is a production key (mv_live_…)');
  const webhookSecret = config.webhookSecret ?? (environment.MINIVOICE_WEBHOOK_SECRET || undefined);
  return {
    ...(answerUrl && { answerUrl }),
    ...(webhookUrl && { webhookUrl }),
    ...(webhookSecret && { webhookSecret }),
    ...(start && { start: { ...start, cwd: path.resolve(folder, start.cwd ?? '.') } }),
    ...(tls && { tls: { ca: [tls.ca].flat().map((file) => path.resolve(folder, file)) } }),
    ...(observe && { observe }),
    ...(api?.port && { api: { port: api.port } }),
    budgets: { answerMs: budgets?.answerMs ?? 1000, ackMs: budgets?.ackMs ?? 1000 },
    readings: readings(config.assumptions ?? {}),
    seed: 0,
    runs: 1,
  };
}

/** Fills `${NAME}` in every string but a command, where the shell does it; a secret may be `$NAME`. What is undefined is left out. */
function filled(value: unknown, environment: Environment): unknown {
  return JSON.parse(JSON.stringify(value), (key, member: unknown) => {
    if (typeof member !== 'string' || key === 'command') return member;
    const text = key === 'webhookSecret' ? member.replace(/^\$(\w+)$/, '$${$1}') : member;
    return text.replace(/\$\{([A-Za-z_]\w*)\}/g, (_, name: string) => {
      const value = environment[name];
      if (value) return value;
      throw wrong(`the environment variable ${name} is ${value === '' ? 'empty' : 'not set'}`);
    });
  });
}

/** The configuration, if it is one; `raw` is what was written, before the environment was filled in. */
async function checked(value: unknown, raw: unknown): Promise<KitConfig> {
  const { config: validate } = await validators('config');
  if (validate(value)) return value as KitConfig;
  const errors = validate.errors ?? [];
  const unknown = errors.find(({ params }) => params.additionalProperty !== undefined);
  if (unknown) {
    const at = `${unknown.instancePath}/${String(unknown.params.additionalProperty)}`;
    throw wrong(`${at} is not a known key`);
  }
  const [error] = errors;
  const instancePath = error?.instancePath ?? '';
  const steps = instancePath.split('/').slice(1);
  const seen = steps.reduce(
    (at, step) => (typeof at === 'object' && at !== null ? Reflect.get(at, step) : undefined),
    raw,
  );
  const shown = /secret|key|token/i.test(instancePath) ? '' : `, and is ${show(seen)}`;
  throw wrong(`${instancePath} ${error ? expectedBy(error) : 'is wrong'}${shown}`);
}

function checkTargets({ answerUrl, webhookUrl, observe, start }: KitConfig, remote: boolean): void {
  const targets = { answerUrl, webhookUrl, 'observe.callUrl': observe?.callUrl, 'start.readyUrl': start?.readyUrl };
  for (const [name, url] of Object.entries(targets)) {
    if (url === undefined) continue;
    if (!URL.canParse(url)) throw wrong(`${name} is not a URL: ${show(url)}`);
    const { hostname, username, password } = new URL(url);
    if (!remote && !isLoopback(url))
      throw wrong(`${name} is not on this machine: ${show(hostname)}; give remote: true to send calls to it`);
    if (username !== '' || password !== '')
      throw wrong(`${name} holds a user name or a password, which would not be sent; leave out what is before the @`);
  }
}

function readings(chosen: Readings): Required<Readings> {
  for (const [id, reading] of Object.entries(chosen)) {
    const known = Object.hasOwn(assumptions, id) ? assumptions[id as AssumptionId] : undefined;
    if (!known) throw wrong(`there is no assumption ${show(id)}`);
    const names = Object.keys(known.readings);
    if (!names.includes(reading)) throw wrong(`${id} has no reading ${show(reading)}, but ${names.join(', ')}`);
  }
  return { ...defaultReadings, ...chosen };
}

function wrong(sentence: string): Error {
  return new Error(`The option minivoice: ${sentence}.`);
}
