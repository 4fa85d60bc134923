import { type Hostile, incomplete, pours, response, says } from './hostile.ts';

const ok = 'HTTP/1.1 200 OK\r\n';
const anything = /\S{3}/;
const body = '{"actions":[{"say":{"text":"Hello."}}]}';
const length = `Content-Length: ${body.length}\r\n`;

const broken: readonly (readonly [name: string, bytes: string])[] = [
  ['gives two lengths', `${ok}${length}Content-Length: 7\r\n\r\n${body}`],
  ['gives a negative length', `${ok}Content-Length: -1\r\n\r\n${body}`],
  ['gives a length that is no number', `${ok}Content-Length: many\r\n\r\n${body}`],
  ['gives a length beyond all numbers', `${ok}Content-Length: 99999999999999999999999\r\n\r\n${body}`],
  ['gives a length and chunks', `${ok}${length}Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n`],
  ['gives a chunk size that is no number', `${ok}Transfer-Encoding: chunked\r\n\r\nzz\r\n${body}\r\n0\r\n\r\n`],
  ['gives a chunk size beyond all numbers', `${ok}Transfer-Encoding: chunked\r\n\r\nfffffffffffffffffff\r\n${body}`],
  ['sends NUL in a header', `${ok}X-Name: a\0b\r\n${length}\r\n${body}`],
  ['sends a header name with a space', `${ok}X Name: a\r\n${length}\r\n${body}`],
  ['sends a header without a colon', `${ok}X-Name\r\n${length}\r\n${body}`],
  ['is another protocol', 'SSH-2.0-OpenSSH_9.6\r\n'],
  ['speaks TLS', '\x15\x03\x01\x00\x02\x02\x46'],
  ['speaks HTTP/2', '\0\0\x12\x04\0\0\0\0\0\0\x03\0\0\0\x64\0\x04\0\0\xff\xff\0\x05\0\0\x40\0'],
  ['answers without a head, as HTTP/0.9 did', body],
  ['sends noise', Array.from({ length: 400 }, (_, index) => String.fromCharCode((index * 151 + 7) % 256)).join('')],
  ['says 100 Continue unasked', `HTTP/1.1 100 Continue\r\n\r\n${ok}${length}\r\n${body}`],
  ['switches protocols unasked', 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n'],
];

/** Servers that speak HTTP wrongly. */
export const framing: readonly Hostile[] = [
  ...broken.map(([name, bytes]): Hostile => ({ name, talk: says(bytes), ...incomplete(anything) })),
  {
    name: 'floods with early hints',
    waits: true,
    talk: pours('', 'HTTP/1.1 103 Early Hints\r\nLink: </x>; rel=preload\r\n\r\n'.repeat(200)),
    ...incomplete(anything),
  },
  {
    name: 'floods with headers',
    waits: true,
    talk: pours(ok, 'X-Flood: 0123456789abcdef\r\n'.repeat(200)),
    ...incomplete(/headers of the response are longer than 16 KiB/),
  },
  {
    name: 'never ends one header',
    talk: pours(`${ok}X-Flood: `, 'x'.repeat(4096)),
    ...incomplete(/headers of the response are longer/),
  },
  {
    name: 'never ends a chunk extension',
    waits: true,
    talk: pours(`${ok}Transfer-Encoding: chunked\r\n\r\n5;`, 'x'.repeat(4096)),
    ...incomplete(anything),
  },
  {
    name: 'sends more than it promised',
    talk: says(`${ok}Content-Type: application/json\r\nContent-Length: 5\r\n\r\n${body}`),
    answer: ['answer.json.valid', /\{"act/],
    webhook: undefined,
    meets: /./,
  },
  {
    name: 'gives a status that is none',
    talk: says(response(body, '', '999 Odd')),
    answer: ['answer.http.success-status', /status 999/],
    webhook: ['webhook.ack.every-event', /status 999/],
    meets: /./,
  },
];
