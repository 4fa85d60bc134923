import { createHash } from 'node:crypto';
import { rawExchangeOf } from '../../../fixtures/raw-exchange.ts';
import type { SeenRequest } from '../../../platform/api/api.ts';
import { now } from '../../../platform/clock.ts';
import type { KnownSecret } from '../../../platform/webhook/diagnosis/keys.ts';
import type { BenchOptions } from '../../../spec/index.ts';
import { findingsOf, kindOf, namesIn, signatureOf } from '../../listen/judge.ts';
import { createStore, type Store } from '../../listen/store.ts';
import { findingOf, refusalFindings } from './findings.ts';
import type { KeptExchange, Sent } from './kept.ts';

/** All exchanges with the integration, numbered, judged and kept within limits. */
export interface Traffic {
  readonly store: Store<KeptExchange>;
  /** What was sent to the integration; settles with the exchange when it is judged. */
  sent(sent: Sent): Promise<KeptExchange>;
  /** What the integration asked the API. */
  seen(request: SeenRequest): void;
  /** The number of an exchange, by its request. */
  numberOf(request: object): number | undefined;
}

const limit = { exchanges: 10_000, bytes: 96 * 1024 * 1024 };
/** Events of which the number of attempts is known. */
const maxCounted = 5_000;

export function createTraffic(
  { webhookSecret, readings }: BenchOptions,
  onKept: (exchange: KeptExchange) => void,
): Traffic {
  const store = createStore<KeptExchange>(limit);
  const secrets: readonly KnownSecret[] =
    webhookSecret === undefined ? [] : [{ name: 'the configuration', value: webhookSecret }];
  const numbers = new WeakMap<object, number>();
  const attempts = new Map<string, number>();
  let count = 0;
  /** One after another, in the order in which they were over. */
  let keeping: Promise<unknown> = Promise.resolve();

  function keep(judged: () => Promise<KeptExchange>): Promise<KeptExchange> {
    const next = keeping.then(async () => {
      const exchange = await judged();
      store.add(exchange);
      onKept(exchange);
      return exchange;
    });
    keeping = next.catch(() => undefined);
    return next;
  }

  /** A further attempt has the same body, however it is signed. */
  function attemptOf(body: Buffer): number {
    const key = createHash('sha256').update(body).digest('base64');
    const attempt = (attempts.get(key) ?? 0) + 1;
    attempts.delete(key);
    attempts.set(key, attempt);
    const [oldest] = attempts.keys();
    if (attempts.size > maxCounted && oldest !== undefined) attempts.delete(oldest);
    return attempt;
  }

  return {
    store,
    numberOf: (request) => numbers.get(request),
    sent(sent) {
      const { exchange, resentFrom, change } = sent;
      const number = ++count;
      numbers.set(exchange.request, number);
      const { request, response, failure } = rawExchangeOf('event', exchange);
      const kind = kindOf(request);
      const relayed = { request, ...(response && { response }), ...(failure && { failure }) };
      const about = { answeredBy: 'integration', durationMs: exchange.durationMs } as const;
      const attempt = kind === 'event' && resentFrom === undefined ? attemptOf(request.body) : undefined;
      return keep(async () => ({
        ...{ number, kind, isApi: false, ...relayed, ...about, ...namesIn(request) },
        at: new Date(now().getTime() - exchange.durationMs),
        status: response?.status ?? 0,
        ...(resentFrom !== undefined && { resentFrom }),
        ...(change !== undefined && { change }),
        ...(attempt !== undefined && { attempt }),
        findings: [
          ...(await findingsOf(kind, relayed, about, readings)),
          ...(kind === 'event' ? refusalFindings(sent) : []),
        ],
        signature: signatureOf(request, secrets, readings),
      }));
    },
    seen({ exchange, operation, problems }) {
      const number = ++count;
      const { request, response, failure } = rawExchangeOf('api', exchange);
      void keep(async () => ({
        ...{ number, kind: 'other', isApi: true, request, answeredBy: 'mvk', durationMs: exchange.durationMs },
        at: new Date(now().getTime() - exchange.durationMs),
        ...(response && { response }),
        ...(failure && { failure }),
        status: response?.status ?? 0,
        ...(operation !== undefined && { operation }),
        findings: problems.map((each) => findingOf('api.request.valid', each.where, each.expected, each.actual)),
        signature: { verdict: 'unchecked', reasons: [] },
      }));
    },
  };
}
