import { createHash } from 'node:crypto';
import type { SeenRequest } from '../../../platform/api/api.ts';
import { now } from '../../../platform/clock.ts';
import type { KnownSecret } from '../../../platform/webhook/diagnosis/keys.ts';
import type { BenchOptions, LiveExchange } from '../../../spec/index.ts';
import { findingsOf, kindOf, namesIn, signatureOf } from '../../listen/judge.ts';
import type { Store } from '../../listen/store.ts';
import { aloneOf } from './alone.ts';
import { findingOf, refusalFindings } from './findings.ts';
import type { KeptExchange, Sent } from './kept.ts';
import { keptOf } from './ran.ts';
import { createShelves } from './shelves.ts';

/** All exchanges with the integration, numbered, judged and kept within limits. */
export interface Traffic {
  readonly store: Pick<Store<KeptExchange>, 'get' | 'all' | 'clear'>;
  /** What was sent to the integration; settles with the exchange when it is judged. */
  sent(sent: Sent): Promise<KeptExchange>;
  /** What the integration asked the API. */
  seen(request: SeenRequest, by?: string): void;
  /** What a run of its own sent, which judges it. */
  ran(live: LiveExchange, by: string): void;
  /** The number of an exchange, by its request. */
  numberOf(request: object): number | undefined;
}

/** Events of which the number of attempts is known. */
const maxCounted = 5_000;

export function createTraffic(
  { webhookSecret, readings }: BenchOptions,
  onKept: (exchange: KeptExchange) => void,
): Traffic {
  const store = createShelves();
  const secrets: readonly KnownSecret[] =
    webhookSecret === undefined ? [] : [{ name: 'the configuration', value: webhookSecret }];
  const numbers = new WeakMap<object, number>();
  const attempts = new Map<string, number>();
  let count = 0;
  /** One after another, in the order in which they were over. */
  let keeping: Promise<unknown> = Promise.resolve();

  /** When somebody opens it: to find out how a wrong one was made takes long, and a run sends thousands. */
  const judge = (request: KeptExchange['request'], at: Date): KeptExchange['signature'] =>
    signatureOf(request, secrets, readings, at);

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
      const { exchange, resentFrom, change, by } = sent;
      const number = ++count;
      numbers.set(exchange.request, number);
      const { request, response, failure } = aloneOf('event', exchange);
      const kind = kindOf(request);
      const at = new Date(now().getTime() - exchange.durationMs);
      const relayed = { request, ...(response && { response }), ...(failure && { failure }) };
      const about = { answeredBy: 'integration', durationMs: exchange.durationMs } as const;
      const attempt = kind === 'event' && resentFrom === undefined ? attemptOf(request.body) : undefined;
      return keep(async () => ({
        ...{ number, at, kind, isApi: false, ...relayed, ...about, ...namesIn(request) },
        status: response?.status ?? 0,
        ...(resentFrom !== undefined && { resentFrom }),
        ...(change !== undefined && { change }),
        ...(by !== undefined && { by }),
        ...(attempt !== undefined && { attempt }),
        findings: [
          ...(await findingsOf(kind, relayed, about, readings)),
          ...(kind === 'event' ? refusalFindings(sent) : []),
        ],
        get signature() {
          return judge(request, at);
        },
      }));
    },
    seen({ exchange, operation, problems }, by) {
      const number = ++count;
      const { request, response, failure } = aloneOf('api', exchange);
      void keep(async () => ({
        ...{ number, kind: 'other', isApi: true, request, answeredBy: 'mvk', durationMs: exchange.durationMs },
        at: new Date(now().getTime() - exchange.durationMs),
        ...(response && { response }),
        ...(failure && { failure }),
        status: response?.status ?? 0,
        ...(operation !== undefined && { operation }),
        ...(by !== undefined && { by }),
        findings: problems.map((each) => findingOf('api.request.valid', each.where, each.expected, each.actual)),
        signature: { verdict: 'unchecked', reasons: [] },
      }));
    },
    ran(live, by) {
      const number = ++count;
      void keep(async () => keptOf(live, { number, by }, judge));
    },
  };
}
