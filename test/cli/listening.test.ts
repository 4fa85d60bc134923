import { request } from 'node:http';
import { expect, _baseTest as test } from '@playwright/test';
import { listeningOf } from '../../cli/config/listening.ts';
import { startReceiver } from '../../cli/listen/receiver.ts';
import { startTap } from '../../fixtures/wire/tap.ts';
import { startApi } from '../../platform/api/http/server.ts';
import { originAt } from '../../platform/http/listen.ts';
import { defaultReadings } from '../../spec/index.ts';

/** The status that a server gives to somebody who knows it by a name. */
function statusFor(origin: string, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const asked = request(`${origin}/v1/applications`, { headers: { Host: host } }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode));
    });
    asked.once('error', reject).end();
  });
}

const address = '127.0.0.1';
const hosts = ['mvk'];

test('the API is reached by the names that were given, and by no other', async () => {
  const api = await startApi({ address, hosts, apiKey: 'mv_test_not_real', readings: defaultReadings });
  const { origin } = new URL(api.baseUrl);
  const statuses = [await statusFor(origin, 'mvk:4010'), await statusFor(origin, 'evil.example')];
  await api.close();
  expect(statuses).toEqual([401, 421]);
});

test('the recorder and listen are reached by the names that were given, and by no other', async () => {
  const reply = { reply: { status: 204, headers: [], body: Buffer.alloc(0) }, sent: () => undefined };
  const receiver = await startReceiver({ port: 0, address, hosts, reply: async () => reply, onFault: () => undefined });
  const tap = await startTap({ port: 0, address, hosts, target: () => receiver.origin, begin: () => () => undefined });
  for (const { origin } of [receiver, tap]) {
    expect([await statusFor(origin, 'mvk'), await statusFor(origin, 'evil.example')]).toEqual([204, 421]);
  }
  await Promise.all([tap.close(), receiver.close()]);
});

test('an address of its own is where the server is', async () => {
  test.skip(process.platform !== 'linux', 'only Linux has the whole of 127.0.0.0/8 from the start');
  const api = await startApi({ address: '127.0.0.2', apiKey: 'mv_test_not_real', readings: defaultReadings });
  const { origin, host } = new URL(api.baseUrl);
  const status = await statusFor(origin, host);
  await api.close();
  expect({ status, origin }).toEqual({ status: 401, origin: expect.stringMatching(/^http:\/\/127\.0\.0\.2:\d+$/) });
});

test('this machine reaches a server on all addresses by its own', () => {
  expect([originAt(1, '0.0.0.0'), originAt(1, '::'), originAt(1, '::1'), originAt(1)]).toEqual([
    'http://127.0.0.1:1',
    'http://127.0.0.1:1',
    'http://[::1]:1',
    'http://127.0.0.1:1',
  ]);
});

test('other machines are not let in without the names by which they may ask', () => {
  expect(() => listeningOf({ listen: '0.0.0.0' })).toThrow('no name by which they may ask is given');
  expect(() => listeningOf({ listen: '::' })).toThrow('no name by which they may ask is given');
  expect(listeningOf({ listen: '0.0.0.0', allowHost: ['api'] })).toEqual({ address: '0.0.0.0', hosts: ['api'] });
  expect(listeningOf({ listen: '127.0.0.1' })).toEqual({ address: '127.0.0.1', hosts: [] });
  expect(() => listeningOf({ listen: 'localhost:4010' })).toThrow('--listen must be an IP address');
  expect(() => listeningOf({ allowHost: ['*'] })).toThrow('--allow-host must be a host name (got "*")');
  expect(() => listeningOf({ allowHost: ['http://api'] })).toThrow('--allow-host must be a host name');
});
