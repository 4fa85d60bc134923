import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer as createPlainServer, type RequestListener } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, _baseTest as test } from '@playwright/test';
import { Unreachable } from '../../platform/http/sender.ts';
import { certificatesIn } from '../../platform/http/tls/authorities.ts';
import { openBench } from '../../platform/open-bench.ts';
import { type BenchOptions, defaultReadings } from '../../spec/index.ts';
import { authorities, type Identity } from './certificates.ts';

const closers: (() => unknown)[] = [];

test.afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

/** Answers a request over TLS, asked by a bench that trusts `pem` besides the usual authorities. */
async function answerOf(identity: Identity | undefined, pem?: string): Promise<number | undefined> {
  const listener: RequestListener = (_, response) => response.end('{"actions":[]}');
  const made = identity === undefined ? createPlainServer(listener) : createServer(identity, listener);
  const server = made.listen(0, '127.0.0.1');
  closers.push(() => server.close());
  await new Promise((resolve) => server.once('listening', resolve));
  const answerUrl = `https://localhost:${(server.address() as AddressInfo).port}/answer`;
  const options: BenchOptions = {
    answerUrl,
    addresses: { localhost: ['127.0.0.1'] },
    ...(pem !== undefined && { tls: { ca: file(pem) } }),
    readings: defaultReadings,
    budgets: { answerMs: 1000, ackMs: 1000 },
    seed: 1,
    runs: 1,
  };
  const bench = await openBench(options, ['answer']);
  closers.push(() => bench.close());
  return (await bench.send({ method: 'GET', url: answerUrl })).response?.status;
}

function file(text: string): string {
  const name = path.join(mkdtempSync(path.join(tmpdir(), 'mvk-tls-')), 'certificates.pem');
  writeFileSync(name, text);
  return name;
}

test('a self-signed certificate is no finding, and the setting is named', async () => {
  const refused = answerOf(await (await authorities()).selfSigned());
  await expect(refused).rejects.toThrow(Unreachable);
  await expect(refused).rejects.toThrow(/localhost:\d+\/answer: its certificate is not trusted .*tls\.ca/);
});

test('a server without TLS is no finding, and the URL to write is named', async () => {
  const refused = answerOf(undefined);
  await expect(refused).rejects.toThrow(Unreachable);
  await expect(refused).rejects.toThrow('it does not speak TLS; write http:// in place of https://');
});

test('a self-signed certificate that tls.ca names is trusted', async () => {
  const identity = await (await authorities()).selfSigned();
  expect(await answerOf(identity, identity.cert)).toBe(200);
});

test('the certificate of an authority of your own is trusted by tls.ca, and names the setting without', async () => {
  const { root, issue } = await authorities();
  const identity = await issue();
  await expect(answerOf(identity)).rejects.toThrow(/tls\.ca/);
  expect(await answerOf(identity, `a comment\n${root}\n`)).toBe(200);
});

test('a certificate for another host is told to be that', async () => {
  const { root, issue } = await authorities();
  await expect(answerOf(await issue({ host: 'other.example' }), root)).rejects.toThrow(/write a host name in the URL/);
});

test('a file without a certificate is refused by name', () => {
  expect(() => certificatesIn('/nowhere/at/all.pem')).toThrow('cannot be read (ENOENT): "/nowhere/at/all.pem"');
  expect(() => certificatesIn(file('no certificate'))).toThrow('holds no certificate as PEM');
  expect(() => certificatesIn(file('-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n'))).toThrow(
    'holds no certificate as PEM',
  );
});
