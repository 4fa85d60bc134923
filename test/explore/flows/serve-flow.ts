import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Bench } from '../../../platform/bench.ts';
import { openBench } from '../../../platform/open-bench.ts';
import { type BenchOptions, defaultReadings } from '../../../spec/index.ts';

/** What an integration is asked: by answer_url, or by the URL of a redirect. */
export interface Asked {
  readonly url: URL;
  readonly method: string;
  readonly callId: string;
}

/** A status, a closed connection, nothing at all, a body as it is; a list of actions is made JSON. */
export type Reply = number | 'cut' | 'hang' | { readonly text: string } | readonly unknown[];

export interface Integration {
  answer(asked: Asked): Reply | Promise<Reply>;
  /** The digits that a caller of this call entered; each event may come again. */
  gathered(callId: string, digits: string): void | Promise<void>;
}

export interface Served {
  readonly bench: Bench;
  readonly origin: string;
  requests(): number;
  close(): Promise<void>;
}

export interface ServeOptions extends Partial<BenchOptions> {
  readonly host?: string;
  /** The server goes away after so many requests. */
  readonly diesAfter?: number;
  /** Milliseconds after which the kit gives up on a response. */
  readonly patienceMs?: number;
}

/** Serves an integration at `/answer` and `/webhook`, and opens a bench on it. */
export async function serveFlow({ answer, gathered }: Integration, options: ServeOptions = {}): Promise<Served> {
  const { host = '127.0.0.1', diesAfter = Number.POSITIVE_INFINITY, patienceMs, ...rest } = options;
  let requests = 0;
  const server = createServer((request, response) => {
    requests++;
    if (requests <= diesAfter) return void respond(request, response);
    server.close();
    server.closeAllConnections();
  });

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await read(request);
    const url = new URL(request.url ?? '/', `http://${request.headers.host}`);
    const told =
      body === '' ? {} : (JSON.parse(body) as { event?: string; call?: { id: string }; data?: { digits: string } });
    const callId = told.call?.id ?? url.searchParams.get('call_id') ?? '';
    if (url.pathname === '/webhook') {
      if (told.event === 'call.gathered') await gathered(callId, told.data?.digits ?? '');
      return void response.writeHead(204).end();
    }
    const reply = await answer({ url, method: request.method ?? '', callId });
    if (reply === 'cut') return void request.socket.destroy();
    if (typeof reply === 'number') return void response.writeHead(reply).end();
    if (reply === 'hang') return;
    response.writeHead(200, { 'Content-Type': 'application/json' });
    response.end('text' in reply ? reply.text : JSON.stringify({ actions: reply }));
  }

  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const origin = `http://${host}:${(server.address() as AddressInfo).port}`;
  const bench = await openBench(
    {
      answerUrl: `${origin}/answer`,
      webhookUrl: `${origin}/webhook`,
      readings: defaultReadings,
      budgets: { answerMs: 1_000, ackMs: 1_000 },
      seed: 1,
      runs: 5,
      ...rest,
    },
    ['answer', 'webhook'],
  );
  const hurried: Bench = {
    ...bench,
    answer: (asked) => bench.answer({ ...asked, timeoutMs: patienceMs ?? 10_000 }),
    deliver: (event, how) => bench.deliver(event, { ...how, timeoutMs: patienceMs ?? 10_000 }),
  };
  return {
    bench: patienceMs === undefined ? bench : hurried,
    origin,
    requests: () => requests,
    async close() {
      await bench.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
