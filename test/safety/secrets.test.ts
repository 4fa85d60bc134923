import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { brotliDecompressSync, constants, gunzipSync, gzipSync, inflateRawSync, inflateSync } from 'node:zlib';
import { expect, _baseTest as test } from '@playwright/test';
import { createRedactor } from '../../platform/redaction/redact.ts';
import { mvkFile } from '../kit.ts';

const canary = 'canary"Secret/+ä%&\\0123456789';

/** How a secret may be written by those who show it. */
const written: Readonly<Record<string, (secret: string) => string | Buffer>> = {
  plain: (secret) => secret,
  json: (secret) => JSON.stringify({ secret }),
  'json twice': (secret) => JSON.stringify(JSON.stringify({ secret })),
  'json, all escaped': (secret) =>
    `"${secret.replace(/[\s\S]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)}"`,
  url: (secret) => `x=${encodeURIComponent(secret)}&y`,
  'url twice': (secret) => encodeURIComponent(encodeURIComponent(secret)),
  'url, every byte': (secret) => [...Buffer.from(secret)].map((byte) => `%${byte.toString(16).toUpperCase()}`).join(''),
  html: (secret) => secret.replace(/[^a-z0-9]/gi, (one) => `&#x${one.charCodeAt(0).toString(16)};`),
  base64: (secret) => Buffer.from(secret).toString('base64'),
  'basic authentication': (secret) => `Basic ${Buffer.from(`me:${secret}`).toString('base64')}`,
  base64url: (secret) => Buffer.from(`a${secret}`).toString('base64url'),
  hex: (secret) => Buffer.from(secret).toString('hex'),
  'hex in capitals': (secret) => Buffer.from(secret).toString('hex').toUpperCase(),
  'among what is not text': (secret) => Buffer.concat([Buffer.from([0xff, 0xfe, 0x80]), Buffer.from(secret)]),
};

test('a secret is hidden however it is written', () => {
  const { text, exchange } = createRedactor([canary]);
  for (const [name, write] of Object.entries(written)) {
    const shown = write(canary);
    if (typeof shown === 'string') expect(text(`before ${shown} after`), name).toContain('<redacted>');
    const packed = gzipSync(shown);
    const redacted = exchange({
      request: { method: 'GET', url: 'http://me:canaryPassword@127.0.0.1/', headers: {} },
      response: {
        status: 200,
        headers: { 'content-encoding': 'gzip' },
        body: '',
        bodyBase64: packed.toString('base64'),
      },
      durationMs: 1,
    });
    expect(Buffer.from(redacted.response?.bodyBase64 ?? '', 'base64').toString(), name).toBe('<redacted>');
    expect(JSON.stringify(redacted), name).not.toContain('canaryPassword');
  }
  const harmless = `{"actions":[{"say":{"text":"Canary"}}]} ${Buffer.from('canary, and nothing of it').toString('base64')}`;
  expect(text(harmless)).toBe(harmless);
});

/** Shows its secret in whatever it says, in a way that the path or a count chooses, and dies with it on its lips. */
const leaky = `
const zlib = require('node:zlib');
const secret = process.env.MINIVOICE_WEBHOOK_SECRET;
const token = process.env.DATABASE_PASSWORD;
const forms = [
  (text) => text,
  (text) => JSON.stringify({ text }),
  (text) => encodeURIComponent(encodeURIComponent(text)),
  (text) => Buffer.from('x' + text).toString('base64'),
  (text) => Buffer.from(text).toString('hex'),
  (text) => zlib.gzipSync(text),
  (text) => Buffer.concat([Buffer.from([0xff]), Buffer.from(text)]),
];
let count = 0;
console.log('starting with ' + secret + ' and ' + token);
console.error(Buffer.from(secret).toString('base64'));
require('node:http')
  .createServer((request, response) => {
    request.resume();
    const shown = forms[count++ % forms.length](secret + token);
    response.statusCode = request.method === 'GET' ? 200 : 400;
    response.setHeader('X-Secret', encodeURIComponent(secret));
    response.setHeader('X-Token', Buffer.from(token).toString('base64'));
    if (count % 40 === 0) return response.end('{"actions":[{"say":{"text":' + JSON.stringify(secret) + '}},{"play":"' + token + '"}]}');
    response.end(shown);
  })
  .listen(Number(process.argv[2]), '127.0.0.1');
`;

