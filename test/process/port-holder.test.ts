import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, _baseTest as test } from '@playwright/test';
import { freePort } from '../../platform/http/free-ports.ts';
import { listenOnLoopback } from '../../platform/http/listen.ts';
import { launcher } from '../../platform/process/launch.ts';
import { listenersIn, listenersOn } from '../../platform/process/listeners.ts';
import { AnotherServer, requireFreePorts } from '../../platform/process/port-holder.ts';
import { type BenchOptions, defaultReadings } from '../../spec/index.ts';
import { closeListeners, otherProcess, ownListener } from './listening.ts';

test.afterEach(closeListeners);

const node = JSON.stringify(process.execPath);
const seesProcesses = existsSync('/proc/net/tcp');

function server(port: number, host = '127.0.0.1'): string {
  return `require('node:http').createServer((q, r) => r.end('own')).listen(${port}, '${host}')`;
}

function optionsFor(
  port: number,
  start: Partial<NonNullable<BenchOptions['start']>>,
  host = '127.0.0.1',
): BenchOptions {
  return {
    answerUrl: `http://${host}:${port}/answer`,
    addresses: { localhost: ['::1', '127.0.0.1'] },
    start: { command: `${node} -e "${server(port)}"`, timeoutMs: 30_000, ...start },
    readings: defaultReadings,
    budgets: { answerMs: 1000, ackMs: 1000 },
    seed: 1,
    runs: 1,
  };
}

async function refusal(options: BenchOptions): Promise<unknown> {
  return launcher(options)?.({}).then(
    (running) => running.stop(),
    (error: unknown) => error,
  );
}

test('a server that holds the port before is named, and nothing is started', async () => {
  const { pid, port } = await otherProcess();
  const error = await refusal(optionsFor(port, { command: 'touch /nowhere/at/all' }));
  expect(error).toBeInstanceOf(AnotherServer);
  const who = seesProcesses ? `node (pid ${pid})` : /node|a process/;
  expect(String(error)).toContain(`Port ${port} of answerUrl is held by ${who}`);
});

for (const [listening, asked] of [
  ['0.0.0.0', '127.0.0.1'],
  ['::', '127.0.0.1'],
  ['::', '[::1]'],
  ['::1', '[::1]'],
  ['::1', 'localhost'],
  ['127.0.0.1', 'localhost'],
] as const) {
  test(`a server on ${listening} holds the port of ${asked}`, async () => {
    const { port } = await otherProcess(listening);
    await expect(requireFreePorts(optionsFor(port, {}, asked))).rejects.toThrow(AnotherServer);
  });
}

for (const [listening, asked] of [
  ['127.0.0.2', '127.0.0.1'],
  ['::1', '127.0.0.1'],
  ['127.0.0.1', '[::1]'],
] as const) {
  test(`a server on ${listening} does not hold the port of ${asked}`, async () => {
    const { port } = await otherProcess(listening);
    await requireFreePorts(optionsFor(port, {}, asked));
  });
}

for (const asked of ['[::1]', 'localhost'] as const) {
  test(`a server that takes IPv6 alone holds the port of ${asked}`, async () => {
    const { port } = await otherProcess('::', 0, true);
    await expect(requireFreePorts(optionsFor(port, {}, asked))).rejects.toThrow(AnotherServer);
  });
}

test('beside a server that takes IPv6 alone an integration on IPv4 is its own', async () => {
  const { port } = await otherProcess('::', 0, true);
  expect(await refusal(optionsFor(port, {}))).toBeUndefined();
});

for (const key of ['webhookUrl', 'observe.callUrl', 'start.readyUrl'] as const) {
  test(`the port of ${key} must be free as well`, async () => {
    const { port } = await otherProcess();
    const url = `http://127.0.0.1:${port}/`;
    const options = optionsFor(await freePort(), key === 'start.readyUrl' ? { readyUrl: url } : {});
    const more = {
      ...(key === 'webhookUrl' && { webhookUrl: url }),
      ...(key === 'observe.callUrl' && { observe: { callUrl: `${url}{call_id}` } }),
    };
    await expect(requireFreePorts({ ...options, ...more })).rejects.toThrow(`Port ${port} of ${key} is held by`);
  });
}

test('what this process listens to itself is no other server', async () => {
  test.skip(!seesProcesses, 'whose a socket is shows /proc alone');
  const { port } = await ownListener();
  await requireFreePorts(optionsFor(port, {}));
});

