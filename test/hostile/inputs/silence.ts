import { drips, type Hostile, incomplete, says } from './hostile.ts';

const ok = 'HTTP/1.1 200 OK\r\n';
const late = /no complete response came within/;
const endless = ' '.repeat(1_000_000);

/** Servers that let others wait. */
export const silence: readonly Hostile[] = [
  { name: 'never answers', talk: () => undefined, waits: true, ...incomplete(late) },
  { name: 'reads nothing', talk: (socket) => void socket.pause(), waits: true, ...incomplete(late) },
  {
    name: 'sends a byte now and then',
    talk: drips(`${ok}X-Padding: ${endless}`, 20),
    waits: true,
    ...incomplete(late),
  },
  {
    name: 'sends a byte of the body now and then',
    talk: drips(`${ok}Content-Length: 1000000\r\n\r\n${endless}`, 10),
    waits: true,
    ...incomplete(/status 200 came, and \d+ bytes? of a body that did not end|no complete response/),
  },
  { name: 'stops after the status line', talk: says(ok), waits: true, ...incomplete(late) },
  { name: 'stops within the headers', talk: says(`${ok}Content-Le`), waits: true, ...incomplete(late) },
  {
    name: 'stops before the body',
    talk: says(`${ok}Content-Length: 9\r\n\r\n`),
    waits: true,
    ...incomplete(/status 200 came, and 0 bytes of a body that did not end/),
  },
  {
    name: 'promises more than it sends',
    talk: says(`${ok}Content-Length: 99\r\n\r\n{"actions":[]}`),
    waits: true,
    ...incomplete(/status 200 came, and 14 bytes of a body that did not end/),
  },
  {
    name: 'never sends the last chunk',
    talk: says(`${ok}Transfer-Encoding: chunked\r\n\r\ne\r\n{"actions":[]}\r\n`),
    waits: true,
    ...incomplete(/status 200 came, and 14 bytes of a body that did not end/),
  },
  {
    name: 'answers the request before',
    talk: (socket, _, count) => {
      if (count > 1) socket.write(`${ok}Content-Length: 2\r\n\r\n{}`);
    },
    answer: ['answer.http.reachable', /no complete response|other side|closed/],
    webhook: undefined,
    meets: /./,
    waits: true,
  },
];
