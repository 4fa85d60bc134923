import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, _baseTest as test } from '@playwright/test';
import { loadFixtures, secretIn } from '../fixtures/folder.ts';
import { createHider } from '../fixtures/hide.ts';
import { saveCall } from '../fixtures/save.ts';
import { answerUrl, everything, planted, recording, shows } from './planted.ts';

const secrets = [planted.webhookSecret, planted.apiKey];

test('nothing that was planted survives, wherever and however it stood', async () => {
  test.setTimeout(120_000);
  const root = mkdtempSync(path.join(tmpdir(), 'mvk-canary-'));
  const all = recording();
  for (const value of everything)
    expect(shows(all.map(({ request }) => `${request.url} ${request.body}`).join('\n'), value), value).toBe(true);
  await saveCall(root, 'canary', all, { answerUrl, webhookUrl: 'https://integration.example.net/webhook', secrets });
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' });
  const files = names.filter((name) => name.endsWith('.json'));
  expect(files).toHaveLength(all.length);
  const leaks: string[] = [];
  for (const name of files) {
    const text = readFileSync(path.join(root, name), 'utf8');
    const shown = JSON.stringify(JSON.parse(text), (_, value: unknown) => value);
    for (const [what, value] of Object.entries({
      ...planted,
      userinfo: 'canary-userinfo-pass',
      own: 'canary-own-key-5544332211',
    })) {
      if (shows(`${name} ${text}`, value) || shows(shown, value)) leaks.push(`${what} in ${name}`);
    }
  }
  expect(leaks).toEqual([]);
  // And what is left is a fixture that loads.
  const { calls, problems } = await loadFixtures(root, secrets);
  expect(problems).toEqual([]);
  expect(calls).toHaveLength(1);
});

test('a number is one number all through, and stays what it is for whom it is nobody’s', () => {
  const hider = createHider({ secrets, salt: 'a-salt-of-the-test' });
  const one = hider.text(planted.phone);
  expect(one).toMatch(/^\+1[2-9]\d{2}55501\d{2}$/);
  expect(hider.json({ from: planted.phone, to: ['+12025550143', '+15551230001'] })).toEqual({
    from: one,
    to: ['+12025550143', '+15551230001'],
  });
  expect(hider.text(`?to=${encodeURIComponent(planted.phone)}`)).toBe(`?to=%2B${one.slice(1)}`);
  expect(createHider({ secrets: [], salt: 'a-salt-of-the-test' }).text(planted.phone)).toBe(one);
  expect(createHider({ secrets: [], salt: 'another salt of it' }).text(planted.phone)).not.toBe(one);
  expect(hider.named('phone', planted.national)).toMatch(/^1[2-9]\d{2}55501\d{2}$/);
});

test('what is hidden stays hidden the same way, and what is nothing to hide is left', () => {
  const hider = createHider({ secrets, salt: 'a-salt-of-the-test' });
  for (const line of recording().map(({ request }) => request.body.toString())) {
    const once = hider.text(line);
    expect(hider.text(once)).toBe(once);
  }
  const plain = {
    actions: [
      { gather: { prompt: 'Press 1 for sales, 2 for support; key=1, pin later.', num_digits: 1, finish_on_key: '#' } },
      { redirect: { url: 'https://integration.example.net/menu?step=2&key=1&call_id=call_20260529T121000.123456789' } },
      { conference: { room: 'sales-2026-05-29-all-hands' } },
      { start_stream: { stream_url: 'wss://integration.example.net/media/0123456789' } },
    ],
    event_key: 'call_20260529T121000.123456789:call.created',
    created_at: '2026-05-29T12:10:00+02:00',
    duration_seconds: 1780056600,
    version: '1.22.333-4444',
  };
  expect(hider.json(plain)).toEqual(plain);
});

for (const [what, place] of Object.entries({
  'the webhook secret in a body': { request: { json: { note: planted.webhookSecret } } },
  'the webhook secret in base64': { request: { text: Buffer.from(planted.webhookSecret).toString('base64') } },
  'a bearer token': { request: { headers: { Authorization: 'Bearer abcdefgh12345678' } } },
  'a cookie': { response: { headers: { 'Set-Cookie': 'sid=abcdefgh' } } },
  'a password in JSON': { response: { json: { user: { password: 'hunter2' } } } },
  'a key in a query': { request: { url: '<api>/calls?api_key=abcdefgh12345678' } },
  'a production key in prose': { request: { text: 'the key is mv_live_0123456789abcdef' } },
  'a signature': { request: { headers: { 'X-MiniVoice-Signature': `v1=${'0a'.repeat(32)}` } } },
  'a JWT': { response: { text: planted.jwt } },
})) {
  test(`a fixture with ${what} does not load`, () => {
    expect(secretIn(place, secrets)).toMatch(/^\//);
  });
}

test('a fixture with marks, fictional numbers and its own words loads', () => {
  const fixture = {
    request: {
      url: '<answer>?call_id=<call:1>&from=%2B12025550101&token=<redacted>',
      headers: {
        Authorization: '<redacted>',
        'X-Api-Key': 'Bearer <redacted>',
        'X-MiniVoice-Signature': 'v1=<redacted>',
      },
      json: { password: '<redacted>', name: '<personal>', from: '+12025550101', event_key: '<call:1>:call.created' },
    },
  };
  expect(secretIn(fixture, secrets)).toBeUndefined();
});
