import { deadline } from '../clock.ts';
import type { SeenRequest } from './api.ts';

/** The requests seen. The oldest are forgotten, so that a server may run for days. */
export interface Journal {
  readonly seen: readonly SeenRequest[];
  add(request: SeenRequest): void;
  clear(): void;
  /** Checks again at each new request; false if the time runs out first. */
  until(condition: (seen: readonly SeenRequest[]) => boolean, timeoutMs: number): Promise<boolean>;
}

const maxRequests = 5_000;
const maxBytes = 64 * 1024 * 1024;

export function createJournal(): Journal {
  const seen: SeenRequest[] = [];
  const waiting = new Set<() => void>();
  let bytes = 0;

  return {
    seen,
    add(request) {
      seen.push(request);
      bytes += request.request.body.length;
      while (seen.length > maxRequests || bytes > maxBytes) {
        const dropped = seen.splice(0, Math.ceil(seen.length / 10));
        bytes -= dropped.reduce((sum, each) => sum + each.request.body.length, 0);
      }
      for (const look of waiting) look();
    },
    clear() {
      seen.length = 0;
      bytes = 0;
    },
    until(condition, timeoutMs) {
      const end = deadline(timeoutMs);
      return new Promise((resolve, reject) => {
        const settle = (result: () => void) => {
          clearTimeout(timer);
          waiting.delete(look);
          result();
        };
        const look = () => {
          try {
            if (condition(seen)) settle(() => resolve(true));
          } catch (error) {
            settle(() => reject(error));
          }
        };
        const timer = setTimeout(() => settle(() => resolve(false)), end.remaining());
        waiting.add(look);
        look();
      });
    },
  };
}
