// Prism as a mock of our OpenAPI document, without its log.
import { createRequire } from 'node:module';
import { createServer as reserve } from 'node:net';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const { createServer } = require('@stoplight/prism-http-server');
const { getHttpOperationsFromSpec } = require('@stoplight/prism-cli/dist/operations.js');
const { createLogger } = require('@stoplight/prism-core');

const port = await new Promise((resolve) => {
  const server = reserve().listen(0, '127.0.0.1', () => {
    const { port } = server.address();
    server.close(() => resolve(port));
  });
});
const operations = await getHttpOperationsFromSpec(fileURLToPath(new URL('../../spec/openapi.yaml', import.meta.url)));
const server = createServer(operations, {
  components: { logger: createLogger('prism', { enabled: false }) },
  cors: false,
  config: {
    checkSecurity: true,
    validateRequest: true,
    validateResponse: true,
    errors: false,
    mock: { dynamic: false },
    upstreamProxy: undefined,
    isProxy: false,
  },
});
await server.listen(port, '127.0.0.1');
console.log(`http://127.0.0.1:${port}`);
