import { connect } from 'node:net';
import { fileURLToPath } from 'node:url';
import { expect } from '@playwright/test';
import { freePort } from '../../../platform/http/free-ports.ts';
import { callCommand, ended, mvkCall, mvkExplore, start, test, tsx } from '../run-command.ts';

const accepts = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    }).once('error', () => resolve(false));
  });

test('an integration that is started is stopped', async () => {
  const port = await freePort();
  const serving = fileURLToPath(new URL('../../../mutants/serve.ts', import.meta.url));
  const command = `PORT=${port} '${process.execPath}' --import '${tsx}' '${serving}'`;
  const target = [
    '--answer-url',
    `http://127.0.0.1:${port}/answer`,
    '--webhook-url',
    `http://127.0.0.1:${port}/webhook`,
  ];
  const { code, stdout } = await mvkCall([...target, '--start', command, '--press', '1']);
  expect(stdout).toContain('transferred to +12025550111');
  expect(code).toBe(0);
  expect(await accepts(port)).toBe(false);
});

test('an integration that does not start is a call that was not, and what it wrote is shown', async () => {
  const command = 'echo cannot start: $MINIVOICE_WEBHOOK_SECRET; exit 4';
  const { code, stderr } = await mvkCall([
    '--answer-url',
    'http://127.0.0.1:1/answer',
    '--start',
    command,
    '--press',
    '1',
  ]);
  expect(stderr).toContain('ended with exit code 4');
  expect(stderr).toContain('     cannot start: <redacted>');
  expect(code).toBe(3);
});

test('an integration that ends in the middle of a call: how, and what it wrote, once', async () => {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const program = `require('node:http').createServer((request, response) => {
    if (request.method === 'GET') return response.end('{"actions":[{"gather":{"num_digits":1}},{"say":{"text":"Hello."}}]}');
    request.resume().on('end', () => {
      console.log(['last', 'words'].join(' '));
      process.exit(5);
    });
  }).listen(${port}, '127.0.0.1')`;
  const command = `'${process.execPath}' -e '${program.replaceAll("'", `'\\''`).replaceAll('\n', ' ')}'`;
  const target = ['--answer-url', `${url}/answer`, '--webhook-url', `${url}/webhook`, '--start', command];
  const call = await mvkCall([...target, '--press', '1']);
  expect(call.stdout.replace(/\s+/g, ' ')).toContain('ended with exit code 5 after POST /webhook');
  expect(call.stderr.match(/last words/g)).toHaveLength(1);
  expect(call.code).toBe(1);
  const explore = await mvkExplore(target);
  expect(explore.stdout.replace(/\s+/g, ' ')).toContain('ended with exit code 5 after POST /webhook');
  expect(explore.code).toBe(1);
});

test('a second Ctrl-C ends at once', async ({ integration }) => {
  let acknowledge = () => {};
  const held = new Promise<void>((resolve) => {
    acknowledge = resolve;
  });
  const target = await integration({
    beforeAcknowledge: ({ event }) => (event === 'call.gathered' ? held : Promise.resolve()),
  });
  const child = start(callCommand, [...target, '--press', '1']);
  child.stdout?.on('data', (chunk: Buffer) => {
    if (!chunk.toString('utf8').includes('presses 1')) return;
    child.kill('SIGINT');
    setTimeout(() => child.kill('SIGINT'), 200);
  });
  const { code, stderr } = await ended(child);
  acknowledge();
  expect({ code, stderr }).toEqual({ code: 3, stderr: 'mvk: interrupted\n' });
});
