import { connect, createServer as createRawServer } from 'node:net';
import { gzipSync } from 'node:zlib';
import { expect, _baseTest as test } from '@playwright/test';
import fc from 'fast-check';
import { framingOf, headersOf, statusOf } from '../fixtures/wire/head.ts';
import { createReader } from '../fixtures/wire/reader.ts';
import { createClient } from '../platform/client.ts';
import { until } from '../platform/clock.ts';
import { got, http, portOf, raw, tapped } from './wire-stage.ts';

test('what the target sends is what the client gets, byte by byte', async () => {
  const answers = [
    'HTTP/1.1 200 OK\r\nX-Odd:  two  spaces \r\nset-cookie: a=1\r\nSet-Cookie: b=2\r\nContent-Length: 2\r\n\r\n{}',
    'HTTP/1.1 200\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sum\r\n\r\n4;ext=1\r\n{"a"\r\n3\r\n:1}\r\n0\r\nX-Sum: 7\r\n\r\n',
    'HTTP/1.0 200 OK\r\nServer: old\r\n\r\nuntil the end',
    'HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 204 No Content\r\nDate: never\r\n\r\n',
  ];
  for (const answer of answers) {
    const target = createRawServer((socket) => socket.once('data', () => socket.end(answer)));
    await tapped(target, async ({ origin }, passed, own) => {
      const request = 'POST /webhook?x=%2B1 HTTP/1.1\r\nhOST: 127.0.0.1\r\nX-Case: Ä\r\nContent-Length: 4\r\n\r\n{ } ';
      const [through, direct] = await Promise.all([raw(portOf(origin), request), raw(portOf(own), request)]);
      expect(through.bytes.toString('latin1')).toBe(answer);
      expect(through).toEqual(direct);
      expect(passed[0]?.request.url).toBe(`${own}/webhook?x=%2B1`);
      expect(passed[0]?.request.body.toString()).toBe('{ } ');
    });
  }
});

test('what the client sends is what the target gets, byte by byte, split anywhere', async () => {
  const request = Buffer.from(
    'POST /webhook HTTP/1.1\r\nHost: localhost:1\r\nconnection: Keep-Alive, x-hop\r\nX-Hop: 1\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nX-T: 1\r\n\r\nGET /answer HTTP/1.1\r\nHost: localhost:1\r\n\r\n',
  );
  for (const at of [1, 20, 60, 130, 148, request.length - 3]) {
    const seen: Buffer[] = [];
    const target = createRawServer((socket) => socket.on('data', (chunk) => seen.push(chunk)));
    await tapped(target, async ({ origin }) => {
      const socket = connect(portOf(origin), '127.0.0.1');
      socket.setNoDelay(true);
      socket.write(request.subarray(0, at));
      await new Promise((resolve) => setTimeout(resolve, 30));
      socket.write(request.subarray(at));
      await until(() => Buffer.concat(seen).length >= request.length || undefined, { timeoutMs: 2_000, everyMs: 5 });
      expect(Buffer.concat(seen).toString('latin1')).toBe(request.toString('latin1'));
      socket.destroy();
    });
  }
});

test('messages are told apart however they are cut into pieces', () => {
  const stream = Buffer.from(
    'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nA\r\n0123456789\r\n0\r\n\r\nHTTP/1.1 204 x\r\nA: b\r\n\r\nHTTP/1.1 200 OK\r\n\r\nrest',
  );
  const read = (pieces: readonly Buffer[]) => {
    const told: string[] = [];
    let body = '';
    const reader = createReader({
      head(head) {
        told.push(`${statusOf(head)} ${headersOf(head).length}`);
        return { framing: framingOf(head, 'GET') };
      },
      body: (bytes) => {
        body += bytes.toString();
      },
      end: () => {
        told.push(`end ${body}`);
        body = '';
      },
    });
    const passed = pieces.flatMap((piece) => reader.push(piece));
    reader.close();
    return { told, passed: Buffer.concat(passed).toString() };
  };
  const whole = read([stream]);
  expect(whole.told).toEqual([
    '100 0',
    'end ',
    '200 1',
    'end hello',
    '200 1',
    'end abc0123456789',
    '204 1',
    'end ',
    '200 0',
    'end rest',
  ]);
  expect(whole.passed).toBe(stream.toString());
  fc.assert(
    fc.property(fc.array(fc.nat(stream.length), { maxLength: 12 }), (cuts) => {
      const places = [0, ...cuts.sort((a, b) => a - b), stream.length];
      expect(read(places.slice(1).map((end, index) => stream.subarray(places[index], end)))).toEqual(whole);
    }),
    { numRuns: 300 },
  );
});

test('50 MB pass in both directions, and little of them is kept', async () => {
  const size = 50 * 1024 * 1024;
  const target = http((request, response) => {
    let received = 0;
    request.on('data', (chunk: Buffer) => {
      received += chunk.length;
    });
    request.on('end', () => {
      response.writeHead(200, { 'X-Received': received, 'Content-Length': size });
      const piece = Buffer.alloc(1024 * 1024, 'x');
      const write = (left: number): void => {
        if (left === 0) return void response.end();
        if (response.write(piece)) write(left - 1);
        else response.once('drain', () => write(left - 1));
      };
      write(50);
    });
  });
  await tapped(target, async ({ origin }, passed) => {
    const before = process.memoryUsage().rss;
    const client = createClient({ maxBytes: size });
    const { response, bytes } = await client.send({
      method: 'POST',
      url: `${origin}/answer`,
      body: Buffer.alloc(size, 'y'),
      timeoutMs: 60_000,
    });
    await client.close();
    expect(response?.headers['x-received']).toBe(String(size));
    expect(bytes?.length).toBe(size);
    await got(passed);
    expect(passed[0]?.request.truncated).toBe(true);
    expect(passed[0]?.request.body).toHaveLength(256 * 1024);
    expect(passed[0]?.response?.body).toHaveLength(256 * 1024);
    // The client itself holds 100 MB of it.
    expect(process.memoryUsage().rss - before).toBeLessThan(400 * 1024 * 1024);
  });
});

test('a stream passes as it comes', async () => {
  let goOn = (): void => undefined;
  const target = http((_, response) => {
    response.write('first ');
    goOn = () => response.end('second');
  });
  await tapped(target, async ({ origin }) => {
    const response = await fetch(`${origin}/answer`);
    const reader = response.body?.getReader();
    const first = await reader?.read();
    expect(Buffer.from(first?.value ?? []).toString()).toBe('first ');
    goOn();
    expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe('second');
  });
});

test('a packed body passes packed', async () => {
  const packed = gzipSync('{"actions":[]}');
  await tapped(
    http((_, response) => response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(packed)),
    async ({ origin }, passed) => {
      const client = createClient();
      const { bytes } = await client.send({ method: 'GET', url: `${origin}/answer` });
      await client.close();
      expect(Buffer.from(bytes ?? []).equals(packed)).toBe(true);
      expect(passed[0]?.response?.body.equals(packed)).toBe(true);
    },
  );
});
