import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Bench, CallPlan, PlayedCall } from '../../platform/bench.ts';
import { conversation } from '../../platform/call/transcript.ts';
import type { PlatformEvent } from '../../platform/events/events.ts';
import { openBench } from '../../platform/open-bench.ts';
import { defaultReadings, type Readings } from '../../spec/index.ts';

/** What is answered at each path: a list of actions, or a response of another kind. `/x` in a redirect is a path of this server. */
export type Table = Record<string, readonly unknown[] | { readonly status: number; readonly body?: string }>;

interface Seen {
  readonly method: string;
  readonly url: URL;
  readonly body: string;
  /** What was delivered to the webhook. */
  readonly event?: PlatformEvent;
}

export interface Answering {
  readonly bench: Bench;
  readonly origin: string;
  /** Everything that was asked and delivered, in order. */
  readonly seen: readonly Seen[];
  /** Stops the server: nothing answers any more. */
  stop(): Promise<void>;
}

interface AnsweringOptions {
  readonly readings?: Readings;
  /** False: no webhook URL is configured. */
  readonly webhook?: boolean;
  /** True: the bench has an API. */
  readonly api?: boolean;
}

/** A server that answers by a table, and a bench that plays calls to it. */
export async function answering<T>(
  table: Table,
  use: (answering: Answering) => Promise<T>,
  { readings = {}, webhook = true, api = false }: AnsweringOptions = {},
): Promise<T> {
  const seen: Seen[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    const url = new URL(request.url ?? '/', origin);
    const isEvent = url.pathname === '/webhook';
    seen.push({
      method: request.method ?? '',
      url,
      body,
      ...(isEvent && { event: JSON.parse(body) as PlatformEvent }),
    });
    const entry = isEvent ? [] : (table[url.pathname] ?? { status: 404 });
    const known = 'status' in entry ? entry : { status: 200, body: JSON.stringify({ actions: entry }) };
    response.writeHead(known.status, { 'Content-Type': 'application/json' });
    response.end(known.body?.replaceAll('"url":"/', `"url":"${origin}/`));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const bench = await openBench(
    {
      answerUrl: `${origin}/answer`,
      ...(webhook && { webhookUrl: `${origin}/webhook` }),
      ...(api && { api: {} }),
      budgets: { answerMs: 1_000, ackMs: 1_000 },
      readings: { ...defaultReadings, ...readings },
      seed: 1,
      runs: 5,
    },
    ['answer', 'webhook'],
  );
  const stop = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  try {
    return await use({ bench, origin, seen, stop });
  } finally {
    await bench.close();
    await stop();
  }
}

export interface Played extends PlayedCall {
  readonly seen: readonly Seen[];
  readonly events: readonly PlatformEvent[];
  /** Paths that were asked and names of events, in order. */
  readonly order: readonly string[];
  /** What the people on the line notice. */
  readonly conversation: readonly string[];
}

/** Plays one call; a list alone is the first answer. */
export function played(
  answers: Table | readonly unknown[],
  plan: CallPlan = {},
  options: AnsweringOptions = {},
): Promise<Played> {
  const table = Array.isArray(answers) ? { '/answer': answers as readonly unknown[] } : (answers as Table);
  const play = async ({ bench, seen }: Answering): Promise<Played> => {
    const call = await bench.call(plan);
    const events = seen.flatMap(({ event }) => event ?? []);
    const order = seen.map(({ event, url }) => event?.event ?? url.pathname);
    return { ...call, seen, events, order, conversation: conversation(call.steps) };
  };
  return answering(table, play, options);
}

/** Events that end a call. */
export const terminal: readonly string[] = ['call.completed', 'call.failed', 'call.canceled'];

export const number = '+12025550111';
export const say = (text: string): unknown => ({ say: { text } });
export const gather = (parameters: Readonly<Record<string, unknown>> = {}): unknown => ({ gather: parameters });
export const redirect = (url: string, parameters: Readonly<Record<string, unknown>> = {}): unknown => ({
  redirect: { url, ...parameters },
});
