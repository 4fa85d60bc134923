import type { BenchOptions, KitConfig } from '../../spec/index.ts';
import { isLoopback } from '../http/loopback.ts';
import { type Environment, secretOf } from './secrets.ts';
import { httpUrl, refuseLogin } from './targets.ts';
import { UsageError } from './usage-error.ts';

const documentedApi = 'https://api.minivoice.eu/v1';

/** What is known of a deployment: its number, its application, production, and the API with its key. */
export function readinessOptions(
  { readiness: declared }: KitConfig,
  environment: Environment,
): Pick<BenchOptions, 'readiness'> {
  const key = environment.MINIVOICE_API_KEY;
  if (!declared && !key) return {};
  const { did, production, ...rest } = declared ?? {};
  if (did !== undefined) checkDid(did);
  return {
    readiness: {
      ...rest,
      ...(did !== undefined && { did }),
      ...(production && { production: withSecrets(production, environment) }),
      ...(key && { api: { baseUrl: baseUrlOf(environment.MINIVOICE_API_BASE_URL), key } }),
    },
  };
}

/** A number with its plus, or the id of a DID. */
function checkDid(did: string): void {
  if (/^\+[1-9]\d{6,14}$/.test(did) || /^[A-Za-z]/.test(did)) return;
  throw new UsageError(
    `readiness.did is no number in the form of E.164: ${JSON.stringify(did)}`,
    'Write it with plus and country code, such as +12025550100.',
  );
}

type Production = NonNullable<NonNullable<KitConfig['readiness']>['production']>;

function withSecrets(production: Production, environment: Environment): Production {
  const { webhookSecret, apiKey } = production;
  return {
    ...production,
    ...(webhookSecret !== undefined && { webhookSecret: secretOf(webhookSecret, environment) }),
    ...(apiKey !== undefined && { apiKey: secretOf(apiKey, environment) }),
  };
}

/** A key travels over TLS alone, but on this machine. */
function baseUrlOf(written: string | undefined): string {
  const name = 'MINIVOICE_API_BASE_URL';
  if (written === undefined || written === '') return documentedApi;
  refuseLogin(written, name);
  const { protocol, href, search, hash } = httpUrl(written, name);
  if (protocol === 'http:' && !isLoopback(href)) {
    throw new UsageError(
      `${name} would send the API key unencrypted: ${JSON.stringify(written)}`,
      'Write https://, or leave it out for the documented API.',
    );
  }
  if (search || hash) throw new UsageError(`${name} has a query or a fragment: ${JSON.stringify(written)}`);
  return written.replace(/\/+$/, '');
}
