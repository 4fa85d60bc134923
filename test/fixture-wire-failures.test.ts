import { createServer as createRawServer } from 'node:net';
import { expect, _baseTest as test } from '@playwright/test';
import type { Passed } from '../fixtures/wire/conversation.ts';
import { startTap } from '../fixtures/wire/tap.ts';
import { createClient } from '../platform/client.ts';
import { got, http, portOf, raw, tapped } from './wire-stage.ts';

test('a reset is a reset, half a response half a response, silence silence; each is told', async () => {
  const reset = createRawServer((socket) => socket.once('data', () => socket.resetAndDestroy()));
  await tapped(reset, async ({ origin }, passed) => {
    expect(await raw(portOf(origin), 'GET /answer HTTP/1.1\r\nHost: localhost\r\n\r\n')).toEqual({
      bytes: Buffer.alloc(0),
      reset: true,
    });
    await got(passed);
    expect(passed[0]?.failure).toEqual({ kind: 'cut', message: 'ECONNRESET' });
  });
  const half = 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"actions":[';
  await tapped(
    createRawServer((socket) => socket.once('data', () => socket.end(half))),
    async ({ origin }, passed) => {
      expect((await raw(portOf(origin), 'GET /answer HTTP/1.1\r\nHost: localhost\r\n\r\n')).bytes.toString()).toBe(
        half,
      );
      await got(passed);
      expect(passed[0]?.failure?.kind).toBe('cut');
    },
  );
  await tapped(
    createRawServer((socket) => socket.resume()),
    async ({ origin }, passed) => {
      const client = createClient();
      const { failure } = await client.send({ method: 'GET', url: `${origin}/answer`, timeoutMs: 200 });
      await client.close();
      expect(failure?.kind).toBe('timeout');
      await got(passed);
      expect(passed[0]?.failure?.message).toContain('the client closed the connection');
    },
  );
});

test('an idle connection that the target closes is closed for the client', async () => {
  await tapped(
    http((_, response) => response.end('{}')),
    async ({ origin }, passed) => {
      const { bytes } = await raw(portOf(origin), 'GET /answer HTTP/1.1\r\nHost: localhost\r\n\r\n');
      expect(bytes.toString()).toContain('200 OK');
      expect(passed).toHaveLength(1);
    },
  );
});

test('the target decides whether it wants a body', async () => {
  const target = http((_, response) => response.end());
  target.on('checkContinue', (_, response) => response.writeHead(417).end());
  await tapped(target, async ({ origin }) => {
    const { bytes } = await raw(
      portOf(origin),
      'POST /webhook HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 9\r\nConnection: close\r\n\r\n',
    );
    expect(bytes.toString()).toContain('417');
  });
});

test('a target that is not there is said to be so', async () => {
  const tap = await startTap({
    port: 0,
    target: () => 'http://127.0.0.1:9',
    begin: () => (passed) => said.push(passed),
  });
  const said: Passed[] = [];
  const { bytes } = await raw(portOf(tap.origin), 'GET /answer HTTP/1.1\r\nHost: localhost\r\n\r\n');
  await tap.close();
  expect(bytes.toString()).toMatch(/^HTTP\/1\.1 502 .*the target cannot be reached \(ECONNREFUSED\)/s);
  expect(said[0]?.failure?.kind).toBe('refused');
});

test('only names of this machine, and those allowed, are let in; nothing of others goes on', async () => {
  let asked = 0;
  const target = http((_, response) => {
    asked++;
    response.end();
  });
  const request = (host: string) => `GET /answer HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`;
  await tapped(
    target,
    async ({ origin }) => {
      expect((await raw(portOf(origin), request('evil.example'))).bytes.toString()).toMatch(
        /421.*evil\.example.*--allow-host/s,
      );
      expect(asked).toBe(0);
      expect((await raw(portOf(origin), request('abc.tunnel.example'))).bytes.toString()).toContain('200 OK');
      expect((await raw(portOf(origin), request('127.0.0.1:1'))).bytes.toString()).toContain('200 OK');
    },
    { hosts: ['abc.tunnel.example'] },
  );
});
