import { expect, _baseTest as test } from '@playwright/test';
import { until } from '../../platform/clock.ts';
import { proxyIn, withoutProxy } from '../../platform/http/proxy.ts';
import { launcher } from '../../platform/process/launch.ts';
import { defaultReadings } from '../../spec/index.ts';

const own = '127.0.0.1,localhost,::1';

test('this machine is added to the hosts without a proxy, and what was listed stays', () => {
  expect(withoutProxy({ NO_PROXY: 'internal.example, .corp' })).toMatchObject({
    NO_PROXY: `internal.example,.corp,${own}`,
  });
  expect(withoutProxy({ no_proxy: '*' }).no_proxy).toBe(`*,${own}`);
  expect(withoutProxy({ NO_PROXY: own }).NO_PROXY).toBe(own);
});

test('a list under one of the two names holds for readers of the other', () => {
  const both = withoutProxy({ no_proxy: 'a.example', NO_PROXY: 'b.example' });
  expect(both.no_proxy).toBe(`a.example,b.example,${own}`);
  expect(both.NO_PROXY).toBe(both.no_proxy);
});

test('an integration that is started behind a proxy asks this machine without it', async () => {
  const env = { http_proxy: 'http://proxy.example:3128', NO_PROXY: 'internal.example' };
  const launch = launcher({
    start: { command: 'echo "$http_proxy $NO_PROXY $no_proxy"; sleep 60', env },
    readings: defaultReadings,
    budgets: { answerMs: 1000, ackMs: 1000 },
    seed: 1,
    runs: 1,
  });
  const running = await launch?.({});
  const line = await until(() => running?.output().trim() || undefined, { timeoutMs: 10_000, everyMs: 10 });
  await running?.stop();
  expect(line).toBe(`http://proxy.example:3128 internal.example,${own} internal.example,${own}`);
});

test('a proxy that may have taken requests is named without its login', () => {
  const named = proxyIn({ HTTP_PROXY: 'http://me:canary@proxy.example:3128' });
  expect(named).toBe('HTTP_PROXY names the proxy "http://…@proxy.example:3128"');
  expect(proxyIn({ https_proxy: 'http://proxy.example:3128', http_proxy: '' })).toBeUndefined();
});
