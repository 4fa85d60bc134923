import type { Exchange } from '../../spec/index.ts';
import type { Access } from '../http/access.ts';
import { type Client, createClient, type HttpRequest } from '../http/client.ts';
import { Unreachable } from '../http/sender.ts';

interface ReadinessOptions {
  readonly timeoutMs: number;
  /** Roots of certificates that are trusted instead of the usual ones. */
  readonly ca?: readonly string[];
  readonly access?: Access;
  /** Accepts the error of a proxy as ready, because an earlier start got no better response. */
  readonly takesUnavailable: boolean;
}

/** Whether an integration that is being started has given a complete response yet. */
interface Readiness {
  /** One look; rejects where waiting cannot help. */
  isReady(): Promise<boolean>;
  /** What is missing, as the end of a sentence. */
  missing(): string;
  /** Only errors of a proxy came, which say that the server behind it does not respond. */
  isUnavailable(): boolean;
  /** A request has reached the server: if it ended before any response, it may have ended by that. */
  wasAsked(): boolean;
  /** The probes of each origin, starting with the one that was answered last time. */
  requests(): readonly (readonly HttpRequest[])[];
  close(): Promise<void>;
}

/** RFC 9110, 15.6: 502, 503 and 504 say that another server is not there yet, or that this one is not for now. */
const unavailable = [502, 503, 504];

/** User agent, for people who count or log requests. */
const userAgent = 'minivoice-conformance (readiness)';

/**
 * An open port is not enough: servers that fork, such as gunicorn and Puma, listen before they have loaded the
 * application. So each origin of the targets must give one complete response, whatever it says.
 */
export function readinessOf(asked: readonly (readonly HttpRequest[])[], how: ReadinessOptions): Readiness {
  const { ca, access } = how;
  const client = createClient({ userAgent, ...(ca && { ca }), ...(access && { access }) });
  const origins = asked.map((requests) => probe(client, requests, how));
  const all = (): readonly Seen[] => origins.map(({ seen }) => seen());
  return {
    isReady: async () => (await Promise.all(origins.map(({ look }) => look()))).every(Boolean),
    missing: () => origins.flatMap(({ missing }) => missing() ?? []).join(', and '),
    isUnavailable: () =>
      all().some(({ isReady }) => !isReady) && all().every(({ isReady, status }) => isReady || status !== undefined),
    wasAsked: () => all().some(({ wasAsked }) => wasAsked),
    requests: () => origins.map(({ requests }) => requests()),
    close: () => client.close(),
  };
}

interface Seen {
  readonly isReady: boolean;
  readonly wasAsked: boolean;
  /** One of `unavailable`, which the last request got. */
  readonly status?: number;
  /** Result of the last request, once it is over. */
  readonly failure?: NonNullable<Exchange['failure']>;
  readonly request?: HttpRequest;
}

interface Watched {
  look(): Promise<boolean>;
  missing(): string | undefined;
  requests(): readonly HttpRequest[];
  seen(): Seen;
}

/** Probes one origin: repeats a request while nothing listens, and tries the next kind if one was cut or got no response. */
function probe(
  client: Client,
  requests: readonly HttpRequest[],
  { timeoutMs, takesUnavailable }: ReadinessOptions,
): Watched {
  let next = 0;
  let seen: Seen = { isReady: false, wasAsked: false };

  async function look(): Promise<boolean> {
    const request = requests[next % requests.length];
    if (seen.isReady || !request) return true;
    const onSent = (): void => {
      // What the last request got stands until this one is over.
      const { status } = seen;
      seen = { isReady: false, wasAsked: true, request, ...(status !== undefined && { status }) };
    };
    const patience = Math.max(1, timeoutMs / requests.length);
    const { response, failure } = await client.send({ ...request, timeoutMs: patience, freshConnection: true, onSent });
    if (response) {
      const { status } = response;
      const isReady = takesUnavailable || !unavailable.includes(status);
      seen = { isReady, wasAsked: true, request, ...(!isReady && { status }) };
      return isReady;
    }
    if (failure?.kind === 'untrusted') throw new Unreachable(`${request.url}: ${failure.message}`);
    const { wasAsked } = seen;
    // Wrong or endless bytes also show that the application is loaded.
    const isReady = failure?.kind === 'invalid' || failure?.kind === 'too-large';
    seen = { isReady, wasAsked, request, ...(failure && { failure }) };
    if (failure?.kind === 'cut' || failure?.kind === 'timeout') next++;
    return isReady;
  }

  return {
    look,
    seen: () => seen,
    missing: () => (seen.isReady ? undefined : missingIn(seen)),
    requests() {
      const at = next % Math.max(1, requests.length);
      return [...requests.slice(at), ...requests.slice(0, at)];
    },
  };
}

function missingIn({ request, status, failure }: Seen): string {
  if (!request) return 'nothing was there to be asked';
  const { method, url } = request;
  if (status !== undefined) return `${method} ${url} answered ${status}`;
  const isAlone = failure?.kind === 'refused' || failure?.kind === 'not-found';
  if (isAlone) return `nothing listened at ${new URL(url).origin}`;
  return `${method} ${url} got no complete response`;
}
