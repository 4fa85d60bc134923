import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { expect, _baseTest as test } from '@playwright/test';
import { startTap } from '../../fixtures/wire/tap.ts';
import { reference } from '../../mutants/reference.ts';
import { serve } from '../../mutants/server.ts';
import { memoryStore } from '../../mutants/store.ts';
import { startApi } from '../../platform/api/http/server.ts';
import { defaultReadings } from '../../spec/index.ts';
import { response, says } from '../hostile/inputs/hostile.ts';
import { client, closeAll, server } from '../raw-server.ts';

test.afterEach(closeAll);

interface Open {
  readonly origin: string;
  close(): Promise<void>;
}

/** Every server of the kit, and what it answers to whom it does not know. */
const servers: Readonly<Record<string, () => Promise<Open>>> = {
  'the API': async () => {
    const api = await startApi({
      apiKey: 'mv_test_not-a-real-key',
      readings: defaultReadings,
      answerUrl: undefined,
      webhookUrl: undefined,
    });
    return { origin: new URL(api.baseUrl).origin, close: () => api.close() };
  },
  'the recorder': async () => {
    const { url } = await server(says(response('{}')));
    return startTap({ port: 0, target: () => new URL(url).origin, begin: () => () => undefined });
  },
  'the integration of the demo': async () => {
    const served = await serve(reference, { port: 0, secret: undefined, store: memoryStore() });
    return { origin: served.url, close: () => served.close() };
  },
};

for (const [name, open] of Object.entries(servers)) {
  test(`${name} listens on this machine alone, and answers to its names alone`, async () => {
    const { origin, close } = await open();
    const { hostname, port } = new URL(origin);
    expect(hostname).toBe('127.0.0.1');
    for (const host of outside()) expect(await accepts(host, Number(port)), host).toBe(false);
    const status = async (host: string): Promise<number | undefined> => {
      const sent = await client().send({ method: 'GET', url: `${origin}/v1/calls/x`, headers: { Host: host } });
      return sent.response?.status;
    };
    for (const host of [
      'attacker.invalid',
      `attacker.invalid:${port}`,
      '127.0.0.1.attacker.invalid',
      'localhost@x.invalid',
    ]) {
      expect(await status(host), host).toBe(421);
    }
    for (const host of [`127.0.0.1:${port}`, `localhost:${port}`]) expect(await status(host), host).not.toBe(421);
    await close();
  });
}

/** The addresses by which others reach this machine. */
function outside(): readonly string[] {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return all.filter(({ internal, family }) => !internal && family === 'IPv4').map(({ address }) => address);
}

function accepts(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
