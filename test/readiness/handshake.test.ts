import { type AddressInfo, createServer, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { expect, _baseTest as test } from '@playwright/test';
import type { Certificate } from '../../mutants/deployment.ts';
import { handshake, NoConnection } from '../../platform/http/tls/handshake.ts';
import { identity, ourAuthorities } from './deployment.ts';

const looked = async (port: number, host = 'localhost') =>
  handshake(new URL(`https://${host}:${port}/`), { timeoutMs: 3_000, ca: [(await ourAuthorities()).root] });

const sentences: Readonly<Record<Certificate, string | undefined>> = {
  valid: undefined,
  'ends soon': undefined,
  expired: 'the certificate expired on ',
  'not yet valid': 'the certificate is not valid before ',
  'other host': 'the certificate is for other.example.com, not for localhost',
  'self-signed': 'self-signed',
  'unknown authority': 'the chain leads to "Unknown Root"',
  'incomplete chain': 'the server does not send the certificate of the issuer "Tests Issuer"',
  'weak key': 'a key of 1024 bits',
  'weak digest': 'a digest that is too weak, such as SHA-1',
  'old protocol': 'it speaks TLSv1.1 at most',
};

for (const [certificate, sentence] of Object.entries(sentences) as [Certificate, string | undefined][]) {
  test(`a certificate that is ${certificate} is told by one sentence`, async () => {
    const options = { ...(await identity(certificate)), ciphers: 'DEFAULT@SECLEVEL=0' };
    const server = createTlsServer(options, (socket) => socket.on('error', () => {})).on('tlsClientError', () => {});
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { problems, certificates } = await looked((server.address() as AddressInfo).port);
    server.close();
    expect(problems).toEqual(sentence === undefined ? [] : [expect.stringContaining(sentence)]);
    expect(certificates.length).toBe(certificate === 'self-signed' || certificate === 'incomplete chain' ? 1 : 2);
  });
}

test('a certificate for a name does not hold for an address', async () => {
  const server = createTlsServer(await identity('valid')).on('tlsClientError', () => {});
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { problems } = await looked((server.address() as AddressInfo).port, '127.0.0.1');
  server.close();
  expect(problems).toEqual(['the certificate is for localhost, not for 127.0.0.1']);
});

const speakers: ReadonlyArray<readonly [what: string, speak: (socket: Socket) => void, words: string]> = [
  ['plain HTTP', (socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'), 'does not speak TLS'],
  ['nothing, and hangs up', (socket) => socket.destroy(), 'closed before the TLS handshake'],
  ['nothing, and waits', () => {}, 'nothing came within 3000 ms'],
];
for (const [what, speak, words] of speakers) {
  test(`a server that speaks ${what} is a finding`, async () => {
    const sockets: Socket[] = [];
    const server = createServer((socket) => {
      sockets.push(socket.on('error', () => {}));
      socket.once('data', () => speak(socket));
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { problems } = await looked((server.address() as AddressInfo).port);
    for (const socket of sockets) socket.destroy();
    server.close();
    expect(problems).toEqual([expect.stringContaining(words)]);
  });
}

test('nobody there is none', async () => {
  await expect(looked(1)).rejects.toThrow(NoConnection);
});
