import type { Bench } from '../../platform/bench.ts';
import type { openBench } from '../../platform/open-bench.ts';
import { type Exchange, type LiveExchange, type Plan, progressMark } from '../../spec/index.ts';

type Watch = Pick<NonNullable<Parameters<typeof openBench>[3]>, 'onSent' | 'onSeen'>;

/** Characters of a body that are handed on to the process that started the run. */
const longest = 64 * 1024;

/**
 * Hands each exchange on as it ends; before there is a bench, there is none that a check made. A terminal gets it without
 * secrets. The process that takes data keeps it in memory and hides them where it shows it, because what was signed can
 * only be judged as it was sent.
 */
export function handOn({ progress }: Plan, bench: () => Bench | undefined, checking: () => string | undefined): Watch {
  const say = (exchange: Exchange, about: Omit<LiveExchange, 'exchange' | 'requirement'> = {}): void => {
    const ready = bench();
    if (!ready) return;
    const requirement = checking();
    const shown = progress === 'data' ? bounded(exchange) : { exchange: ready.redact(exchange) };
    const live: LiveExchange = { ...shown, ...about, ...(requirement !== undefined && { requirement }) };
    process.stderr.write(`${progressMark}${JSON.stringify({ live })}\n`);
  };
  return {
    onSent: (exchange) => say(exchange),
    onSeen: ({ exchange, operation }) => say(exchange, { isApi: true, ...(operation && { operation }) }),
  };
}

/** Without the bytes of the response, which it has as text. */
function bounded({ request, response, failure, durationMs }: Exchange): Pick<LiveExchange, 'exchange' | 'isCut'> {
  const isCut = isLong(request);
  const exchange: Exchange = {
    request: isLong(request) ? { ...request, ...beginning(request) } : request,
    ...(response && {
      response: isLong(response) ? { ...response, ...beginning(response), truncated: true } : response,
    }),
    ...(failure && { failure }),
    durationMs,
  };
  return { exchange, ...(isCut && { isCut }) };
}

interface Body {
  readonly body?: string;
  readonly bodyBase64?: string;
}

function isLong({ body = '', bodyBase64 = '' }: Body): boolean {
  return body.length > longest || bodyBase64.length > longest;
}

/** Base64 ends where a group of four does. */
function beginning<Given extends Body>({ body, bodyBase64 }: Given): Pick<Given, 'body' | 'bodyBase64'> {
  return {
    ...(body !== undefined && { body: body.slice(0, longest) }),
    ...(bodyBase64 !== undefined && { bodyBase64: bodyBase64.slice(0, longest) }),
  };
}
