import type { BenchOptions } from '../../spec/index.ts';

/** All secrets that a run knows and must not write. */
export function secretsIn({ webhookSecret, readiness, start }: BenchOptions): readonly string[] {
  const { api, production } = readiness ?? {};
  const told = [webhookSecret, api?.key, production?.webhookSecret, production?.apiKey, ...secretsByName(start?.env)];
  return told.filter((secret) => secret !== undefined && secret !== '') as string[];
}

/** What the environment of the integration calls a secret; a short one could stand in any text. */
function secretsByName(environment: Readonly<Record<string, string>> = {}): readonly string[] {
  return Object.entries(environment)
    .filter(([name, value]) => /secret|token|passw|credential|key/i.test(name) && value.length >= 8)
    .map(([, value]) => value);
}
