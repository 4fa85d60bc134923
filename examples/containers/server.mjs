import { createServer } from 'node:http';

/** Greets, and acknowledges events; an integration with a secret verifies their signatures as well. */
createServer((request, response) => {
  const { pathname } = new URL(request.url ?? '/', 'http://app');
  request.resume().on('end', () => {
    if (pathname === '/webhook') return response.writeHead(204).end();
    if (pathname !== '/answer') return response.writeHead(404).end();
    response.writeHead(200, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify({ actions: [{ say: { text: 'Hello from a container.' } }] }));
  });
  // Other containers reach it by its name, so it listens on all addresses of its own.
}).listen(Number(process.env.PORT ?? 3000), process.env.HOST ?? '0.0.0.0');
