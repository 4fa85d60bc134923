import type { ApiOutcome, ApiRequest } from '../platform/api/api.ts';
import { createReplies } from './delivery.ts';
import { intercept, refuseOutside } from './intercept.ts';

export interface PlaceOptions {
  /** Base URL of the API that the client uses (default `https://api.minivoice.eu/v1`). */
  readonly baseUrl?: string;
  /** Whether requests to other machines are refused meanwhile (default `refused`). */
  readonly outside?: 'refused' | 'allowed';
}

/** Turns a request into what it is to have; `below` is what follows the base URL's path, undefined where it is not below it. */
export type Play = (request: ApiRequest, below: string | undefined) => ApiOutcome | Promise<ApiOutcome>;

/** The place of the API in this process: requests to its base URL do not leave the process. */
export interface CallSite {
  readonly origin: string;
  /** Path of the base URL, without a trailing slash. */
  readonly base: string;
  /** Cuts what still waits. */
  release(): void;
  /** Ends the interception; false where it had ended. */
  restore(): boolean;
}

const taken = new Set<string>();

export function takePlace(options: PlaceOptions, play: Play): CallSite {
  const { origin, base } = partsOf(options.baseUrl ?? 'https://api.minivoice.eu/v1');
  if (taken.has(origin)) throw new Error(`MiniVoice is already mocked at ${origin}: restore() the other mock first`);
  const delivery = createReplies();
  const stop = intercept(origin, async (request, byFetch) =>
    delivery.give(await play(request, belowOf(request.target, base)), byFetch),
  );
  const allow = options.outside === 'allowed' ? undefined : refuseOutside();
  taken.add(origin);
  return {
    origin,
    base,
    release: () => delivery.release(),
    restore() {
      if (!taken.delete(origin)) return false;
      delivery.release();
      stop();
      allow?.();
      return true;
    },
  };
}

function partsOf(baseUrl: string): { readonly origin: string; readonly base: string } {
  if (!URL.canParse(baseUrl) || !/^https?:/.test(baseUrl)) {
    throw new Error(`baseUrl must be an http or https URL: "${baseUrl}"`);
  }
  const { origin, pathname } = new URL(baseUrl);
  return { origin, base: pathname.replace(/\/+$/, '') };
}

/** What follows the base URL's path; undefined where the request is not below it. */
function belowOf(target: string, base: string): string | undefined {
  const rest = target.slice(base.length);
  return target.startsWith(base) && /^[/?]|^$/.test(rest) ? rest : undefined;
}
