import { type Allowance, createAllowance } from '../request-policy/allowance.ts';
import { type Asked, createHealth, type Health } from '../request-policy/health.ts';
import { notTaken, type Send, Unreachable } from './sender.ts';

/** Keeps account of the requests of a run: what became of them, and how long a check may go on. */
interface Tracking {
  readonly health: Health;
  readonly allowance: Allowance;
  /** Sends as `send` does, to a known endpoint or to none. */
  to(asked?: Asked): Send;
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
    to: (asked) => (request, named) => {
      const sending = tracked(asked, request, named);
      health.awaits(sending);
      return sending;
    },
    ending: () => void endings++,
  };

  async function tracked(asked: Asked | undefined, ...[request, named]: Parameters<Send>): ReturnType<Send> {
    allowance.assert();
    const [before, wasDown] = [endings, isDown()];
    const exchange = await send(request, named).catch((error: unknown) => {
      if (error instanceof Unreachable) health.note(notTaken(request.method, request.url, error), undefined, true);
      throw error;
    });
    const isOurs = exchange.failure !== undefined && (wasDown || endings > before);
    if (!isOurs) health.note(exchange, asked, request.mayFail ?? false);
    return exchange;
  }
}
