import { until } from '../clock.ts';
import { isListening } from './listening.ts';
import { StartFailed } from './process.ts';

/** Maximum number of restarts in one run, after the integration ended on its own. */
const maxStarts = 30;

interface Integration {
  readonly targets: readonly string[];
  hasEnded(): Promise<boolean>;
  /** Where the kit started it. */
  readonly restart: (() => Promise<void>) | undefined;
}

/** Waits for a lost integration: its supervisor or the kit restarts it. Returns whether it is back. */
export function reviver({ targets, hasEnded, restart }: Integration): () => Promise<boolean> {
  let starts = 0;
  const look = async (): Promise<boolean | undefined> => {
    if (restart && (await hasEnded())) return false;
    return (await Promise.all(targets.map(isListening))).every(Boolean) || undefined;
  };
  return async () => {
    const isBack = await until(look, { timeoutMs: restart ? 1_000 : 3_000, everyMs: 50 });
    if (isBack || !restart || starts++ >= maxStarts) return isBack === true;
    try {
      await restart();
      return true;
    } catch (error) {
      if (error instanceof StartFailed) return false;
      throw error;
    }
  };
}
