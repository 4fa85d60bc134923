import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { listenOnLoopback } from '../../platform/http/listen.ts';
import { isRecord } from '../../spec/index.ts';
import { UsageError } from '../command.ts';
import { type Assets, policy } from './assets.ts';
import { refusalOf } from './guard.ts';
import type { Hub } from './hub.ts';

/** What the page can ask for, by name; throws one sentence where it cannot be done. */
export type Actions = Readonly<Record<string, (input: Readonly<Record<string, unknown>>) => unknown>>;

interface ServerOptions {
  readonly port: number;
  readonly token: string;
  readonly assets: Assets;
  readonly hub: Hub;
  readonly actions: Actions;
  /** The newest report as HTML; undefined where there is none. */
  report(): string | undefined;
}

export interface UiServer {
  readonly url: string;
  close(): Promise<void>;
}

const maxBody = 8 * 1024 * 1024;

/** Serves the page, its stream and its actions on 127.0.0.1, to nobody but the page. */
export async function startServer({
  port: wanted,
  token,
  assets,
  hub,
  actions,
  report,
}: ServerOptions): Promise<UiServer> {
  const server = createServer((incoming, outgoing) => {
    for (const [name, value] of Object.entries(headers)) outgoing.setHeader(name, value);
    const refusal = refusalOf(incoming, port, token);
    if (refusal) return send(outgoing, refusal.status, 'text/plain', `mvk ui: ${refusal.sentence}\n`);
    answer(incoming, outgoing).catch((error: unknown) => {
      const hint = error instanceof UsageError ? error.hint : undefined;
      const message = error instanceof Error ? error.message : String(error);
      sendJson(outgoing, 400, { error: message, ...(hint && { hint }) });
    });
  });

  async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const { pathname } = new URL(incoming.url ?? '/', 'http://127.0.0.1');
    const [, name] = /^\/do\/([\w-]+)$/.exec(pathname) ?? [];
    if (name !== undefined) return act(name, incoming, outgoing);
    if (incoming.method !== 'GET') return send(outgoing, 405, 'text/plain', 'mvk ui: only GET is served here\n');
    if (pathname === '/') return send(outgoing, 200, 'text/html', assets.html(token));
    if (pathname === '/page.js') return send(outgoing, 200, 'text/javascript', assets.script);
    if (pathname === '/page.css') return send(outgoing, 200, 'text/css', assets.styles);
    if (pathname === '/stream')
      return hub.stream(outgoing, String(incoming.headers['last-event-id'] ?? '') || undefined);
    if (pathname === '/report') return sendReport(outgoing, report());
    send(outgoing, 404, 'text/plain', 'mvk ui: there is no such page\n');
  }

  async function act(name: string, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    if (incoming.method !== 'POST')
      return send(outgoing, 405, 'text/plain', 'mvk ui: an action is asked for with POST\n');
    const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
    if (!action) return send(outgoing, 404, 'text/plain', 'mvk ui: there is no such action\n');
    sendJson(outgoing, 200, (await action(await bodyOf(incoming))) ?? {});
  }

  const port = await listenOnLoopback(server, wanted);
  return {
    url: `http://127.0.0.1:${port}/?token=${token}`,
    close: () =>
      new Promise((resolve) => {
        hub.close();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const headers = {
  'Content-Security-Policy': policy,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cache-Control': 'no-store',
};

/** The report has a policy of its own; in a sandbox it is no part of this page. */
function sendReport(outgoing: ServerResponse, html: string | undefined): void {
  if (html === undefined) send(outgoing, 404, 'text/plain', 'mvk ui: there is no report yet\n');
  else {
    outgoing.setHeader('Content-Security-Policy', "sandbox allow-scripts; frame-ancestors 'none'");
    send(outgoing, 200, 'text/html', html);
  }
}

function sendJson(outgoing: ServerResponse, status: number, value: unknown): void {
  send(outgoing, status, 'application/json', JSON.stringify(value));
}

function send(outgoing: ServerResponse, status: number, type: string, text: string): void {
  if (outgoing.destroyed || outgoing.headersSent) return;
  outgoing.writeHead(status, { 'Content-Type': `${type}; charset=utf-8` });
  outgoing.end(text);
}

async function bodyOf(incoming: IncomingMessage): Promise<Readonly<Record<string, unknown>>> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBody) throw new UsageError('the request is longer than 8 MiB');
    chunks.push(chunk);
  }
  const text = Buffer.concat(chunks).toString('utf8');
  const value: unknown = text === '' ? {} : JSON.parse(text);
  if (!isRecord(value)) throw new UsageError('the request is no JSON object');
  return value;
}
