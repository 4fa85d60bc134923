import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, _baseTest as test } from '@playwright/test';
import { sharesOf } from '../../../cli/check/instances.ts';
import { demoTarget } from '../../../cli/config/demo-target.ts';
import { requireFree } from '../../../cli/config/targets.ts';
import { resolveConfig } from '../../../platform/config/resolve.ts';
import { secretsFilled } from '../../../platform/config/secrets.ts';
import { openBench } from '../../../platform/open-bench.ts';
import { launcher } from '../../../platform/process/launch.ts';
import { catalogue, type KitConfig } from '../../../spec/index.ts';

const origin = `http://127.0.0.1:$\{PORT}`;
const config: KitConfig = {
  answerUrl: `${origin}/answer`,
  observe: { callUrl: `${origin}/calls/{call_id}` },
  start: { command: `serve --port $\{PORT}`, env: { DATABASE: `$\{DATA_DIR}/calls.db` }, instances: 3 },
  api: {
    triggers: [{ name: 'dial', operation: 'createCall', request: { url: `${origin}/dial`, body: { at: origin } } }],
  },
};

const resolved = (given: KitConfig) => resolveConfig(given, {}, {}, { remote: { isAllowed: false, by: '--remote' } });

test('each instance has a port and a folder of its own, in every URL and variable', async () => {
  const { bench, further } = await resolved(config);
  const all = [bench, ...further];
  expect(new Set(all.map(({ place }) => place?.port)).size).toBe(3);
  expect(new Set(all.map(({ place }) => place?.dataDir)).size).toBe(3);
  expect(new Set(all.map(({ seed }) => seed)).size).toBe(1);
  for (const { answerUrl, observe, start, api, place } of all) {
    const own = `http://127.0.0.1:${place?.port}`;
    expect(answerUrl).toBe(`${own}/answer`);
    expect(observe?.callUrl).toBe(`${own}/calls/{call_id}`);
    expect(api?.triggers?.[0]?.request).toEqual({ url: `${own}/dial`, body: { at: own } });
    expect(start?.env).toEqual({ DATABASE: path.join(place?.dataDir ?? '', 'calls.db') });
    // The shell fills it, from the environment.
    expect(start?.command).toBe(`serve --port $\{PORT}`);
  }
});

const without: ReadonlyArray<readonly [name: string, KitConfig]> = [
  ['answerUrl', { ...config, answerUrl: 'http://127.0.0.1:3000/answer' }],
  ['observe.callUrl', { ...config, observe: { callUrl: 'http://127.0.0.1:3000/calls/{call_id}' } }],
  [
    'api.triggers[0].request.url',
    {
      ...config,
      api: { triggers: [{ name: 'dial', operation: 'createCall', request: { url: 'http://127.0.0.1:3000/dial' } }] },
    },
  ],
];
for (const [name, given] of without) {
  test(`several instances behind one ${name} are refused`, async () => {
    await expect(resolved(given)).rejects.toThrow(`${name} has no $\{PORT}, which start.instances needs`);
  });
}

test('several instances with one port of the API are refused', async () => {
  const api = { triggers: config.api?.triggers ?? [], port: 4010 };
  await expect(resolved({ ...config, api })).rejects.toThrow('api.port 4010 cannot be that of 3 instances');
});

test('without instances, a variable is that of the environment', () => {
  expect(secretsFilled({ answerUrl: origin }, { PORT: '3000' })).toEqual({ answerUrl: 'http://127.0.0.1:3000' });
  const placed = { answerUrl: origin, start: { command: 'serve', instances: 'auto' } };
  expect(secretsFilled(placed, { PORT: '3000' })).toEqual(placed);
});

const ids = catalogue.map(({ id }) => id);
for (const count of [1, 2, 3, 4, 5, 16]) {
  test(`${count} instances check each requirement once, and walk the call flow once`, async () => {
    const { bench } = await resolved({ answerUrl: 'http://127.0.0.1:3000/answer' });
    const others = Array.from({ length: count - 1 }, () => bench);
    for (const selected of [ids, ids.filter((_, index) => index % 7 === 3), ids.slice(0, 1)]) {
      const shares = sharesOf(selected, bench, others);
      expect(shares.flatMap((share) => share.selected).toSorted()).toEqual(selected.toSorted());
      expect(shares.every((share) => share.selected.length > 0)).toBe(true);
      expect(shares.every(({ bench: options }) => options.atOnce === shares.length)).toBe(true);
      const walks = (id: string): boolean => catalogue.some((card) => card.id === id && card.walks === true);
      expect(shares.filter((share) => share.selected.some(walks)).length).toBeLessThan(2);
      for (const share of shares) expect(share.selected).toEqual(selected.filter((id) => share.selected.includes(id)));
    }
  });
}

test('as many instances as are worth their start are used, unless a number is given', async () => {
  const { bench, further } = await resolved(config);
  const auto = { ...bench, start: { command: 'serve', instances: 'auto' as const } };
  const few = ids.filter((id) => /^(answer\.http|webhook\.http|api\.request)\./.test(id));
  expect(sharesOf(few, auto, further).length).toBe(1);
  expect(sharesOf(few, bench, further).length).toBe(3);
  expect(sharesOf(ids, auto, further).length).toBe(3);
});

test('an instance gets its port and its folder, which is removed in the end', async () => {
  const target = await demoTarget({});
  const { bench: options } = target;
  const { start, place } = options;
  if (!start || !place) throw new Error('the demo has no place of its own');
  const command = `printf %s "$PORT" > "$DATA_DIR/port" && ${start.command}`;
  const bench = await openBench(
    { ...options, start: { ...start, command } },
    ['answer'],
    launcher({ ...options, start: { ...start, command } }),
  );
  try {
    expect(await readFile(path.join(place.dataDir, 'port'), 'utf8')).toBe(String(place.port));
  } finally {
    await bench.close();
  }
  expect(existsSync(place.dataDir)).toBe(false);
});

test('another server on the port of an instance is refused', async () => {
  const program =
    "const s = require('node:net').createServer().listen(0, '127.0.0.1', () => process.stdout.write(String(s.address().port)))";
  const other = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [port] = await once(other.stdout, 'data');
  const { bench } = await resolved(config);
  try {
    await expect(requireFree({ ...bench, answerUrl: `http://127.0.0.1:${Number(port)}/answer` })).rejects.toThrow(
      'before the integration is started, so another server would be checked',
    );
  } finally {
    other.kill();
  }
});
