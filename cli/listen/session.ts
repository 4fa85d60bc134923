import type { RelayedExchange } from '../../fixtures/wire/conversation.ts';
import { monotonic, now } from '../../platform/clock.ts';
import { accessing } from '../../platform/http/access.ts';
import { createClient } from '../../platform/http/client.ts';
import { trusting } from '../../platform/http/tls/authorities.ts';
import { UsageError } from '../command.ts';
import type { HeardExchange } from './exchange.ts';
import { forward, forwardUrl, passedBack, passedOn } from './forward.ts';
import { findingsOf, kindOf, namesIn, signatureOf } from './judge.ts';
import { ownReplies, refusal } from './own-reply.ts';
import type { Reply } from './receiver.ts';
import type { Settings } from './settings.ts';
import { createStore, type Store } from './store.ts';

type Request = RelayedExchange['request'];

/** What is received, sent on and kept. */
export interface Session {
  readonly store: Store;
  /** For a receiver. */
  reply(request: Request, signal: AbortSignal): Promise<{ readonly reply: Reply; sent(): void }>;
  /** Sends an exchange again, as it came or changed. */
  resend(exchange: HeardExchange, request?: Request): Promise<void>;
  /** Where an exchange would be sent again; undefined where nothing says. */
  targetOf(exchange: HeardExchange): string | undefined;
  close(): Promise<void>;
}

type Outcome = Pick<HeardExchange, 'response' | 'failure' | 'answeredBy' | 'status' | 'durationMs'>;

/** Time limit of a request to the integration, and bytes of its response that are read. */
const bounds = { timeoutMs: 30_000, maxBytes: 1024 * 1024 };

export function createSession(
  { resolved, statuses, answer, delayMs, forwardTo, secrets }: Settings,
  onHeard: (exchange: HeardExchange) => void,
): Session {
  const { bench } = resolved;
  const { readings } = bench;
  const client = createClient({ ...trusting(bench), ...accessing(bench, [forwardTo]), ...bounds });
  const own = ownReplies({ statuses, answer });
  const store = createStore();
  let count = 0;
  /** One after another, in the order in which they were over. */
  let keeping = Promise.resolve();

  /** Judges what is over, keeps it and reports it. */
  async function keep(
    request: Request,
    outcome: Outcome,
    { at, number, resentFrom }: Pick<HeardExchange, 'at' | 'number' | 'resentFrom'>,
  ): Promise<void> {
    const kind = kindOf(request);
    const exchange: HeardExchange = {
      ...{ number, at, kind, request },
      ...(resentFrom !== undefined && { resentFrom }),
      ...namesIn(request),
      ...outcome,
      findings: await findingsOf(kind, { request, ...outcome }, outcome, readings),
      signature: signatureOf(request, secrets, readings),
    };
    store.add(exchange);
    onHeard(exchange);
  }

  async function forwarded(request: Request, base: string): Promise<Outcome & { readonly reply: Reply }> {
    const passed = await forward(client, request, forwardUrl(base, request.url));
    const { response, failure } = passed;
    const reply = response
      ? passedBack(response)
      : refusal(502, `the integration gave no complete response (${failure?.message ?? 'none'})`);
    return { ...passed, answeredBy: 'integration', status: reply.status, reply };
  }

  async function replyTo(
    request: Request,
    signal: AbortSignal,
  ): Promise<Omit<Outcome, 'durationMs'> & { reply: Reply }> {
    const ours = (reply: Reply) => ({ response: reply, answeredBy: 'mvk', status: reply.status, reply }) as const;
    if (request.truncated) return ours(refusal(413, 'the body is longer than 1 MiB'));
    if (forwardTo !== undefined) return forwarded(request, forwardTo);
    const reply = own(kindOf(request));
    if (delayMs > 0) await waited(delayMs, signal);
    return ours(reply);
  }

  const targetOf = ({ kind, request }: HeardExchange): string | undefined => {
    const base = forwardTo ?? { event: bench.webhookUrl, answer: bench.answerUrl, other: undefined }[kind];
    if (base === undefined) return undefined;
    const url = forwardTo === undefined ? withoutPath(request.url) : request.url;
    return forwardUrl(base, url);
  };

  return {
    store,
    targetOf,
    async reply(request, signal) {
      const about = { at: now(), number: ++count };
      const start = monotonic();
      const { reply, ...outcome } = await replyTo(request, signal);
      const durationMs = monotonic() - start;
      return {
        reply,
        // Judged when the response is on its way, so that the sender does not wait for it.
        sent() {
          keeping = keeping.then(() => keep(request, { ...outcome, durationMs }, about));
        },
      };
    },
    async resend(exchange, request = exchange.request) {
      const target = targetOf(exchange);
      if (target === undefined)
        throw new UsageError(
          `there is nowhere to send #${exchange.number} to`,
          'Give --forward URL, or a configuration with webhookUrl and answerUrl.',
        );
      const about = { at: now(), number: ++count, resentFrom: exchange.number };
      const sent = { ...request, url: target, headers: passedOn(request.headers, target) };
      const passed = await forward(client, sent, target);
      const status = passed.response?.status ?? 0;
      await keep(sent, { ...passed, answeredBy: 'integration', status }, about);
    },
    async close() {
      await keeping;
      await client.close();
    },
  };
}

/** The configured URL has a path of its own. */
function withoutPath(url: string): string {
  return new URL(new URL(url).search, new URL(url).origin).href;
}

function waited(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    const end = (): void => {
      clearTimeout(timer);
      resolve();
    };
    if (signal.aborted) end();
    signal.addEventListener('abort', end, { once: true });
  });
}
