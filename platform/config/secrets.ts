import { isRecord } from '../../spec/index.ts';
import { environmentFor } from './instances.ts';
import { UsageError } from './usage-error.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Fills `${NAME}` in every string, however deep; the shell fills those of `start.command` itself. */
function filled(value: unknown, environment: Environment, pointer = ''): unknown {
  if (typeof value === 'string' && pointer !== '/start/command') {
    return value.replace(/\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g, (_, name: string) => variable(name, environment));
  }
  if (Array.isArray(value)) return value.map((item, index) => filled(item, environment, `${pointer}/${index}`));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, filled(member, environment, `${pointer}/${key}`)]),
  );
}

/** A configuration with its variables filled in. */
export function secretsFilled(raw: unknown, environment: Environment): unknown {
  const value = filled(raw, environmentFor(raw, environment));
  if (!isRecord(value)) return value;
  const { webhookSecret: secret } = value;
  return typeof secret === 'string' ? { ...value, webhookSecret: secretOf(secret, environment) } : value;
}

/** A secret may be the name of a variable alone: `$NAME`. */
export function secretOf(secret: string, environment: Environment): string {
  const name = /^\$([A-Za-z_][A-Za-z0-9_]*)$/.exec(secret)?.[1];
  return name === undefined ? secret : variable(name, environment);
}

function variable(name: string, environment: Environment): string {
  const value = environment[name];
  if (value) return value;
  if (name === 'call_id')
    throw new UsageError(`$\{${name}} names an environment variable`, `Write {${name}}, without $.`);
  throw new UsageError(
    `the environment variable ${name} is ${value === '' ? 'empty' : 'not set'}`,
    `Set it before the command: export ${name}=VALUE.`,
  );
}

/** The first source that speaks of the webhook secret decides; one that is empty is a slip, not a choice. */
export function webhookSecret(
  flag: string | undefined,
  file: { readonly value: string | undefined; readonly said: boolean },
  environment: Environment,
): string | undefined {
  const remedy = 'Give a secret, or leave it out to run without signatures.';
  if (flag !== undefined) {
    if (flag === '') throw new UsageError('--webhook-secret is empty', remedy);
    return secretOf(String(filled(flag, environment)), environment);
  }
  if (file.said) {
    if (!file.value) throw new UsageError('webhookSecret of the configuration is empty or undefined', remedy);
    return file.value;
  }
  const value = environment.MINIVOICE_WEBHOOK_SECRET;
  if (value === '') throw new UsageError('the environment variable MINIVOICE_WEBHOOK_SECRET is empty', remedy);
  return value;
}
