import { brotliCompressSync, gunzipSync, gzipSync } from 'node:zlib';
import type { Crossed, Header } from '../fixtures/crossed.ts';
import type { FixtureKind } from '../fixtures/fixture.ts';

/** What is planted, and the part of it that must be found nowhere. */
export const planted = {
  webhookSecret: 'canary-webhook"secret/+ä\\0123456789',
  apiKey: 'mv_test_canary-key-0123456789',
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
export function shows(text: string, value: string, depth = 0): boolean {
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

export const everything: readonly string[] = Object.values(planted);
export const answerUrl =
  'https://user:canary-userinfo-pass@integration.example.net/answer?own=canary-own-key-5544332211';
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
export function recording(): Crossed[] {
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
        ['Authorization', `Bearer ${planted.apiKey}`],
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
    crossed('event', { answer: `${'x'.repeat(300)}${planted.webhookSecret.slice(0, -3)}`, truncated: true }),
    crossed('api', {
      url: `https://api.minivoice.eu/v1/calls?api_key=${planted.partner}`,
      headers: [...json, ['authorization', `Bearer ${planted.apiKey}`]],
      body: JSON.stringify({ to: planted.phone, metadata: contact }),
      answer: JSON.stringify({ ...contact, api_key: planted.unknownKey }),
    }),
  ];
}
