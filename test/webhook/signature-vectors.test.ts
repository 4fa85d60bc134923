import { createHmac } from 'node:crypto';
import { expect, _baseTest as test } from '@playwright/test';
import type { Integration, Request } from '../../mutants/integration.ts';
import { reference } from '../../mutants/reference.ts';
import { memoryStore } from '../../mutants/store.ts';
import { sign } from '../../platform/webhook/signature.ts';
import { signatureVectors } from '../../spec/index.ts';

const vectors = signatureVectors();

for (const vector of vectors) {
  test(`${vector.id}: ${vector.rule}`, () => {
    const integration: Integration = { ...reference, now: () => vector.now * 1000 };
    const request: Request = {
      method: 'POST',
      url: new URL('http://127.0.0.1/webhook'),
      headers: Object.entries(vector.headers),
      body: Buffer.from(vector.bodyBase64, 'base64'),
    };
    const environment = {
      origin: 'http://127.0.0.1',
      store: memoryStore(),
      secret: vector.secret,
      apiBaseUrl: undefined,
      apiKey: undefined,
      log: () => {},
    };
    expect(integration.verify(request, environment)).toBe(vector.expect === 'accept' ? 'accepted' : 'refused');
  });
}

test('both kinds are there, and no id twice', () => {
  const accepted = vectors.filter((vector) => vector.expect === 'accept');
  expect(accepted.length).toBeGreaterThan(5);
  expect(vectors.length - accepted.length).toBeGreaterThan(15);
  expect(new Set(vectors.map(({ id }) => id)).size).toBe(vectors.length);
});

test('our own signature is the one of the accepted vectors', () => {
  for (const { id, expect: expected, secret, headers, bodyBase64 } of vectors) {
    if (expected !== 'accept') continue;
    const named = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
    const body = Buffer.from(bodyBase64, 'base64');
    const stamp = named['x-minivoice-timestamp'] ?? '';
    expect(sign(secret, stamp, body), id).toBe(named['x-minivoice-signature']);
    const independent = createHmac('sha256', secret)
      .update(`${stamp}.${body.toString('utf8')}`)
      .digest('hex');
    expect(`v1=${independent}`, id).toBe(named['x-minivoice-signature']);
  }
});
