import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Bench, openBench } from '../platform/bench.ts';
import { assumptions, type BenchOptions, type Capability } from '../spec/index.ts';

/** What a caller meets at one place of a made-up flow: an answer, in which `{menu}` is the URL that decides what comes next. */
export interface Place {
  readonly actions: readonly unknown[];
  /** Name of the place behind each input; `*` for all others, `` for silence. */
  readonly next?: Readonly<Record<string, string>>;
  /** Sent instead of a valid answer. */
  readonly status?: number;
}

export type Menu = Readonly<Record<string, Place>>;

/** Where a flow keeps what it knows of a call: in its URLs, in memory by call id, or (wrongly) in one variable for all. */
export type Keeping = 'url' | 'memory' | 'module';

export interface Menus {
  readonly bench: Bench;
  readonly origin: string;
  requests(): number;
  close(): Promise<void>;
}

/** Serves a made-up flow, which begins at the place `start`, and opens a bench on it. */
export async function serveMenu(
  menu: Menu,
  keeping: Keeping,
  options: Partial<BenchOptions> & { readonly host?: string } = {},
): Promise<Menus> {
  const places = new Map<string, string>();
  const digits = new Map<string, string>();
  let requests = 0;
  const server = createServer(async (request, response) => {
    requests++;
    const body = await read(request);
    const url = new URL(request.url ?? '/', `http://${request.headers.host}`);
    if (url.pathname === '/webhook') {
      const event = JSON.parse(body) as { event: string; call: { id: string }; data: { digits: string } };
      if (event.event === 'call.gathered') digits.set(event.call.id, event.data.digits);
      response.writeHead(204).end();
      return;
    }
    const callId = url.searchParams.get('call_id') ?? '';
    const slot = keeping === 'module' ? 'the one' : callId;
    const first = url.pathname === '/answer';
    const before = first ? undefined : keeping === 'url' ? (url.searchParams.get('at') ?? '') : places.get(slot);
    const pressed = digits.get(callId) ?? '';
    const here = menu[before ?? '']?.next ?? {};
    const name =
      before === undefined
        ? keeping === 'module'
          ? (places.get(slot) ?? 'start')
          : 'start'
        : (here[pressed] ?? (pressed === '' ? undefined : here['*']) ?? before);
    places.set(slot, name);
    const place = menu[name];
    if (!place || place.status !== undefined) {
      response.writeHead(place?.status ?? 404).end();
      return;
    }
    const origin = `http://${request.headers.host}`;
    const target = `${origin}/menu?call_id=${encodeURIComponent(callId)}${keeping === 'url' ? `&at=${name}` : ''}`;
    const text = JSON.stringify({ actions: place.actions })
      .replaceAll('{menu}', target)
      .replaceAll('{origin}', origin)
      .replaceAll('{call}', callId);
    response.writeHead(200, { 'Content-Type': 'application/json' }).end(text);
  });
  const { host = '127.0.0.1', ...rest } = options;
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const origin = `http://${host}:${(server.address() as AddressInfo).port}`;
  const capabilities: Capability[] = ['answer', 'webhook'];
  const bench = await openBench(
    {
      answerUrl: `${origin}/answer`,
      webhookUrl: `${origin}/webhook`,
      assumptions: Object.fromEntries(Object.entries(assumptions).map(([id, each]) => [id, each.default])),
      budgets: { answerMs: 1_000, ackMs: 1_000 },
      seed: 1,
      runs: 5,
      ...rest,
    },
    capabilities,
  );
  return {
    bench,
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

/** A menu that asks and then decides. */
export function asks(prompt: string, next: Readonly<Record<string, string>>): Place {
  return {
    actions: [{ gather: { prompt, num_digits: 1, timeout_seconds: 5 } }, { redirect: { url: '{menu}' } }],
    next,
  };
}

/** Something is said, and the flow goes on as if it had been pressed nothing. */
export function says(text: string): Place {
  return { actions: [{ say: { text } }] };
}

/** A tree of menus: `fan` keys at each, `depth` levels of menus, a transfer at each leaf. */
export function tree(fan: number, depth: number): Record<string, Place> {
  const menu: Record<string, Place> = { sorry: { actions: [{ say: { text: 'That was no choice. Goodbye.' } }] } };
  let leaves = 0;
  function grow(name: string, level: number): void {
    if (level === depth) {
      const number = `+1202555${String(leaves++).padStart(4, '0')}`;
      menu[name] = { actions: [{ say: { text: `Place ${name}.` } }, { transfer: { destination: number } }] };
      return;
    }
    const keys = Array.from({ length: fan }, (_, index) => String(index + 1));
    const prompt = `Menu ${name}. ${keys.map((key) => `Press ${key} for ${key}.`).join(' ')}`;
    menu[name] = asks(prompt, {
      ...Object.fromEntries(keys.map((key) => [key, `${name}${key}`])),
      '*': 'sorry',
      '': 'sorry',
    });
    for (const key of keys) grow(`${name}${key}`, level + 1);
  }
  grow('start', 0);
  return menu;
}
