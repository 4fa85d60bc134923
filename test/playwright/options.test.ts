import { expect, _baseTest as test } from '@playwright/test';
import { openBench } from '../../platform/open-bench.ts';
import { openApi } from '../../playwright/api.ts';
import { benchOptions, type MinivoiceOptions } from '../../playwright/options.ts';

const answerUrl = 'http://127.0.0.1:3000/answer';
const environment = { WEB: 'http://127.0.0.1:3000', SECRET: 'whsec_from_environment', EMPTY: '' };
const read = (options: MinivoiceOptions) => benchOptions(options, '/project', environment);

test('what a bench needs, with defaults', async () => {
  const options = await read({ answerUrl, start: { command: 'node server.js' }, assumptions: { Q32: 'completed' } });
  expect(options).toMatchObject({ answerUrl, start: { command: 'node server.js', cwd: '/project' } });
  expect(options.budgets).toEqual({ answerMs: 1000, ackMs: 1000 });
  expect(options.readings).toMatchObject({ Q1: 'get-then-post', Q32: 'completed' });
  expect(options.webhookSecret).toBe(undefined);
});

test('the environment fills strings, but not the command', async () => {
  const options = await read({
    // biome-ignore-start lint/suspicious/noTemplateCurlyInString: the environment is named so
    answerUrl: '${WEB}/answer',
    webhookUrl: '${WEB}/webhook',
    webhookSecret: '${SECRET}',
    start: { command: 'echo ${WEB}', cwd: 'sub', env: { PORT: '${WEB}' } },
    // biome-ignore-end lint/suspicious/noTemplateCurlyInString: the environment is named so
  });
  expect(options.answerUrl).toBe(answerUrl);
  expect(options.webhookSecret).toBe(environment.SECRET);
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the environment is named so
  expect(options.start).toMatchObject({ command: 'echo ${WEB}', cwd: '/project/sub', env: { PORT: environment.WEB } });
  expect((await read({ answerUrl, webhookSecret: '$SECRET' })).webhookSecret).toBe(environment.SECRET);
});

test('a secret of the environment is used where none is given', async () => {
  const { webhookSecret } = await benchOptions({ answerUrl }, '/', { MINIVOICE_WEBHOOK_SECRET: 'whsec_other' });
  expect(webhookSecret).toBe('whsec_other');
});

const slips: readonly (readonly [options: Record<string, unknown>, sentence: string])[] = [
  [{}, 'there is nothing to test: give answerUrl, webhookUrl or both.'],
  [{ answerURL: answerUrl }, 'unknown key "answerURL" at /answerURL with the value'],
  [
    { answerUrl, start: { comand: 'x' } },
    'unknown key "comand" at /start/comand with the value "x"; the nearest known key is "command".',
  ],
  [{ answerUrl: 'localhost' }, '/answerUrl must be a URL such as http://127.0.0.1:3000/path (got "localhost").'],
  [{ answerUrl, webhookSecret: 12 }, '/webhookSecret must be string (got [hidden]).'],
  [{ answerUrl: 'http://' }, 'answerUrl is not a URL: "http://".'],
  [
    { answerUrl: 'http://192.0.2.1/answer' },
    'answerUrl is not on this machine: "192.0.2.1" is not a loopback address. Give remote: true',
  ],
  [{ answerUrl, webhookUrl: 'https://example.com/' }, 'webhookUrl is not on this machine: "example.com"'],
  [
    { answerUrl, observe: { callUrl: 'http://127.0.0.1@example.com/{call_id}' } },
    'observe.callUrl is not on this machine',
  ],
  [{ answerUrl: 'http://me:pass@127.0.0.1/' }, 'answerUrl holds a user name or a password, which would not be sent'],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the environment is named so
  [{ answerUrl: '${NONE}/answer' }, 'the environment variable NONE is not set.'],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the environment is named so
  [{ answerUrl, webhookSecret: '${EMPTY}' }, 'the environment variable EMPTY is empty.'],
  [{ answerUrl, assumptions: { Q999: 'x' } }, 'the configuration names the unknown assumption "Q999"'],
  [
    { answerUrl, assumptions: { Q32: 'x' } },
    'the configuration gives Q32 the unknown reading "x"; the readings are failed, completed.',
  ],
  [
    { answerUrl, start: { command: 'x', env: { MINIVOICE_API_KEY: 'mv_live_x' } } },
    'MINIVOICE_API_KEY is a production key',
  ],
];

for (const [options, sentence] of slips) {
  test(`one sentence: ${sentence}`, async () => {
    const error = await read(options as MinivoiceOptions).catch((problem: Error) => problem.message);
    expect(error).toContain(`The option minivoice: ${sentence}`);
    expect(String(error).trim().split('\n')).toHaveLength(1);
  });
}

test('a target elsewhere can be allowed', async () => {
  expect((await read({ answerUrl: 'https://example.com/answer', remote: true })).answerUrl).toContain('example.com');
});

test('the API stands in where somebody knows its address, and begins each test anew', async () => {
  const without = await openBench(await read({ answerUrl }), []);
  expect(() => openApi(without)).toThrow('{ start } or { api: { port } }');
  await without.close();
  const bench = await openBench({ ...(await read({ answerUrl })), api: { port: 0 } }, []);
  const status = async () => (await fetch(`${bench.api?.baseUrl}/calls`)).status;
  const api = openApi(bench);
  expect(await status()).toBe(404);
  api.fail();
  expect(await status()).toBe(500);
  expect(api.requests).toBe(2);
  api.hang();
  await expect(fetch(`${api.baseUrl}/calls`, { signal: AbortSignal.timeout(50) })).rejects.toThrow();
  expect(openApi(bench).requests).toBe(0);
  expect(await status()).toBe(404);
  await bench.close();
});
