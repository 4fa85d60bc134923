import type { HttpRequest, Received } from '../../platform/http/client.ts';
import { client, server, type Talk } from '../raw-server.ts';

export const ok = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';

/** One request to a server that talks like this. */
export async function ask(talk: Talk, request: Partial<HttpRequest> = {}): Promise<Received> {
  const { url } = await server(talk);
  return client().send({ method: 'GET', url, ...request });
}
