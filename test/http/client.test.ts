import { expect, _baseTest as test } from '@playwright/test';
import { client, closeAll, server, type Talk } from '../raw-server.ts';
import { ask, ok } from './ask.ts';

test.afterEach(closeAll);

test('IPv6 loopback', async () => {
  const { url } = await server((socket) => socket.write(ok), '::1');
  expect((await client().send({ method: 'GET', url })).response?.body).toBe('ok');
});

test('headers reach the wire as given; a body has its length and no chunks', async () => {
  let wire = '';
  let sent = 0;
  const done = await ask(
    (socket, data) => {
      wire = data.toString('latin1');
      socket.write('HTTP/1.1 200 OK\r\nX-Name: J\xe9\r\nA: 1\r\na: 2\r\nContent-Length: 0\r\n\r\n', 'latin1');
    },
    {
      method: 'POST',
      body: '{"é":1}',
      headers: { 'X-MiniVoice-Timestamp': '', 'x-lOwer': 'caf\xe9 \x80\xff', 'Content-Type': 'application/json' },
      onSent: () => {
        sent += 1;
      },
    },
  );
  expect(wire).toContain(
    '\r\nX-MiniVoice-Timestamp: \r\nx-lOwer: caf\xe9 \x80\xff\r\nContent-Type: application/json\r\n',
  );
  expect(wire.toLowerCase()).toContain('\r\ncontent-length: 8\r\n');
  expect(wire.toLowerCase()).not.toMatch(/transfer-encoding|accept-encoding/);
  expect(done.response?.headers).toEqual({ 'x-name': 'J\xe9', a: '1, 2', 'content-length': '0' });
  expect(sent).toBe(1);
});

test('a GET without a body has no length; a fresh connection says close', async () => {
  let wire = '';
  const talk: Talk = (socket, data) => {
    wire = data.toString('latin1').toLowerCase();
    socket.write(ok);
  };
  await ask(talk);
  expect(wire).not.toContain('content-length');
  await ask(talk, { freshConnection: true });
  expect(wire).toContain('\r\nconnection: close\r\n');
});

test('a long body is shortened as text and whole as bytes; other bytes are base64; a redirect is not followed', async () => {
  const long = await ask((socket) => socket.end(`HTTP/1.0 302 Found\r\nLocation: /x\r\n\r\n${'é'.repeat(20_001)}`));
  expect(long.response).toMatchObject({ status: 302, truncated: true, body: 'é'.repeat(20_000) });
  expect(long.bytes).toHaveLength(40_002);
  const other = await ask((socket) => socket.end('HTTP/1.0 200 OK\r\n\r\n\xff', 'latin1'));
  expect(other.response).toMatchObject({ body: '', bodyBase64: '/w==' });
  const next = await ask((socket) => socket.end('HTTP/1.0 200 OK\r\n\r\nok'));
  expect(next.response).toEqual({ status: 200, headers: {}, body: 'ok' });
});

test('a request that cannot be written rejects: it says nothing about the other side', async () => {
  const { url } = await server((socket) => socket.write(ok));
  await expect(client().send({ method: 'GET', url, headers: { 'X-A': 'b\r\nc' } })).rejects.toThrow(
    'invalid X-A header',
  );
});
