import type { Asked, Integration, Reply } from './serve-flow.ts';

/** One request for instructions, as an integration of a call flow looks at it. */
interface Turn {
  readonly path: string;
  readonly callId: string;
  readonly query: Readonly<Record<string, string>>;
  /** What was gathered last and is not used up yet; empty when nothing was. */
  readonly digits: string;
  /** A redirect to a path of the integration. */
  go(path: string, query?: Readonly<Record<string, string | number>>): unknown;
}

/** A call flow; made anew for each bench, as it may keep something. */
export type Flow = () => (turn: Turn) => Reply;

export const say = (text: string): unknown => ({ say: { text } });
export const transfer = (destination: string): unknown => ({ transfer: { destination } });
export function gather(prompt: string | undefined, more: Readonly<Record<string, unknown>> = {}): unknown {
  return { gather: { ...(prompt && { prompt }), num_digits: 1, timeout_seconds: 5, ...more } };
}

/** Something kept by call id. */
export function keep<T>(begin: () => T): (callId: string) => T {
  const kept = new Map<string, T>();
  return (callId) => {
    const value = kept.get(callId) ?? begin();
    kept.set(callId, value);
    return value;
  };
}

/** The integration of a flow: digits are used once, whichever request comes first. */
export function integrationOf(flow: Flow): Integration {
  const answer = flow();
  const gathered = new Map<string, string>();
  return {
    gathered: (callId, digits) => void gathered.set(callId, digits),
    answer({ url, callId }: Asked) {
      const digits = gathered.get(callId) ?? '';
      if (url.pathname !== '/answer') gathered.delete(callId);
      const go: Turn['go'] = (path, query = {}) => {
        const target = new URL(path, url.origin);
        for (const [name, value] of Object.entries({ ...query, call_id: callId })) {
          target.searchParams.set(name, String(value));
        }
        return { redirect: { url: target.href } };
      };
      return answer({ path: url.pathname, callId, query: Object.fromEntries(url.searchParams), digits, go });
    },
  };
}
