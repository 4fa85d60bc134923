import type { Socket } from 'node:net';
import type { Talk } from '../../raw-server.ts';
import { type Hostile, incomplete, response } from './hostile.ts';

const head = 'HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n';
const chunked = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n';
const gone = /closed|reset|ECONNRESET|ended|terminated|aborted|EOF/i;

/** Says a part of a response, and then closes or resets the connection. */
function after(part: string, end: 'end' | 'resetAndDestroy'): Talk {
  return (socket) => {
    if (part === '') socket[end]();
    else socket.write(part, () => setTimeout(() => socket[end](), 5));
  };
}

const right = '{"actions":[{"say":{"text":"Hello."}}]}';

/** Answers well, and closes each connection as soon as its second request comes. */
function leavesTheSecond(): Talk {
  const used = new WeakSet<Socket>();
  return (socket) => {
    if (used.has(socket)) socket.resetAndDestroy();
    else socket.write(response(right));
    used.add(socket);
  };
}

/** Servers that hang up. */
export const cuts: readonly Hostile[] = [
  { name: 'closes after the request', talk: after('', 'end'), ...incomplete(gone) },
  { name: 'resets after the request', talk: after('', 'resetAndDestroy'), ...incomplete(gone) },
  { name: 'resets within the status line', talk: after('HTTP/1.1 2', 'resetAndDestroy'), ...incomplete(gone) },
  { name: 'closes within the headers', talk: after(head.slice(0, 25), 'end'), ...incomplete(gone) },
  { name: 'resets within the body', talk: after(`${head}{"act`, 'resetAndDestroy'), ...incomplete(gone) },
  { name: 'closes within the body', talk: after(`${head}{"act`, 'end'), ...incomplete(gone) },
  { name: 'closes within a chunk', talk: after(`${chunked}ff\r\n{"act`, 'end'), ...incomplete(gone) },
  { name: 'closes between chunks', talk: after(`${chunked}5\r\n{"act\r\n`, 'end'), ...incomplete(gone) },
  {
    name: 'closes a kept connection as its next request comes',
    talk: leavesTheSecond(),
    answer: undefined,
    webhook: undefined,
    meets: /./,
  },
];
