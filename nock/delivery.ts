import { Readable } from 'node:stream';
import type { ReplyFnResult } from 'nock';
import type { ApiOutcome, ApiReply } from '../platform/api/api.ts';
import { pause } from '../platform/clock.ts';

/** Gives clients the outcomes of the API in the form in which sockets would give them. */
interface Delivery {
  give(outcome: ApiOutcome, byFetch: boolean): Promise<ReplyFnResult>;
  /** Cuts the requests that are still waiting for an answer. */
  release(): void;
}

/** A silent request keeps the process alive so long, as an open socket would: a client's timers alone do not. */
const longestMs = 60_000;

export function createReplies(): Delivery {
  const waiting = new Set<() => void>();

  function whenReleased(): Promise<void> {
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        waiting.delete(end);
        resolve();
      };
      const timer = setTimeout(end, longestMs);
      waiting.add(end);
    });
  }

  return {
    async give(outcome, byFetch) {
      if (outcome.kind === 'reply') return byFetch ? late(outcome) : beginReply(outcome.reply, bodyOf(outcome));
      const { reply } = outcome.kind === 'cut' ? outcome : {};
      if (reply) return beginReply(reply, halfOf(reply, byFetch));
      const patience = outcome.kind === 'hang' ? whenReleased : async () => undefined;
      if (!byFetch) return [200, nothing(patience)];
      await patience();
      throw lostConnection('fetch failed', byFetch);
    },
    release() {
      for (const end of [...waiting]) end();
    },
  };
}

type Replied = Extract<ApiOutcome, { kind: 'reply' }>;

/** fetch has its response as soon as it begins, so that it has to begin late. */
async function late({ reply, afterMs }: Replied): Promise<ReplyFnResult> {
  if (afterMs) await pause(afterMs);
  return beginReply(reply, Buffer.from(reply.body));
}

/** node:http has it with the first bytes of the body; until then it is connected and waits, and its time-outs run. */
function bodyOf({ reply, afterMs }: Replied): Buffer | Readable {
  const bytes = Buffer.from(reply.body);
  return afterMs ? Readable.from(later(bytes, afterMs)) : bytes;
}

async function* later(bytes: Buffer, ms: number): AsyncGenerator<Buffer> {
  await pause(ms);
  if (bytes.length > 0) yield bytes;
}

/** Connected and without an answer until it is cut. */
function nothing(patience: () => Promise<void>): Readable {
  return new Readable({
    read() {
      void patience().then(() => this.destroy(lostConnection('cut', false)));
    },
  });
}

function halfOf({ body }: ApiReply, byFetch: boolean): Readable {
  const bytes = Buffer.from(body);
  async function* firstHalf(): AsyncGenerator<Buffer> {
    yield bytes.subarray(0, Math.floor(bytes.length / 2));
    await pause(1);
    throw lostConnection('terminated', byFetch);
  }
  return Readable.from(firstHalf());
}

function beginReply({ status, headers, body }: ApiReply, content: Buffer | Readable): ReplyFnResult {
  return [status, content, { ...headers, 'Content-Length': String(Buffer.byteLength(body)) }];
}

/** The error of fetch; node:http makes its own ECONNRESET when the socket closes. */
function lostConnection(message: string, byFetch: boolean): Error {
  if (!byFetch) return new Error(message);
  const cause = Object.assign(new Error('other side closed'), { name: 'SocketError', code: 'UND_ERR_SOCKET' });
  return new TypeError(message, { cause });
}
