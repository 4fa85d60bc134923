import { connect } from 'node:net';

/** Milliseconds that a connection may take. */
const patienceMs = 1_000;

/** Whether something takes connections at a URL; nothing is sent. */
export function isListening(url: string): Promise<boolean> {
  const { hostname, port, protocol } = new URL(url);
  return new Promise((resolve) => {
    const host = hostname.replace(/^\[|\]$/g, '');
    const socket = connect({ host, port: Number(port) || (protocol === 'https:' ? 443 : 80) });
    const end = (accepted: boolean) => {
      socket.destroy();
      resolve(accepted);
    };
    socket
      .setTimeout(patienceMs, () => end(false))
      .once('connect', () => end(true))
      .once('error', () => end(false));
  });
}
