import { createServer } from 'node:http';
import { announce } from './announce.ts';

/** The least that a server can do: the floor of everything that is measured. `BENCH_BODY` is what a GET is answered with. */
const answer = process.env.BENCH_BODY ?? JSON.stringify({ actions: [{ say: { text: 'Hello.' } }] });

announce(
  createServer((request, response) => {
    request.resume();
    request.once('end', () => {
      if (request.method === 'POST') response.writeHead(204).end();
      else response.writeHead(200, { 'Content-Type': 'application/json' }).end(answer);
    });
  }),
);
