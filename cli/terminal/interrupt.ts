import { ExitCode } from '../command.ts';
import { say } from './message.ts';

export interface Interrupt {
  /** Aborted by the first signal since `arm`. */
  readonly signal: AbortSignal;
  /** From now on the first signal only hangs up. */
  arm(): void;
  stop(): void;
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Ctrl-C hangs up; once more, or when there is no call, it ends the kit at once (its guard ends the integration). `asked`
 * hangs up as the first signal does.
 */
export function interrupts(asked?: AbortSignal): Interrupt {
  const hangUp = new AbortController();
  let armed = false;
  const handle = (): void => {
    if (!armed) {
      say('interrupted');
      process.exit(ExitCode.NotRun);
    }
    armed = false;
    hangUp.abort();
  };
  const ask = (): void => hangUp.abort();
  if (asked?.aborted) ask();
  asked?.addEventListener('abort', ask, { once: true });
  for (const name of signals) process.on(name, handle);
  return {
    signal: hangUp.signal,
    arm() {
      armed = true;
    },
    stop() {
      asked?.removeEventListener('abort', ask);
      for (const name of signals) process.off(name, handle);
    },
  };
}
