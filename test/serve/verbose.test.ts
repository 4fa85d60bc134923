import { expect } from '@playwright/test';
import { sentLines } from '../../cli/serve/request-log.ts';
import { createTraffic } from '../../cli/serve/traffic.ts';
import { reference } from '../../mutants/reference.ts';
import { serve } from '../../mutants/server.ts';
import { memoryStore } from '../../mutants/store.ts';
import { secret } from '../cli/run-command.ts';
import { dial, test } from './serving.ts';

const played = { from: '+4930123456', script: ['1'] };

test('GET /mvk/requests shows both directions in order, and POST /mvk/reset forgets them', async ({ serving }) => {
  const served = await serve(reference, { port: 0, secret, store: memoryStore() });
  try {
    const { ask } = await serving('--answer-url', `${served.url}/answer`, '--webhook-url', `${served.url}/webhook`);
    await ask('GET', '/calls/call_none');
    await ask('POST', '/mvk/calls', played);
    const { body } = await ask('GET', '/mvk/requests');
    const [first, ...rest] = body as unknown as readonly Record<string, unknown>[];
    expect(first).toEqual({
      direction: 'received',
      method: 'GET',
      target: '/v1/calls/call_none',
      operation: 'getCall',
      status: 404,
    });
    expect(rest).toContainEqual(expect.objectContaining({ direction: 'sent', method: 'GET', status: 200 }));
    expect(rest).toContainEqual(
      expect.objectContaining({
        direction: 'sent',
        method: 'POST',
        url: `${served.url}/webhook`,
        event: 'call.created',
      }),
    );
    expect(JSON.stringify(body)).not.toContain('"exchange"');
    await ask('POST', '/mvk/reset');
    expect((await ask('GET', '/mvk/requests')).body).toEqual([]);
  } finally {
    await served.close();
  }
});

test('with --verbose the log shows both sides with their bodies, and no secret', async ({ serving }) => {
  const served = await serve(reference, { port: 0, secret, store: memoryStore() });
  const targets = ['--answer-url', `${served.url}/answer`, '--webhook-url', `${served.url}/webhook`];
  try {
    const { ask, output, key } = await serving('--verbose', ...targets);
    await ask('POST', '/calls', { ...dial, metadata: { note: secret } });
    await ask('POST', '/mvk/calls', played);
    const { body } = await ask('GET', '/mvk/requests');
    await expect.poll(output).toContain('call.completed');
    const log = output().slice(output().indexOf('Ctrl-C stops it.'));
    for (const text of [log, JSON.stringify(body)]) {
      for (const part of ['actions', 'metadata', 'X-MiniVoice-Signature', 'call.completed'])
        expect(text).toContain(part);
      for (const hidden of [secret, key, '30123456']) expect(text).not.toContain(hidden);
    }
  } finally {
    await served.close();
  }
});

test('with --json a request to the integration is a line with both its sides', () => {
  const request = { method: 'POST', url: 'http://127.0.0.1/webhook', headers: {}, body: '{"event":"call.created"}' };
  const exchange = { request, response: { status: 204, headers: {}, body: '' }, durationMs: 3 };
  const sent = createTraffic(true).add(exchange);
  const [line = ''] = sentLines(sent, { json: true, redact: (each) => each });
  expect(JSON.parse(line)).toEqual({
    direction: 'sent',
    method: 'POST',
    url: 'http://127.0.0.1/webhook',
    event: 'call.created',
    status: 204,
    exchange,
  });
});