const password = 'canary-database-pa55word';

test('no secret of a run stands in anything that it leaves behind', async () => {
  const home = mkdtempSync(path.join(tmpdir(), 'mvk-secrets-'));
  writeFileSync(path.join(home, 'leaky.cjs'), leaky);
  for (const [port, command] of [
    ['28737', 'leaky.cjs 28737'],
    // It never listens: what it wrote is shown.
    [
      '28738',
      '-e "console.log(process.env.MINIVOICE_WEBHOOK_SECRET + process.env.DATABASE_PASSWORD); process.exit(3)"',
    ],
  ] as const) {
    const origin = `http://127.0.0.1:${port}`;
    const config = {
      answerUrl: `${origin}/answer`,
      webhookUrl: `${origin}/webhook`,
      observe: { callUrl: `${origin}/calls/{call_id}` },
      start: { command: `SECRET='${password}' ${process.execPath} ${command}`, env: { DATABASE_PASSWORD: password } },
    };
    writeFileSync(path.join(home, 'mvk.config.json'), JSON.stringify(config));
    const { stdout, stderr } = await mvk(home, '--runs', '3', '--only', 'answer.*', '--only', 'webhook.*');
    expect(stdout).toMatch(/\d+ passed, \d+ failed, \d+ skipped/);
    expect(stdout).toContain('<redacted>');
    for (const [name, text] of Object.entries({ stdout, stderr })) expectClean(name, Buffer.from(text));
    const files = readdirSync(path.join(home, 'report'), { recursive: true, withFileTypes: true });
    expect(files.map(({ name }) => name)).toContain('report.json');
    for (const file of files.filter((each) => each.isFile())) {
      expectClean(file.name, readFileSync(path.join(file.parentPath, file.name)));
    }
  }
});

async function mvk(home: string, ...args: string[]): Promise<{ stdout: string; stderr: string }> {
  const command = [mvkFile, 'check', '--report', 'report', ...args];
  const child = spawn(process.execPath, command, {
    cwd: home,
    env: { ...process.env, MINIVOICE_WEBHOOK_SECRET: canary },
  });
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].on('data', (chunk) => {
      output[name] += chunk;
    });
  }
  await new Promise((resolve) => child.once('close', resolve));
  return output;
}

/** Forms of either secret, framed by nothing: around it the encodings have more of their own. */
const cores = [canary, password].flatMap((secret) =>
  Object.entries(written).map(([how, write]) => {
    const shown = write(secret);
    return [how, typeof shown === 'string' ? shown.slice(how.startsWith('json') ? 14 : 4, -4) : secret] as const;
  }),
);

/** No form of either secret, nor in what is packed or encoded within. */
function expectClean(name: string, bytes: Buffer): void {
  const contents = [bytes, ...inside(bytes)];
  const found = cores.filter(([, core]) => core.length >= 8 && contents.some((content) => content.includes(core)));
  expect(
    found.map(([how]) => how),
    `${name} holds a secret`,
  ).toEqual([]);
}

/** Everything in a text that is base64 of something, and what that unpacks to. */
function inside(bytes: Buffer): readonly Buffer[] {
  const found = bytes.toString('latin1').match(/[A-Za-z0-9+/_-]{24,}={0,2}/g) ?? [];
  const decoded = [...new Set(found)].map((text) => Buffer.from(text, 'base64'));
  const finish = { finishFlush: constants.Z_SYNC_FLUSH };
  const ways = [gunzipSync, inflateSync, inflateRawSync].map((way) => (packed: Buffer) => way(packed, finish));
  return decoded.flatMap((packed) => [
    packed,
    ...[...ways, brotliDecompressSync].flatMap((way) => {
      try {
        return [way(packed)];
      } catch {
        return [];
      }
    }),
  ]);
}
