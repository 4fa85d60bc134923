import { lookup as systemLookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { expect, _baseTest as test } from '@playwright/test';
import { resolved, route } from '../../platform/http/addresses.ts';
import { isLoopback } from '../../platform/http/loopback.ts';
import { client, closeAll, server } from '../raw-server.ts';

test.afterEach(closeAll);

/** A name server that gives the next of these addresses each time, and the last one from then on. */
function names(...answers: readonly (string | Error)[]): { readonly resolve: LookupFunction; asked(): number } {
  let asked = 0;
  const resolve: LookupFunction = (_name, _options, callback) => {
    const answer = answers[Math.min(asked++, answers.length - 1)] ?? '';
    if (answer instanceof Error) callback(answer, '');
    else callback(null, [{ address: answer, family: answer.includes(':') ? 6 : 4 }]);
  };
  return { resolve, asked: () => asked };
}

const found = (lookup: LookupFunction): Promise<readonly string[]> => resolved('integration.test', lookup);

test('a name keeps the addresses that it had first', async () => {
  const { resolve, asked } = names('127.0.0.1', '203.0.113.7');
  for (const remote of [true, false]) {
    const { lookup } = route(remote, {}, remote ? names('203.0.113.1', '203.0.113.7').resolve : resolve);
    const first = await found(lookup);
    for (let again = 0; again < 3; again++) expect(await found(lookup)).toEqual(first);
  }
  expect(asked()).toBe(1);
});

test('what was known when the run began counts, whatever the name leads to since', async () => {
  const { resolve, asked } = names('203.0.113.7');
  const { lookup } = route(false, { 'integration.test': ['127.0.0.1'] }, resolve);
  expect(await found(lookup)).toEqual(['127.0.0.1']);
  expect(asked()).toBe(0);
});

test('a name that leads off this machine is not connected to', async () => {
  let requests = 0;
  const { port } = await server((socket) => {
    requests++;
    socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n');
  });
  for (const address of ['203.0.113.7', '169.254.169.254', 'fd00:ec2::254', '0.0.0.0', '::']) {
    const { lookup } = route(false, {}, names(address).resolve);
    await expect(found(lookup)).rejects.toThrow(/is not this machine/);
    const sent = await client({ lookup }).send({ method: 'GET', url: `http://integration.test:${port}/` });
    expect(sent.failure?.kind).toBe('not-found');
    expect(sent.failure?.message).toContain(address);
  }
  const { lookup } = route(false, {}, names('127.0.0.1').resolve);
  const sent = await client({ lookup }).send({ method: 'GET', url: `http://integration.test:${port}/` });
  expect(sent.response?.status).toBe(200);
  expect(requests).toBe(1);
});

test('a name that cannot be found yet is looked up again', async () => {
  const { resolve } = names(Object.assign(new Error('not yet'), { code: 'ENOTFOUND' }), '127.0.0.1');
  const { lookup } = route(false, {}, resolve);
  await expect(found(lookup)).rejects.toThrow('not yet');
  expect(await found(lookup)).toEqual(['127.0.0.1']);
});

test('addresses that are written in a URL are looked at, too', () => {
  const { refusal } = route(false, {}, systemLookup);
  const foreign = ['http://203.0.113.7/', 'http://169.254.169.254/', 'http://2852039166/', 'http://[fd00:ec2::254]/'];
  for (const url of [...foreign, 'http://0.0.0.0/', 'http://[::]/', 'http://[::ffff:203.0.113.7]/']) {
    expect(refusal(url), url).toMatch(/not an address of this machine/);
    expect(isLoopback(url), url).toBe(false);
    expect(route(true).refusal(url), url).toBeUndefined();
  }
  for (const url of [
    'http://127.0.0.1/',
    'http://2130706433/',
    'http://0x7f.1/',
    'http://[::1]/',
    'http://[::ffff:127.0.0.1]/',
  ]) {
    expect(refusal(url), url).toBeUndefined();
    expect(isLoopback(url), url).toBe(true);
  }
});
