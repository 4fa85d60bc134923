import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { brotliCompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { expect, _baseTest as test } from '@playwright/test';
import type { Crossed, Header } from '../fixtures/crossed.ts';
import type { FixtureKind } from '../fixtures/fixture.ts';
import { loadFixtures, secretIn } from '../fixtures/folder.ts';
import { createHider } from '../fixtures/hide.ts';
import { saveCall } from '../fixtures/save.ts';

const webhookSecret = 'canary-webhook"secret/+ä\\0123456789';
const apiKey = 'mv_test_canary-key-0123456789';

/** What is planted, and the part of it that must be found nowhere. */
const planted = {
  webhookSecret,
  apiKey,
  password: 'canary-Passw0rd!with+chars',
  token: 'canary.token.abcdef123456',
  cookie: 'canarycookie-abcdef987654',
  partner: 'canary-partner-key-112233',
  jwt: 'eyJhbGciOiJIUzI1NiJ9.eyJjYW5hcnkiOiJjYW5hcnktand0In0.c2lnbmF0dXJlLWNhbmFyeQ',
  unknownKey: 'mv_test_othercanary-998877665544',
  phone: '+4930123456789',
  other: '+37255512345',
  written: '+49 (171) 234-5678',
  national: '0171 9988776',
  dialled: '00491719988775',
  email: 'canary.person@firma-canary.de',
  name: 'Canaryanna Schmidtcanary',
  street: 'Canarystrasse 17',
  iban: 'DE89370400440532013000',
  card: '4111 1111 1111 1111',
} as const;

const encodings: Readonly<Record<string, (text: string) => string>> = {
  plain: (text) => text,
  url: encodeURIComponent,
  'double url': (text) => encodeURIComponent(encodeURIComponent(text)),
  base64: (text) => Buffer.from(`x:${text}`).toString('base64'),
  base64url: (text) => Buffer.from(`ab ${text} yz`).toString('base64url'),
  hex: (text) => Buffer.from(text).toString('hex'),
  'JSON escape': (text) => [...text].map((each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`).join(''),
  gzip: (text) => gzipSync(`canary in gzip: ${text}`).toString('base64'),
};

/** Whether a text shows a value, however it is encoded: written apart from what hides. */
function shows(text: string, value: string, depth = 0): boolean {
  const plain = text.replace(/\\u([0-9a-f]{4})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
  const digits = value.replace(/\D/g, '');
  const cores = [value, ...(/^[+\d ()-]+$/.test(value) && digits.length >= 9 ? [digits.replace(/^0+/, '')] : [])];
  if (cores.some((core) => plain.includes(core) || text.includes(core))) return true;
  if (depth > 4) return false;
  const inside = [
    ...(text.match(/[\w.~%+-]*%[0-9a-f]{2}[\w.~%+!*'()-]*/gi) ?? []).map((each) => {
      try {
        return decodeURIComponent(each);
      } catch {
        return '';
      }
    }),
    ...(text.match(/[0-9a-f]{12,}/gi) ?? []).map((each) => Buffer.from(each, 'hex').toString('latin1')),
    ...(text.match(/[\w+/-]{12,}={0,2}/g) ?? []).flatMap((each) =>
      [0, 1, 2, 3].map((start) => {
        const bytes = Buffer.from(each.slice(start), 'base64');
        return bytes[0] === 0x1f && bytes[1] === 0x8b ? unzip(bytes) : bytes.toString('utf8');
      }),
    ),
  ];
  return inside.some((each) => each !== text && each.length > 3 && shows(each, value, depth + 1));
}

function unzip(bytes: Buffer): string {
  try {
    return gunzipSync(bytes).toString('utf8');
  } catch {
    return '';
  }
}

const everything = Object.values(planted);
const answerUrl = 'https://user:canary-userinfo-pass@integration.example.net/answer?own=canary-own-key-5544332211';
const json: readonly Header[] = [['Content-Type', 'application/json']];

function crossed(
  kind: FixtureKind,
  part: {
    url?: string;
    headers?: readonly Header[];
    body?: string | Buffer;
    answer?: string | Buffer;
    answerHeaders?: readonly Header[];
    truncated?: boolean;
  },
): Crossed {
  return {
    kind,
    request: {
      method: 'POST',
      url: part.url ?? 'https://integration.example.net/webhook',
      headers: part.headers ?? json,
      body: Buffer.from(part.body ?? ''),
    },
    response: {
      status: 200,
      headers: part.answerHeaders ?? json,
      body: Buffer.from(part.answer ?? ''),
      ...(part.truncated && { truncated: true }),
    },
  };
}

const contact = {
  call: { id: 'call_20260529T121000.123456789', from: planted.phone, to: planted.other },
  event: 'call.created',
  created_at: '2026-05-29T12:10:00Z',
  variables: {
    customer: {
      full_name: planted.name,
      street: planted.street,
      email: planted.email,
      mobile: planted.national,
      fax: planted.dialled,
    },
    credentials: { password: planted.password, list: [planted.partner] },
    accessToken: planted.token,
    sessionCookie: planted.cookie,
    nested: JSON.stringify({ deep: JSON.stringify({ phone: planted.phone, api_key: planted.partner }) }),
    [planted.phone]: 'as a name',
  },
  data: {},
};

/** One call in which all of it stands everywhere. */
function recording(): Crossed[] {
  const lines = everything.flatMap((value) =>
    Object.entries(encodings).map(([name, encode]) => `${name} ${encode(value)}`),
  );
  const form = new URLSearchParams({
    password: planted.password,
    'user[phone]': planted.national,
    email: planted.email,
    note: `call ${planted.phone} or ${planted.written}`,
    token: planted.token,
  });
  const multipart = [
    '--b',
    'Content-Disposition: form-data; name="password"',
    '',
    planted.password,
    '--b',
    'Content-Disposition: form-data; name="name2"',
    '',
    planted.email,
    '--b--',
  ].join('\r\n');
  const header = (value: string): string => Buffer.from(value).toString('latin1');
  return [
    // Before anything says that it is a name, a name is said.
    crossed('answer', {
      url: 'https://integration.example.net/answer?call_id=call_20260529T121000.123456789',
      answer: JSON.stringify({
        actions: [
          { say: { text: `Hello ${planted.name}, we call ${planted.national}, password ${planted.password}.` } },
          { transfer: { destination: planted.phone } },
        ],
      }),
    }),
    crossed('event', {
      body: JSON.stringify(contact),
      headers: [
        ...json,
        ['Authorization', `Bearer ${apiKey}`],
        ['Cookie', `sid=${planted.cookie}`],
        ['X-Partner-Key', planted.partner],
        ['X-Access-Token', planted.token],
        ['X-MiniVoice-Signature', `v1=${'ab'.repeat(32)}`],
        ['X-Note', header(`from ${planted.phone} ${planted.email} ${planted.jwt}`)],
      ],
    }),
    ...lines.map((line) => crossed('event', { body: JSON.stringify({ ...contact, data: { line } }) })),
    ...lines.map((line) => crossed('event', { body: line, headers: [['Content-Type', 'text/plain']] })),
    ...everything.map((value) =>
      crossed('answer', {
        url: `https://integration.example.net/menu/${encodeURIComponent(value)}?call_id=call_20260529T121000.123456789&q=${encodeURIComponent(value)}&r=${encodeURIComponent(encodeURIComponent(value))}`,
        answerHeaders: [
          ['Set-Cookie', `sid=${planted.cookie}; Path=/`],
          ['Location', `https://integration.example.net/x?token=${planted.token}`],
        ],
      }),
    ),
    crossed('event', { body: form.toString(), headers: [['Content-Type', 'application/x-www-form-urlencoded']] }),
    crossed('event', { body: multipart, headers: [['Content-Type', 'multipart/form-data; boundary=b']] }),
    crossed('event', {
      body: JSON.stringify(contact),
      answer: gzipSync(JSON.stringify(contact)),
      answerHeaders: [...json, ['Content-Encoding', 'gzip']],
    }),
    crossed('event', {
      body: JSON.stringify(contact),
      answer: brotliCompressSync(lines.join('\n')),
      answerHeaders: [['Content-Encoding', 'br']],
    }),
    crossed('event', { answer: Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(everything.join(' '))]) }),
    crossed('event', {
      answer: gzipSync(JSON.stringify(contact)).subarray(0, 100),
      answerHeaders: [['Content-Encoding', 'gzip']],
      truncated: true,
    }),
    crossed('event', { answer: `${'x'.repeat(300)}${webhookSecret.slice(0, -3)}`, truncated: true }),
    crossed('api', {
      url: `https://api.minivoice.eu/v1/calls?api_key=${planted.partner}`,
      headers: [...json, ['authorization', `Bearer ${apiKey}`]],
      body: JSON.stringify({ to: planted.phone, metadata: contact }),
      answer: JSON.stringify({ ...contact, api_key: planted.unknownKey }),
    }),
  ];
}

const secrets = [webhookSecret, apiKey];

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
  'the webhook secret in a body': { request: { json: { note: webhookSecret } } },
  'the webhook secret in base64': { request: { text: Buffer.from(webhookSecret).toString('base64') } },
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
