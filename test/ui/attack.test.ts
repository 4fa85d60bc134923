import { createServer } from 'node:http';
import { expect, _baseTest as test } from '@playwright/test';
import { loadAssets } from '../../cli/ui/assets.ts';
import { createHub } from '../../cli/ui/hub.ts';
import { startServer, type UiServer } from '../../cli/ui/server.ts';
import { listenOnLoopback } from '../../platform/http/listen.ts';
import { closePage, openPage, withBrowser } from './started.ts';
import { row, topics } from './topics.ts';

withBrowser();
test.describe.configure({ mode: 'serial', timeout: 120_000 });

const token = 'a'.repeat(32);
let done = 0;
let server: UiServer;
/** A page of another origin, which even knows the token; it says in its title what it got. */
const evil = createServer((_, outgoing) => {
  const ui = new URL(server.url).origin;
  outgoing.writeHead(200, { 'Content-Type': 'text/html' }).end(`<!doctype html>
<iframe src="${server.url}"></iframe>
<script src="${ui}/page.js?token=${token}"></script>
<img src="${ui}/report?token=${token}">
<form method="post" enctype="text/plain" target="hidden" action="${ui}/do/strike?token=${token}"></form><iframe name="hidden"></iframe>
<script>
const got = [];
const note = (what) => (value) => got.push(what + ' ' + value);
const none = () => undefined;
const stream = new EventSource('${ui}/stream?token=${token}');
stream.onmessage = note('stream');
document.forms[0].submit();
navigator.sendBeacon('${ui}/do/strike?token=${token}', '{}');
Promise.all([
  fetch('${server.url}').then((r) => r.text()).then(note('page'), none),
  fetch('${ui}/do/strike?token=${token}', { method: 'POST', body: '{}' }).then((r) => r.text()).then(note('simple'), none),
  fetch('${ui}/do/strike', { method: 'POST', body: '{}', headers: { 'X-Mvk-Token': '${token}' } }).then((r) => r.text()).then(note('header'), none),
  fetch('${ui}/do/strike?token=${token}', { method: 'POST', mode: 'no-cors', body: '{}' }).then((r) => r.text()).then((text) => text && note('opaque')(text), none),
  new Promise((resolve) => setTimeout(resolve, 1000)),
]).then(() => { document.title = 'over ' + got.join(); });
</script>`);
});

test.beforeAll(async () => {
  const assets = await loadAssets();
  server = await startServer({
    ...{ port: 0, token, assets, report: () => '<p>a report</p>' },
    hub: createHub(topics(), () => [row(1)]),
    actions: {
      strike: () => {
        done++;
      },
    },
  });
});
test.afterAll(async () => {
  evil.close();
  await server.close();
});

test('a page of another origin reads nothing and does nothing, although it knows the token', async () => {
  const port = await listenOnLoopback(evil);
  const { page } = await openPage(server.url);
  for (const host of ['127.0.0.1', 'localhost']) {
    await page.goto(`http://${host}:${port}/`);
    await expect(page).toHaveTitle('over ', { timeout: 20_000 });
    const frames = await Promise.all(
      page
        .frames()
        .slice(1)
        .map((frame) =>
          frame
            .locator('#app')
            .count()
            .catch(() => 0),
        ),
    );
    expect(frames.reduce((sum, count) => sum + count, 0)).toBe(0);
  }
  expect(done).toBe(0);
  await page.context().close();
});

test('the same action works from the page itself, so that the attack could have', async () => {
  const opened = await openPage(server.url);
  const strike = `fetch('/do/strike', { method: 'POST', body: '{}', headers: { 'X-Mvk-Token': '${token}' } }).then((r) => r.status)`;
  expect(await opened.page.evaluate(strike)).toBe(200);
  expect(done).toBe(1);
  await closePage(opened);
});

test('a report with a script is in a sandbox: it has no origin, and reaches nothing of the page', async () => {
  const { page } = await openPage(server.url);
  const response = await page.goto(`${new URL(server.url).origin}/report?token=${token}`);
  expect(response?.headers()['content-security-policy']).toContain('sandbox');
  expect(await page.evaluate('self.origin')).toBe('null');
  await page.context().close();
});

test('a page whose token is wrong says so, and what to do', async () => {
  const { page } = await openPage(server.url);
  const { origin } = new URL(server.url);
  const response = await page.goto(`${origin}/?token=${'b'.repeat(32)}`);
  expect(response?.status()).toBe(401);
  await expect(page.locator('body')).toContainText('the token is wrong; open the URL that mvk ui printed');
  await page.context().close();
});
