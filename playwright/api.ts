import type { Bench } from '../platform/bench.ts';

/** MiniVoice's REST API as far as the kit stands in for it: an address at which it refuses, fails or never answers. */
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
  const before = api.requests;
  const mode = (name: typeof api.mode) => () => {
    api.mode = name;
  };
  api.mode = 'refuse';
  return {
    baseUrl: api.baseUrl,
    get requests() {
      return api.requests - before;
    },
    refuse: mode('refuse'),
    fail: mode('fail'),
    hang: mode('hang'),
  };
}
