import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { pause, within } from '../../clock.ts';
import type { Afterwards, ApiOutcome, ApiReply } from '../api.ts';

type Replied = Extract<ApiOutcome, { kind: 'reply' }>;

/** Sends the response to the client, and then triggers what follows from it. */
export function give(outcome: ApiOutcome, outgoing: ServerResponse): void {
  const { afterwards } = outcome;
  if (outcome.kind === 'reply' && outcome.afterCallMs !== undefined) {
    void within(followed(afterwards), outcome.afterCallMs).then(() => reply(outcome, outgoing));
    return;
  }
  // A client that has disconnected sends nothing more.
  if (outgoing.destroyed) void followed(afterwards);
  else if (afterwards) outgoing.once('close', () => void followed(afterwards));
  if (outcome.kind === 'reply') reply(outcome, outgoing);
  else if (outcome.kind === 'cut') cut(outgoing, outcome.reply);
  else if (outcome.reply) sendFirstHalf(outgoing, outcome.reply);
}

async function followed(afterwards: Afterwards | undefined): Promise<void> {
  await afterwards?.();
}

function reply({ reply, afterMs, pieces, packed, closes }: Replied, outgoing: ServerResponse): void {
  const { socket } = outgoing;
  if (closes) outgoing.once('finish', () => socket?.end());
  if (pieces || packed) {
    const isPacked = packed === true && takesGzip(outgoing);
    const body = isPacked ? gzipSync(reply.body) : Buffer.from(reply.body);
    const headers = isPacked ? { ...reply.headers, 'Content-Encoding': 'gzip' } : reply.headers;
    void piecemeal(outgoing, { ...reply, headers }, pieces ? piecesOf(body) : [body]);
    return;
  }
  if (!afterMs) {
    send(outgoing, reply);
    return;
  }
  const timer = setTimeout(() => send(outgoing, reply), afterMs);
  outgoing.once('close', () => clearTimeout(timer));
}

export function send(outgoing: ServerResponse, { status, headers, body }: ApiReply): void {
  outgoing.writeHead(status, Object.assign({}, headers, { 'Content-Length': Buffer.byteLength(body) }));
  outgoing.end(body);
}

/** Whether the request names gzip among the codings that it accepts: what it does not name is not sent. */
function takesGzip({ req }: ServerResponse): boolean {
  const names = String(req.headers['accept-encoding'] ?? '').split(',');
  return names.some((name) => /^\s*(x-)?gzip\s*(;\s*q=(?!0(\.0*)?\s*$).*)?$/i.test(name));
}

/** Milliseconds between pieces: enough to be read one by one. */
const pieceGapMs = 5;

/** Chunked, and with as few as possible of the letters that are more than a byte in one piece. */
async function piecemeal(
  outgoing: ServerResponse,
  { status, headers }: Pick<ApiReply, 'status' | 'headers'>,
  pieces: readonly Buffer[],
): Promise<void> {
  outgoing.socket?.setNoDelay(true);
  outgoing.writeHead(status, headers);
  for (const piece of pieces) {
    outgoing.write(piece);
    await pause(pieceGapMs);
  }
  outgoing.end();
}

const maxPieces = 6;

/** Cut after the first byte of letters that have several, and in the middle. */
function piecesOf(bytes: Buffer): readonly Buffer[] {
  const within = [...bytes.keys()].filter((at) => at > 0 && (bytes[at - 1] ?? 0) >= 0xc0).slice(0, maxPieces - 2);
  const cuts = [...new Set([...within, Math.floor(bytes.length / 2)])].sort((a, b) => a - b);
  return [0, ...cuts].map((from, index) => bytes.subarray(from, cuts[index] ?? bytes.length));
}

/** Closes the connection; with a reply, after its headers and half of its body. */
function cut(outgoing: ServerResponse, reply: ApiReply | undefined): void {
  const { socket } = outgoing;
  if (reply) sendFirstHalf(outgoing, reply, () => socket?.destroy());
  else socket?.destroy();
}

/** The headers and half of the body. */
function sendFirstHalf(
  outgoing: ServerResponse,
  { status, headers, body }: ApiReply,
  then: () => void = () => {},
): void {
  const bytes = Buffer.from(body);
  outgoing.writeHead(status, { ...headers, 'Content-Length': bytes.length });
  outgoing.write(bytes.subarray(0, Math.floor(bytes.length / 2)), then);
}
