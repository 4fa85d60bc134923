import { type Allowance, createAllowance } from './allowance.ts';
import { createHealth, type Endpoint, type Health } from './health.ts';
import { notTaken, type Send, Unreachable } from './sender.ts';

/** Keeps account of the requests of a run: what became of them, and how long a check may go on. */
export interface Tracking {
  readonly health: Health;
  readonly allowance: Allowance;
  /** Sends as `send` does, to a known endpoint or to none. */
  to(endpoint?: Endpoint): Send;
  /** The process is being ended by us: what fails because of that says nothing. */
  ending(): void;
}

/** `isDown` says whether we have ended the process and not started it again. */
export function createTracking(send: Send, isDown: () => boolean): Tracking {
  const [health, allowance] = [createHealth(), createAllowance()];
  let endings = 0;
  return {
    health,
    allowance,
    to: (endpoint) => async (request, named) => {
      allowance.assert();
      const [before, wasDown] = [endings, isDown()];
      const exchange = await send(request, named).catch((error: unknown) => {
        if (error instanceof Unreachable) health.note(notTaken(request.method, request.url, error), undefined, true);
        throw error;
      });
      health.note(exchange, endpoint, (request.mayFail ?? false) || wasDown || endings > before);
      return exchange;
    },
    ending: () => void endings++,
  };
}
