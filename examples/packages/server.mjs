import { createServer } from 'node:http';

createServer((request, response) => {
  request.resume().on('end', () => {
    response.writeHead(200, { 'Content-Type': 'application/json' });
    response.end('{"actions":[{"say":{"text":"Hello."}}]}');
  });
}).listen(Number(process.env.PORT), '127.0.0.1');
