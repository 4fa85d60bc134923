import { createServer } from 'node:http';
import { announce } from './announce.ts';

/** A tree of menus whose state is in its URLs: `BENCH_DEPTH` turns, three keys each. */
const depth = Number(process.env.BENCH_DEPTH ?? 4);
const keys = ['1', '2', '3'];
const digits = new Map<string, string>();

function answer(place: string, origin: string): object {
  const say = { say: { text: `Place ${place || 'start'}. Press ${keys.join(', ')}.` } };
  if (place.length === depth) return { actions: [say] };
  const gather = { gather: { min_digits: 1, max_digits: 1, timeout_seconds: 5 } };
  return { actions: [say, gather, { redirect: { url: `${origin}/answer?at=${place}` } }] };
}

announce(
  createServer((request, response) => {
    const url = new URL(request.url ?? '/', `http://${request.headers.host}`);
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.once('end', () => {
      if (url.pathname === '/webhook') {
        const event = JSON.parse(Buffer.concat(chunks).toString()) as {
          event: string;
          call: { id: string };
          data: { digits: string };
        };
        if (event.event === 'call.gathered') digits.set(event.call.id, event.data.digits);
        response.writeHead(204).end();
        return;
      }
      const call = url.searchParams.get('call_id') ?? '';
      const at = url.searchParams.get('at');
      const pressed = at === null ? '' : (digits.get(call) ?? '');
      digits.delete(call);
      const place = at === null ? '' : keys.includes(pressed) ? at + pressed : at;
      response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(answer(place, url.origin)));
    });
  }),
);
