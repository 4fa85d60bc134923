import { type Exchange, isSuccess } from '../../spec/index.ts';

/** What a request asks: for instructions, or to take note of an event. */
export type Endpoint = 'answer' | 'webhook';

/** Where a request belongs; in the middle of a call (digits, the URL of a redirect) it is no plain one of its endpoint. */
export interface Asked {
  readonly endpoint: Endpoint;
  readonly isPlain: boolean;
}

/** What became of the requests of a run, so that no check passes over one that got no answer. */
export interface Health {
  /** The next requests belong to a new check. */
  begin(): void;
  /** Takes note of an exchange; one that `mayFail` is no evidence, as the check looks at its failure itself. */
  note(exchange: Exchange, asked: Asked | undefined, mayFail: boolean): void;
  /** The first request of this check that was sent and got no complete response. */
  incomplete(): Incomplete | undefined;
  /** The first request of this check without a complete response, or from which on there were only errors. */
  trouble(): Exchange | undefined;
  /** A request is under way until this is settled. */
  awaits(sending: Promise<unknown>): void;
  /** Resolves once what is under way now has come to its end. */
  settled(): Promise<void>;
  /** What is found out for all checks is no evidence of this one; returns how that ends. */
  share(): () => void;
  /** Responses of answer endpoints so far, and the milliseconds that they took together. */
  readonly answers: { readonly count: number; readonly totalMs: number };
  /**
   * Endpoints that have given no request a 2xx since the exchange shown: one that gave a plain request a 2xx before, or
   * has had server errors from the start.
   */
  doubtful(): ReadonlyMap<Endpoint, Exchange>;
  /** Whether an endpoint has given a plain request a 2xx so far. */
  hasWorked(endpoint: Endpoint): boolean;
}

interface Incomplete {
  readonly exchange: Exchange;
  readonly endpoint: Endpoint | undefined;
}

export function createHealth(): Health {
  const worked = new Set<Endpoint>();
  const doubtful = new Map<Endpoint, Exchange>();
  let incomplete: Incomplete | undefined;
  let failed: Exchange | undefined;
  /** The first of a row of server errors that nothing has interrupted. */
  let row: Exchange | undefined;
  let shared = 0;
  const underWay = new Set<Promise<void>>();
  const answers = { count: 0, totalMs: 0 };
  return {
    begin() {
      incomplete = undefined;
      failed = undefined;
      row = undefined;
    },
    note(exchange, asked, mayFail) {
      const endpoint = asked?.endpoint;
      if (exchange.failure) failed ??= exchange;
      if (exchange.failure && !mayFail && shared === 0) incomplete ??= { exchange, endpoint };
      const status = exchange.response?.status ?? 0;
      if (status >= 500) row ??= exchange;
      else if (status > 0) row = undefined;
      if (endpoint === undefined) return;
      if (endpoint === 'answer') {
        answers.count++;
        answers.totalMs += exchange.durationMs;
      }
      if (isSuccess(status)) {
        if (asked?.isPlain) worked.add(endpoint);
        doubtful.delete(endpoint);
      } else if ((worked.has(endpoint) || status >= 500) && !doubtful.has(endpoint)) doubtful.set(endpoint, exchange);
    },
    awaits(sending) {
      const ended = sending.then(
        () => void underWay.delete(ended),
        () => void underWay.delete(ended),
      );
      underWay.add(ended);
    },
    settled: async () => void (await Promise.all(underWay)),
    incomplete: () => incomplete,
    trouble: () => failed ?? row,
    share() {
      shared++;
      return () => void shared--;
    },
    answers,
    doubtful: () => doubtful,
    hasWorked: (endpoint) => worked.has(endpoint),
  };
}
