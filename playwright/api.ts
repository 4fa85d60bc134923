import type { Fault } from '../platform/api/faults/faults.ts';
import type { Bench } from '../platform/bench.ts';
import { monotonic } from '../platform/clock.ts';

/** MiniVoice's REST API with problems: an address at which it refuses connections, fails or never responds. */
export interface ApiStandIn {
  /** Ends in `/v1`; a started integration finds it in `MINIVOICE_API_BASE_URL`. */
  readonly baseUrl: string;
  /** Requests since the test began. */
  readonly requests: number;
  /** Answers every request with a documented 404; so does each test begin. */
  refuse(): void;
  /** Answers every request with a 500. */
  fail(): void;
  /** Never answers. */
  hang(): void;
}

export function openApi({ api }: Bench): ApiStandIn {
  if (!api) throw new Error('The API runs only with the option minivoice: { start } or { api: { port } }.');
  const since = monotonic();
  const always = (fault: Fault) => () => api.injectFaults([{ fault }]);
  const refuse = always({ kind: 'error', code: 'not_found', message: 'nothing is stored here' });
  refuse();
  return {
    baseUrl: api.baseUrl,
    get requests() {
      return api.seen.filter(({ at }) => at >= since).length;
    },
    refuse,
    fail: always({ kind: 'error', code: 'internal_error' }),
    hang: always({ kind: 'hang' }),
  };
}
