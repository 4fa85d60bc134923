/** A small integration with a right page and a wrong one, as source for a foreign repository. */
export const server = `
import { createServer } from 'node:http';

const transfer = { transfer: { destination: '+12025550111' } };
const pages = {
  '/answer': { actions: [{ say: { text: 'Hello.' } }, transfer] },
  '/wrong': { actions: [{ shout: { text: 'Hello.' } }, transfer] },
};
createServer((request, response) => {
  const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
  request.resume().on('end', () => {
    if (pathname === '/webhook') return response.writeHead(204).end();
    if (!(pathname in pages)) return response.writeHead(404).end();
    response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(pages[pathname]));
  });
}).listen(Number(process.env.PORT), '127.0.0.1');
`;
