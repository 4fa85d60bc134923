import { chmodSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from '@playwright/test';
import { event, otherSecret, secret, signed, test } from './listening.ts';

const body = JSON.stringify(event);

test('a request goes on as it came, and both sides are shown', async ({ listen, integration }) => {
  const { url, got } = await integration({ status: 202, body: '{"taken":true}' });
  const { post, documents } = await listen(['--json', '--webhook-secret', secret, '--forward', url]);
  const headers: Record<string, string> = { ...signed(body), 'X-Note': 'kept' };
  expect(await post(body, headers, '/hooks?tenant=1')).toEqual({ status: 202, body: '{"taken":true}' });
  expect(got).toMatchObject([{ method: 'POST', target: '/hooks?tenant=1', body, headers: { 'x-note': 'kept' } }]);
  expect(got[0]?.headers['x-minivoice-signature']).toBe(headers['X-MiniVoice-Signature']);
  await expect
    .poll(() => documents()[0])
    .toMatchObject({
      answeredBy: 'integration',
      status: 202,
      exchange: { response: { status: 202, body: '{"taken":true}' } },
    });
});

test('a URL with a path takes the place of the path', async ({ listen, integration }) => {
  const { url, got } = await integration({ status: 204, body: '' });
  const { post } = await listen(['--forward', `${url}/minivoice/webhook?v=1`]);
  await post(body, {}, '/any?x=2');
  expect(got[0]?.target).toBe('/minivoice/webhook?v=1&x=2');
});

test('an answer of the integration is judged, with the id of the requirement and the place', async ({
  listen,
  integration,
}) => {
  const { url } = await integration({ status: 200, body: '{"actions":[{"say":{"text":7}}]}' });
  const { get, documents } = await listen(['--json', '--forward', url]);
  await get('/answer?call_id=call_123');
  await expect
    .poll(() => documents()[0]?.findings)
    .toMatchObject([{ rule: expect.stringMatching(/^answer\./), pointer: '/actions/0/say/text', level: 'must' }]);
});

test('an integration that is not there gives 502, and the listener goes on', async ({ listen }) => {
  const { post, documents } = await listen(['--json', '--forward', 'http://127.0.0.1:1/webhook']);
  expect((await post(body)).status).toBe(502);
  expect((await post(body)).status).toBe(502);
  await expect.poll(() => documents().length).toBe(2);
  expect(documents()[0]).toMatchObject({ status: 502, exchange: { failure: { kind: 'refused' } } });
});

test('an exchange is sent again as it came', async ({ listen, integration }) => {
  const { url, got } = await integration({ status: 204, body: '' });
  const { post, output, type } = await listen(['--webhook-secret', secret, '--forward', url]);
  const headers = signed(body);
  await post(body, headers);
  await expect.poll(output).toContain('#1');
  type('r 1');
  await expect.poll(output).toMatch(/#2 .*resent #1 {2}→ 204 {2}signature right/);
  expect(got.map((each) => each.headers['x-minivoice-signature'])).toEqual(
    Array(2).fill(headers['X-MiniVoice-Signature']),
  );
});

test('an exchange is edited, signed anew and sent', async ({ listen, integration }) => {
  const { url, got } = await integration({ status: 204, body: '' });
  const args = ['--webhook-secret', secret, '--webhook-secret', otherSecret, '--forward', url];
  const script = test.info().outputPath('editor.sh');
  writeFileSync(script, '#!/bin/sh\nsed -i.bak s/call_123/call_124/ "$1"\n');
  chmodSync(script, 0o755);
  const { post, output, type } = await listen(args, { EDITOR: `sh ${script}`, VISUAL: '' });
  await post(body, signed(body, otherSecret));
  await expect.poll(output).toContain('signature wrong');
  type('e');
  await expect.poll(output).toMatch(/#2 .*call_124 {2}resent #1 {2}→ 204 {2}signature right/);
  expect(got[1]?.body).toBe(body.replace('call_123', 'call_124'));
});

test('without an editor, and without a place to send to, that is said', async ({ listen }) => {
  const { post, output, errors, type } = await listen(undefined, { EDITOR: '', VISUAL: '' });
  await post(body, signed(body));
  await expect.poll(output).toContain('#1');
  type('e 1');
  await expect.poll(errors).toContain('there is no editor');
  type('r 1');
  await expect.poll(errors).toContain('there is nowhere to send #1 to');
});

test('it sends again to the URLs of the configuration', async ({ listen, integration }) => {
  const { url, got } = await integration({ status: 204, body: '' });
  const config = path.join(test.info().outputDir, 'mvk.config.json');
  test.info().outputPath('x');
  writeFileSync(config, JSON.stringify({ webhookUrl: `${url}/webhook`, webhookSecret: secret }));
  const { post, output, type } = await listen(['--config', config]);
  await post(body, signed(body), '/elsewhere');
  await expect.poll(output).toContain('signature right');
  type('r');
  await expect.poll(output).toContain('resent #1');
  expect(got[0]?.target).toBe('/webhook');
});

test('a call that was forwarded is saved with the answers of the integration', async ({ listen, integration }) => {
  const { url } = await integration({ status: 200, body: '{"actions":[{"say":{"text":"Goodbye."}}]}' });
  const { post, get, output, type, errors } = await listen(['--forward', url]);
  await get('/answer?call_id=call_123&from=%2B12025550101');
  await post(body, signed(body));
  await expect.poll(output).toContain('#2');
  type('s 2 normal');
  await expect.poll(() => output() + errors()).toContain('kept 2 exchanges');
});

const refused: readonly (readonly [readonly string[], string])[] = [
  [['--forward', 'https://minivoice.example/webhook'], '--forward is not on this machine'],
  [['--forward', 'http://127.0.0.1:1/', '--status', '500'], '--status has no effect with --forward'],
  [['--status', '99'], '--status must be statuses from 200 to 599 (got "99")'],
  [['--delay', '9999999'], '--delay must be at most 600000'],
  [['--answer', 'nowhere.json'], 'the file "nowhere.json" cannot be read'],
  [['--port', '70000'], '--port must be at most 65535'],
];

test('wrong usage ends with exit code 2 and one sentence', async ({ mvk }) => {
  for (const [args, sentence] of refused) {
    const { code, stderr } = await mvk(['listen', ...args]);
    expect({ code, said: stderr.includes(sentence) }, stderr).toEqual({ code: 2, said: true });
  }
});
