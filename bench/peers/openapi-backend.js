// openapi-backend as a mock of our OpenAPI document (bundled, as it reads no 3.1 of several files), on a bare server.

import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import OpenAPIBackend from 'openapi-backend';

const api = new (OpenAPIBackend.default ?? OpenAPIBackend)({
  definition: JSON.parse(readFileSync(process.env.BENCH_OPENAPI, 'utf8')),
  quick: true,
  ajvOpts: { strict: false, formats: { uri: true, 'date-time': true, date: true } },
  handlers: {
    notImplemented: (context) => {
      const { status, mock } = context.api.mockResponseForOperation(context.operation.operationId);
      return { status, mock };
    },
    validationFail: (context) => ({ status: 400, mock: context.validation.errors }),
    notFound: () => ({ status: 404, mock: {} }),
  },
  securityHandlers: { bearer: () => true },
});
await api.init();
const server = createServer(async (request, response) => {
  const { status, mock } = await api.handleRequest({
    method: request.method,
    path: request.url,
    headers: request.headers,
  });
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(mock));
});
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));
