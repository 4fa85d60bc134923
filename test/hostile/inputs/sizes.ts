import { brotliCompressSync, constants, deflateSync, gzipSync } from 'node:zlib';
import { type Hostile, incomplete, pours, response, says } from './hostile.ts';

const ok = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n';
const zeros = Buffer.alloc(16 * 1024 * 1024);
const tooLong = /longer than \d+ bytes/;
const quick = { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } };

/** What grows a thousandfold when it is unpacked. */
const bombs: Readonly<Record<string, () => Buffer>> = {
  gzip: () => gzipSync(zeros),
  deflate: () => deflateSync(zeros),
  br: () => brotliCompressSync(zeros, quick),
};

/** Servers that send too much. */
export const sizes: readonly Hostile[] = [
  {
    name: 'never ends the body',
    talk: pours(`${ok}Connection: close\r\n\r\n`, Buffer.alloc(65_536, '[')),
    ...incomplete(tooLong),
  },
  {
    name: 'never ends the chunks',
    talk: pours(`${ok}Transfer-Encoding: chunked\r\n\r\n`, `1000\r\n${' '.repeat(4096)}\r\n`),
    ...incomplete(tooLong),
  },
  {
    name: 'announces a gigabyte',
    talk: pours(`${ok}Content-Length: 1073741824\r\n\r\n`, zeros),
    ...incomplete(tooLong),
  },
  ...Object.entries(bombs).map(([encoding, pack]): Hostile => {
    const bytes = response(pack(), `Content-Type: application/json\r\nContent-Encoding: ${encoding}`);
    return {
      name: `sends a bomb packed by ${encoding}`,
      talk: says(bytes),
      answer: ['answer.json.valid', new RegExp(`encoded as "${encoding}"`)],
      webhook: undefined,
      meets: /./,
    };
  }),
];
