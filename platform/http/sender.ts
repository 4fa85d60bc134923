import { type ProcessEnd, processEndInWords } from '../../spec/index.ts';
import { monotonic } from '../clock.ts';
import { outputTail } from '../output-tail.ts';
import { adaptiveTimeout } from '../request-policy/deadline.ts';
import { pacer, remotePace } from '../request-policy/rate-limit.ts';
import { type Client, defaultTimeoutMs, type HttpRequest, type Received } from './client.ts';
import { isLoopback } from './loopback.ts';

/** Nothing could be connected to: the requirement could not run. */
export class Unreachable extends Error {
  override readonly name: string = 'Unreachable';
}

/** The process that the kit had started is gone, which is why nothing can be connected to. */
export class IntegrationEnded extends Unreachable {
  override readonly name = 'IntegrationEnded';
  readonly ended: ProcessEnd;

  constructor(ended: ProcessEnd) {
    super(`${processEndInWords(ended)}; ${outputTail(ended.output ?? '')}`);
    this.ended = ended;
  }
}

/** The exchange of a request after the target stopped listening. */
export function notTaken(method: string, url: string, error: Unreachable): Received {
  const ended = error instanceof IntegrationEnded && {
    message: processEndInWords(error.ended),
    output: error.ended.output ?? '',
    ended: error.ended,
  };
  return {
    request: { method, url, headers: {} },
    failure: { kind: 'refused', message: error.message, ...ended },
    durationMs: 0,
  };
}

/** Sends one request; `endpoint` names what is asked where its URL differs from one request to the next. */
export type Send = (request: HttpRequest, endpoint?: string) => Promise<Received>;

interface RequestPolicy {
  /** Why a URL is not asked. */
  readonly refusal: (url: URL) => string | undefined;
  readonly timeoutMs: number | undefined;
}

/** Sends with manners: only to where the run may go, paced where that is not this machine, with less patience for the silent. */
export function createSender(client: Client, { refusal, timeoutMs: usual = defaultTimeoutMs }: RequestPolicy): Send {
  const { deadlineFor, note, isSilent } = adaptiveTimeout();
  const turn = pacer(remotePace);
  return async (request, named) => {
    const url = new URL(request.url);
    const endpoint = named ?? placeOf(url);
    const refused = refusal(url);
    if (refused) throw new Unreachable(refused);
    if (!isLoopback(url)) await turn();
    const asked = request.timeoutMs ?? usual;
    const wasSilent = isSilent(endpoint);
    const startedAt = monotonic();
    const exchange = await client.send(request, { url, timeoutMs: deadlineFor(endpoint, asked) });
    const { kind, message = '' } = exchange.failure ?? {};
    if (kind === 'refused' || kind === 'not-found') {
      throw new Unreachable(`nothing answers at ${request.url} (${message})`);
    }
    if (kind === 'untrusted') throw new Unreachable(`${request.url}: ${message}`);
    // It was given no time.
    if (request.closeAfterMs !== undefined) return exchange;
    note(endpoint, { timedOut: kind === 'timeout', startedAt, full: asked >= usual });
    if (kind !== 'timeout' || !wasSilent) return exchange;
    const failure = { kind, message: `${message}, as before within ${usual} ms` };
    return { ...exchange, failure };
  };
}

/** What is asked, whatever the query says. */
export function placeOf({ origin, pathname }: URL): string {
  return origin + pathname;
}
