import { type AddressInfo, isIPv6, type Server } from 'node:net';

/** Listens on 127.0.0.1; gives the port, which the system chooses if it is 0. Rejects if the port is taken. */
export function listenOnLoopback(server: Server, port = 0): Promise<number> {
  return listenOn(server, port, loopback);
}

/** The same on any address of this machine, so that others can reach it. */
export function listenOn(server: Server, port: number, address: string = loopback): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, address, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

const loopback = '127.0.0.1';

/** The origin by which this machine itself reaches a server that listens on an address; all of them include 127.0.0.1. */
export function originAt(port: number, address: string = loopback): string {
  if (address === '0.0.0.0' || address === '::') return `http://${loopback}:${port}`;
  return `http://${isIPv6(address) ? `[${address}]` : address}:${port}`;
}
