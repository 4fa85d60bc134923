import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { expect, _baseTest as test } from '@playwright/test';
import { pause } from '../../platform/clock.ts';
import type { Client } from '../../platform/http/client.ts';
import { client, closeAll, server } from '../raw-server.ts';
import { ask, ok } from './ask.ts';

test.afterEach(closeAll);

/** undici frees a connection for the next request some turns after the answer; before that a new one is opened. */
async function first(ours: Client, url: string): Promise<void> {
  expect((await ours.send({ method: 'GET', url })).response?.status).toBe(200);
  await pause(50);
}

test('refused: nobody listens, by address and by localhost with its two addresses', async () => {
  const { port } = await server(() => undefined);
  await closeAll();
  const ours = client();
  for (const host of ['127.0.0.1', 'localhost', '[::1]']) {
    const { failure, response } = await ours.send({ method: 'GET', url: `http://${host}:${port}/` });
    expect(failure?.kind, host).toBe('refused');
    expect(response).toBeUndefined();
  }
});

test('cut: a used connection whose server is gone with the request', async () => {
  let requests = 0;
  const mortal = createServer((socket) => {
    socket.on('data', () => {
      requests += 1;
      if (requests === 1) return socket.write(ok);
      mortal.close();
      return socket.resetAndDestroy();
    });
  });
  await once(mortal.listen(0, '127.0.0.1'), 'listening');
  const url = `http://127.0.0.1:${(mortal.address() as AddressInfo).port}`;
  const ours = client();
  await first(ours, url);
  expect((await ours.send({ method: 'GET', url })).failure?.kind).toBe('cut');
  expect((await ours.send({ method: 'GET', url })).failure?.kind).toBe('refused');
});

test('not-found: a name that never resolves', async () => {
  const { failure } = await client().send({ method: 'GET', url: 'http://nothing.invalid/' });
  expect(failure?.kind).toBe('not-found');
});

for (const [title, end] of [
  ['closed', (socket: Socket) => socket.end()],
  ['reset', (socket: Socket) => socket.resetAndDestroy()],
] as const) {
  test(`cut: ${title} after the request, and never sent twice on a fresh connection`, async () => {
    let requests = 0;
    const { failure } = await ask((socket) => {
      requests += 1;
      end(socket);
    });
    expect(failure?.kind).toBe('cut');
    expect(requests).toBe(1);
  });

  test(`a used connection ${title} before any answer: sent once more on a new one`, async () => {
    const seen: string[] = [];
    const { url, connections } = await server((socket, data, count) => {
      seen.push(data.toString('latin1'));
      if (count === 2) end(socket);
      else socket.write(ok);
    });
    const ours = client();
    await first(ours, url);
    const again = await ours.send({ method: 'POST', url, body: 'hello' });
    expect(again.response?.status).toBe(200);
    expect(connections()).toBe(2);
    expect(seen[2]).toBe(seen[1]);
  });

  test(`a used connection ${title} within an answer: final`, async () => {
    let requests = 0;
    const { url, connections } = await server((socket, _, count) => {
      requests = count;
      if (count === 1) socket.write(ok);
      else socket.write('HTTP/1.1 200 OK\r\nContent-Le', () => setTimeout(end, 50, socket));
    });
    const ours = client();
    await first(ours, url);
    expect((await ours.send({ method: 'GET', url })).failure?.kind).toBe('cut');
    expect(requests).toBe(2);
    expect(connections()).toBe(1);
  });
}

test('a connection that is always closed is sent to twice, not for ever', async () => {
  let requests = 0;
  const { url, connections } = await server((socket, _, count) => {
    requests = count;
    if (count === 1) socket.write(ok);
    else socket.end();
  });
  const ours = client();
  await first(ours, url);
  expect((await ours.send({ method: 'GET', url })).failure?.kind).toBe('cut');
  expect(requests).toBe(3);
  expect(connections()).toBe(2);
});

for (const [title, head] of [
  ['kept alive', 'Content-Length: 10\r\n\r\nhal'],
  ['announced as last', 'Connection: close\r\nContent-Length: 10\r\n\r\nhal'],
  ['chunked', 'Transfer-Encoding: chunked\r\nConnection: close\r\n\r\nff\r\nhal'],
] as const) {
  test(`cut: in the middle of a body, connection ${title}`, async () => {
    const { failure } = await ask((socket) => socket.end(`HTTP/1.1 200 OK\r\n${head}`));
    expect(failure?.kind).toBe('cut');
  });
}

test('timeout: a server that is silent, before the head and within the body', async () => {
  expect((await ask(() => undefined, { timeoutMs: 100 })).failure?.kind).toBe('timeout');
  const half = await ask((socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhal'), {
    timeoutMs: 100,
  });
  expect(half.failure?.kind).toBe('timeout');
});

test('too-large: announced, and not announced', async () => {
  const announced = await ask((socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n'), {
    maxBytes: 10,
  });
  expect(announced.failure?.kind).toBe('too-large');
  const streamed = await ask((socket) => socket.end(`HTTP/1.0 200 OK\r\n\r\n${'x'.repeat(11)}`), { maxBytes: 10 });
  expect(streamed.failure?.kind).toBe('too-large');
  const exact = await ask((socket) => socket.end(`HTTP/1.0 200 OK\r\n\r\n${'x'.repeat(10)}`), { maxBytes: 10 });
  expect(exact.response?.body).toHaveLength(10);
});

for (const bytes of [
  'SSH-2.0-x\r\n',
  'HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n',
  'HTTP/1.1 100 Continue\r\n\r\n',
]) {
  test(`invalid: ${JSON.stringify(bytes)}`, async () => {
    expect((await ask((socket) => socket.write(bytes))).failure?.kind).toBe('invalid');
  });
}
