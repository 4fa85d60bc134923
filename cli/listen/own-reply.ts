import type { HeardExchange } from './exchange.ts';
import type { Reply } from './receiver.ts';

/** How the kit itself answers. */
interface OwnReplies {
  /** In turn; the last one stays. */
  readonly statuses: readonly number[];
  /** The body for answer requests. */
  readonly answer: Buffer | undefined;
}

/** The caller hears that the call arrived. */
const defaultAnswer = Buffer.from(
  JSON.stringify({ actions: [{ say: { text: 'This call has reached mvk listen.' } }] }),
);

/** Events and other requests take the statuses in turn; an answer request gets an answer, which `--answer` replaces. */
export function ownReplies({ statuses, answer = defaultAnswer }: OwnReplies): (kind: HeardExchange['kind']) => Reply {
  let turn = 0;
  const next = (): number => statuses[Math.min(turn++, statuses.length - 1)] ?? 200;
  return (kind) => {
    if (kind !== 'answer') return { status: next(), headers: [], body: Buffer.alloc(0) };
    return { status: 200, headers: [['Content-Type', 'application/json']], body: answer };
  };
}

/** A response of the kit for a request that it could not keep or pass on. */
export function refusal(status: 413 | 502, sentence: string): Reply {
  return { status, headers: [['Content-Type', 'text/plain']], body: Buffer.from(`mvk listen: ${sentence}\n`) };
}
