import { expect, _baseTest as test } from '@playwright/test';
import { UsageError } from '../../cli/command.ts';
import { type ConfigFlags, resolve } from '../../cli/config/resolve.ts';
import type { KitConfig } from '../../spec/index.ts';

const own = 'http://127.0.0.1:3000/answer';
const refuse = (config: KitConfig, flags: ConfigFlags = {}, environment = {}): Promise<unknown> =>
  resolve(flags, process.cwd(), environment, config);

/** What looks like this machine and is not, or is not known to be. */
const foreign = [
  ...['http://192.0.2.1/', 'http://127.0.0.1@192.0.2.1/', 'http://127.0.0.1:80@192.0.2.1/', 'http://3221225985/'],
  ...['http://0300.0.2.1/', 'http://0xc0000201/', 'http://0.0.0.0:3000/', 'http://0/', 'http://[::]:3000/'],
  ...['http://[::ffff:192.0.2.1]/', 'http://[fe80::1]/', 'http://[fd00:ec2::254]/', 'http://169.254.169.254/'],
  ...['http://127.0.0.1.nip.invalid/', 'http://localhost.attacker.invalid/', 'http://127.0.0.1。invalid/'],
];

test('without --remote only this machine is a target, however it is written', async () => {
  for (const url of foreign) {
    const refused = await refuse({ answerUrl: url }).catch((error: unknown) => error);
    expect(refused, url).toBeInstanceOf(UsageError);
    expect((refused as UsageError).message, url).toContain('answerUrl is not on this machine');
    expect((refused as UsageError).hint, url).toContain('--remote');
  }
  const written = [
    'http://127.0.0.1/',
    'http://127.1/',
    'http://2130706433/',
    'http://0177.0.0.1/',
    'http://0x7f000001/',
  ];
  for (const url of [
    ...written,
    'http://[::1]/',
    'http://[0:0:0:0:0:0:0:1]/',
    'http://[::ffff:7f00:1]/',
    'http://LOCALHOST/',
  ]) {
    await expect(refuse({ answerUrl: url }), url).resolves.toBeTruthy();
  }
});

test('every URL that is asked is a target', async () => {
  const far = 'http://192.0.2.1/{call_id}';
  const configs: readonly (readonly [string, KitConfig])[] = [
    ['webhookUrl', { webhookUrl: far }],
    ['observe.callUrl', { answerUrl: own, observe: { callUrl: far } }],
    ['start.readyUrl', { answerUrl: own, start: { command: 'true', readyUrl: far } }],
    [
      'api.triggers[1].request.url',
      {
        answerUrl: own,
        api: {
          triggers: [
            { name: 'a', operation: 'createCall', command: 'true' },
            { name: 'b', operation: 'createCall', request: { url: far } },
          ],
        },
      },
    ],
  ];
  for (const [name, config] of configs) {
    await expect(refuse(config), name).rejects.toThrow(`${name} is not on this machine: "192.0.2.1"`);
    await expect(refuse(config, { remote: true }), name).resolves.toBeTruthy();
  }
});

test('what names lead to is known from the beginning', async () => {
  const resolved = await resolve({}, process.cwd(), {}, { answerUrl: 'http://localhost:3000/', webhookUrl: own });
  const { localhost = [], ...others } = resolved.bench.addresses ?? {};
  expect(localhost.length).toBeGreaterThan(0);
  for (const address of localhost) expect(['127.0.0.1', '::1']).toContain(address);
  expect(others).toEqual({});
});

test('production keys are refused wherever they come from', async () => {
  const environment = { MINIVOICE_API_KEY: 'mv_live_not-a-real-key' };
  await expect(refuse({ answerUrl: own }, {}, environment)).rejects.toThrow('production key');
  const start = { command: 'true', env: environment };
  await expect(refuse({ answerUrl: own, start })).rejects.toThrow('production key');
});