test('a server that is about to end is waited for', async () => {
  const { port, child } = await otherProcess();
  setTimeout(() => child.kill('SIGKILL'), 100);
  await requireFreePorts(optionsFor(port, {}));
});

test('start.reuse takes whoever is there', async () => {
  const { port } = await otherProcess();
  expect(await refusal(optionsFor(port, { command: 'sleep 60', reuse: true }))).toBeUndefined();
});

test('a stranger that takes the port while the command starts is not taken for it', async () => {
  test.skip(!seesProcesses, 'whose a socket is shows /proc alone');
  const port = await freePort();
  const refused = refusal(optionsFor(port, { command: 'sleep 60' }));
  const { pid } = await otherProcess('127.0.0.1', port);
  expect(String(await refused)).toContain(`held by node (pid ${pid}), which the start command did not start`);
});

test('a response after the command failed is not its own', async () => {
  const pidFile = path.join(mkdtempSync(path.join(tmpdir(), 'mvk-port-')), 'pid');
  const other = createServer((_request, response) => {
    response.once('finish', () => process.kill(Number(readFileSync(pidFile, 'utf8')), 'SIGKILL'));
    response.end('{"actions":[]}');
  });
  const port = await freePort();
  // It listens only when there is something to kill.
  const command = `echo $$ > ${pidFile}; while true; do sleep 1; done`;
  const refused = refusal(optionsFor(port, { command, readyUrl: `http://127.0.0.1:${port}/` }));
  await expect.poll(() => existsSync(pidFile)).toBe(true);
  await listenOnLoopback(other, port);
  expect(String(await refused)).toContain('was ended by SIGKILL before it was ready');
  other.close();
});

function file(script: string): string {
  const name = path.join(mkdtempSync(path.join(tmpdir(), 'mvk-port-')), 'server.cjs');
  writeFileSync(name, script);
  return name;
}

const rightStarts: Readonly<Record<string, (port: number) => string>> = {
  'the shell itself': (port) => `exec ${node} -e "${server(port)}"`,
  'a child of shells': (port) => `sh -c "sh -c '${node} ${file(server(port))}; true'; true"; true`,
  'a server on every address': (port) => `${node} -e "${server(port, '0.0.0.0')}"`,
  'a server on every address of IPv6': (port) => `${node} -e "${server(port, '::')}"`,
  'a process in a session of its own': (port) => `setsid ${node} -e "${server(port)}" & sleep 60`,
  'workers that share the socket': (port) =>
    `${node} ${file(`const c = require('node:cluster'); if (c.isPrimary) { c.fork(); c.fork(); } else ${server(port)}`)}`,
};

for (const [name, command] of Object.entries(rightStarts)) {
  test(`what the command started is its own: ${name}`, async () => {
    const port = await freePort();
    expect(await refusal(optionsFor(port, { command: command(port) }))).toBeUndefined();
  });
}

test('a process that survived the kill and holds the port is said at the restart', async () => {
  test.skip(!seesProcesses, 'only Linux shows what a process came from');
  const port = await freePort();
  // Without the environment of the start and in a group of its own, nothing shows that it belongs to it.
  const options = optionsFor(port, { command: `env -i setsid ${node} -e "${server(port)}" & sleep 60` });
  const launch = launcher(options);
  const running = await launch?.({});
  const [listener] = (await listenersOn(port)) ?? [];
  const survivor = listener?.owners[0]?.pid ?? 0;
  try {
    await running?.kill();
    await expect(launch?.({})).rejects.toThrow(
      `Port ${port} of answerUrl is still held by node (pid ${survivor}) after the integration was killed`,
    );
  } finally {
    if (survivor > 0) process.kill(survivor, 'SIGKILL');
  }
});

test('lsof is read where there is no /proc', () => {
  expect(listenersIn('p12\ncnode\nf20\nn*:3000\nf21\nn[::1]:3000\np13\ncpython3.1\nf3\nn127.0.0.1:3000\n')).toEqual([
    { address: '::', owners: [{ pid: 12, name: 'node' }] },
    { address: '::1', owners: [{ pid: 12, name: 'node' }] },
    { address: '127.0.0.1', owners: [{ pid: 13, name: 'python3.1' }] },
  ]);
});
