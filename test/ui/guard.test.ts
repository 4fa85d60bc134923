import { statSync } from 'node:fs';
import { request } from 'node:http';
import path from 'node:path';
import { expect, _baseTest as test } from '@playwright/test';
import { type Started, startUi, stopAll } from './started.ts';

let ui: Started;
let port: number;
let token: string;

test.beforeAll(async () => {
  test.setTimeout(120_000);
  ui = await startUi();
  const url = new URL(ui.url);
  port = Number(url.port);
  token = url.searchParams.get('token') ?? '';
});
test.afterAll(stopAll);

interface Answered {
  readonly status: number;
  readonly body: string;
  readonly headers: NodeJS.Dict<string | string[]>;
}

function ask(target: string, headers: Readonly<Record<string, string>> = {}, method = 'GET'): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path: target, method, headers, agent: false }, async (response) => {
      const chunks = response.headers['content-type'] === 'text/event-stream' ? [] : await response.toArray();
      response.destroy();
      resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString(), headers: response.headers });
    });
    sent.on('error', reject);
    sent.end();
  });
}

const targets = ['/', '/page.js', '/page.css', '/stream', '/report', '/do/call', '/nothing'];

test('nothing is served without the token, or with another one', async () => {
  for (const target of targets) {
    const missing = await ask(target);
    expect(missing.status, target).toBe(401);
    expect(missing.body).toBe('mvk ui: the token is missing; open the URL that mvk ui printed\n');
    for (const wrong of ['', 'x', token.slice(0, -1), `${token}x`, token.toLowerCase()]) {
      const { status, body } = await ask(`${target}?token=${wrong}`, {}, target.startsWith('/do') ? 'POST' : 'GET');
      expect(status, `${target} ${wrong}`).toBe(401);
      expect(body).toContain('the token is wrong');
    }
  }
});

test('another name of this machine is refused, as a page with a name of its own would use it', async () => {
  for (const host of [
    'evil.example',
    `evil.example:${port}`,
    '127.0.0.1',
    '127.0.0.1:1',
    `127.0.0.1.evil.example:${port}`,
  ]) {
    for (const target of targets) {
      const { status, body } = await ask(`${target}?token=${token}`, { Host: host });
      expect(status, `${target} ${host}`).toBe(421);
      expect(body).toContain(`the host name ${JSON.stringify(host)} is not accepted`);
    }
  }
});

test('a page of another origin is refused, although it knows the token', async () => {
  for (const origin of ['http://evil.example', 'null', `https://127.0.0.1:${port}`, `http://127.0.0.1:${port + 1}`]) {
    for (const [target, method] of [
      ['/stream', 'GET'],
      ['/do/call', 'POST'],
      ['/', 'GET'],
    ] as const) {
      const { status, body, headers } = await ask(target, { Origin: origin, 'X-Mvk-Token': token }, method);
      expect(status, `${target} ${origin}`).toBe(403);
      expect(body).toContain(`a page of ${JSON.stringify(origin)} may not ask`);
      expect(headers['access-control-allow-origin']).toBeUndefined();
    }
  }
});

test('the page is served with the token, under a strict policy', async () => {
  const { status, body, headers } = await ask(`/?token=${token}`);
  expect(status).toBe(200);
  expect(body).not.toMatch(/<script>|style=|https?:/);
  const policy = String(headers['content-security-policy']);
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toContain('unsafe');
  expect(headers['referrer-policy']).toBe('no-referrer');
});

test('an action needs POST, is known, and says what is wrong in one sentence', async () => {
  expect((await ask(`/do/call?token=${token}`)).status).toBe(405);
  expect((await ask(`/do/toString?token=${token}`, {}, 'POST')).status).toBe(404);
  expect((await ask(`/page.js?token=${token}`, {}, 'POST')).status).toBe(405);
  const { status, body } = await ask(`/do/hang-up?token=${token}`, {}, 'POST');
  expect(status).toBe(400);
  expect(JSON.parse(body)).toEqual({ error: 'there is no call' });
});

test('the token is kept where only the user can read it', () => {
  const file = path.join(ui.folder, 'cache', 'minivoice-conformance', 'ui-token');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(statSync(path.dirname(file)).mode & 0o777).toBe(0o700);
});
