import type { AddressInfo, Server } from 'node:net';

/** Listens on 127.0.0.1; gives the port, which the system chooses if it is 0. Rejects if the port is taken. */
export function listenOnLoopback(server: Server, port = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}
