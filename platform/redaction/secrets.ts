import type { BenchOptions } from '../../spec/index.ts';

type Access = BenchOptions['access'];

/** All secrets that a run knows and must not write. */
export function secretsIn({ webhookSecret, readiness, start, access }: BenchOptions): readonly string[] {
  const { api, production } = readiness ?? {};
  const told = [webhookSecret, api?.key, production?.webhookSecret, production?.apiKey];
  return [...told, ...secretsByName(start?.env), ...accessSecrets(access)].filter(
    (secret): secret is string => secret !== undefined && secret !== '',
  );
}

/** What the environment of the integration calls a secret; a short one could stand in any text. */
function secretsByName(environment: Readonly<Record<string, string>> = {}): readonly string[] {
  return Object.entries(environment)
    .filter(([name, value]) => /secret|token|passw|credential|key/i.test(name) && value.length >= 8)
    .map(([, value]) => value);
}

/** Headers whose values are words that stand in many texts, and no secrets. */
const plain = /^(accept|accept-.*|user-agent|origin|referer|cache-control|x-forwarded-.*|forwarded|host)$/i;

/** What gets a request through to a protected target; what is as short as a word is hidden in its header alone. */
export function accessSecrets({ headers = {}, cookies = {}, basicAuth }: NonNullable<Access> = {}): readonly string[] {
  const [, password] = /^[^:]*:(.*)$/s.exec(basicAuth ?? '') ?? [];
  const login = basicAuth === undefined ? [] : [basicAuth, Buffer.from(basicAuth).toString('base64')];
  const sent = Object.entries(headers).flatMap(([name, value]) =>
    plain.test(name) ? [] : [value, credentials(value)],
  );
  const long = [...sent, ...Object.values(cookies), password].filter(
    (value) => value !== undefined && value.length >= 8,
  );
  return [...login, ...(long as string[])];
}

/** `abc` of `Bearer abc`. */
function credentials(value: string): string | undefined {
  return /^\w+ +(\S+)$/.exec(value)?.[1];
}
