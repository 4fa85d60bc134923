import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the API does with each request: refuse by the documented envelope, fail as a server, or never answer. */
export type ApiMode = 'refuse' | 'fail' | 'hang';

/** The REST API as far as a receiver may notice it: whether it answers. Same address for the whole run. */
export interface ApiStub {
  readonly baseUrl: string;
  mode: ApiMode;
  /** Requests seen so far. */
  readonly requests: number;
  close(): Promise<void>;
}

export async function startApi(port = 0): Promise<ApiStub> {
  let requests = 0;
  const server: Server = createServer((request, response) => {
    requests++;
    request.resume();
    if (stub.mode === 'hang') return;
    const failing = stub.mode === 'fail';
    const code = failing ? 'internal_error' : 'not_found';
    response.writeHead(failing ? 500 : 404, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify({ error: { code, message: 'nothing is stored here' } }));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const stub = {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    mode: 'refuse' as ApiMode,
    get requests() {
      return requests;
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return stub;
}
