import { expect, _baseTest as test } from '@playwright/test';
import { createRedactor } from '../../platform/redaction/redact.ts';

const secret = 'pä"ss/w ord\\+1';
const bytes = Buffer.from(secret);

for (const [form, text] of Object.entries({
  plain: secret,
  url: encodeURIComponent(secret),
  'url in lower case': encodeURIComponent(secret).toLowerCase(),
  form: new URLSearchParams({ a: secret }).toString().slice(2),
  base64: bytes.toString('base64'),
  base64url: bytes.toString('base64url'),
  hex: bytes.toString('hex'),
  HEX: bytes.toString('hex').toUpperCase(),
  json: JSON.stringify(secret).slice(1, -1),
})) {
  test(`a secret as ${form}`, () => {
    expect(createRedactor([secret]).text(`<${text}>`)).toBe('<<redacted>>');
  });
}

test('a secret within longer base64', () => {
  const key = 'canary-0123456789';
  for (const before of ['', 'a', 'ab', 'abc']) {
    const text = createRedactor([key]).text(Buffer.from(`${before}${key}xy`).toString('base64'));
    expect(Buffer.from(text.replace('<redacted>', ''), 'base64').toString('latin1')).not.toContain('0123');
    expect(text).toContain('<redacted>');
  }
});

test('empty and short secrets are left, the longer of two wins', () => {
  expect(createRedactor(['', 'abc']).text('abcabc')).toBe('abcabc');
  expect(createRedactor(['change', 'change-me']).text('change-me')).toBe('<redacted>');
});

test('headers, address, bodies and message of an exchange', () => {
  const { exchange } = createRedactor(['canary-canary']);
  const signature = 'ab'.repeat(32);
  const given = {
    request: {
      method: 'POST',
      url: 'http://me:pass@127.0.0.1/?key=canary-canary',
      headers: {
        Authorization: 'Bearer x',
        'X-Api-Key': '',
        'X-MiniVoice-Signature': `v1=${signature}`,
        Accept: '*/*',
      },
      bodyBase64: Buffer.from('\xff canary-canary', 'latin1').toString('base64'),
    },
    response: { status: 200, headers: { 'set-cookie': 'a=b' }, body: 'x canary-ca', truncated: true },
    failure: { kind: 'cut' as const, message: 'canary-canary' },
    durationMs: 1,
    bytes: Buffer.from('canary-canary'),
  };
  const seen = exchange(given);
  expect(seen.request.url).toBe('http://<redacted>@127.0.0.1/?key=<redacted>');
  expect(seen.request.headers).toEqual({
    Authorization: '<redacted>',
    'X-Api-Key': '',
    'X-MiniVoice-Signature': 'v1=<redacted>',
    Accept: '*/*',
  });
  expect(Buffer.from(seen.request.bodyBase64 ?? '', 'base64').toString('latin1')).toBe('\xff <redacted>');
  expect(seen.response?.headers).toEqual({ 'set-cookie': '<redacted>' });
  expect(seen.response?.body).toBe('x <redacted>');
  expect(JSON.stringify(seen)).not.toContain('canary');
  expect(seen).not.toHaveProperty('bytes');
});

test('numbers: fictional ones pass, others get one pseudonym each', () => {
  const { text } = createRedactor(['canary-canary']);
  const fine = '+12025550143 +15551230001 2026-05-29T12:10:00+0200 1780056600 +123';
  expect(text(fine)).toBe(fine);
  const seen = text('+4930123456 +4930123457 +4930123456 to=%2B4930123456').split(' ');
  expect(seen[0]).toMatch(/^\+1[2-9]\d{2}55501\d{2}$/);
  expect(seen[1]).not.toBe(seen[0]);
  expect(seen[2]).toBe(seen[0]);
  expect(seen[3]).toBe(seen[0]?.replace('+', 'to=%2B'));
  expect(text(seen.join(' '))).toBe(seen.join(' '));
  expect(createRedactor(['canary-canary']).text('+4930123456')).toBe(seen[0]);
});
