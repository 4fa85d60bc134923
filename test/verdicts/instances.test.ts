import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, _baseTest as test } from '@playwright/test';
import type { Report } from '../../spec/index.ts';
import { ended, start } from '../cli/run-command.ts';
import { mvkFile } from '../kit.ts';

const integration = fileURLToPath(new URL('../../dist/mutants/serve.js', import.meta.url));
const origin = `http://127.0.0.1:$\{PORT}`;
const some = ['answer.http.*', 'webhook.http.*', 'webhook.ack.every-event', 'webhook.order.any'];

/** Checks an integration on so many instances, and reads the report. */
async function report(instances: number, command: string, only: readonly string[]): Promise<Report> {
  const home = mkdtempSync(path.join(tmpdir(), 'mvk-instances-'));
  const config = {
    answerUrl: `${origin}/answer`,
    webhookUrl: `${origin}/webhook`,
    webhookSecret: 'not-a-real-secret',
    start: { command, instances, cwd: home },
    observe: { callUrl: `${origin}/calls/{call_id}` },
    api: {
      triggers: [{ name: 'dial', operation: 'createCall', request: { url: `${origin}/dial?to=%2B12025550150` } }],
    },
  };
  writeFileSync(path.join(home, 'mvk.config.json'), JSON.stringify(config));
  const words = ['--config', path.join(home, 'mvk.config.json'), '--report', path.join(home, 'report'), '--seed', '1'];
  const globs = only.flatMap((glob) => ['--only', glob]);
  const { stderr } = await ended(
    start([process.execPath, mvkFile, 'check'], [...words, ...globs, '--runs', '5', '--quiet']),
  );
  expect(stderr, stderr).not.toContain('mvk:');
  return JSON.parse(readFileSync(path.join(home, 'report', 'report.json'), 'utf8'));
}

/** A search for the smallest case takes as many cases as it has time for. */
const judged = ({ results }: Report) =>
  results.map(({ id, outcome, cases, cause }) => ({ id, outcome, cause, ...(outcome === 'passed' && { cases }) }));
const served = `node ${JSON.stringify(integration)}`;

test('three instances give the results of one, in the same order and with the same cases', async () => {
  const only = [...some, 'api.request.*'];
  const [one, three] = [await report(1, served, only), await report(3, served, only)];
  expect(judged(three)).toEqual(judged(one));
  expect(three.verdict).toBe('conformant');
  expect(three.coverage).toEqual(one.coverage);
});

/** Drops the connection of each event that ends a call. */
const silent = `
import { Server } from 'node:http';
const { emit } = Server.prototype;
Server.prototype.emit = function (name, request, response) {
  if (name !== 'request' || !request.url.startsWith('/webhook')) return emit.apply(this, arguments);
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    if (Buffer.concat(chunks).includes('"call.completed"')) return request.socket.destroy();
    response.writeHead(204).end();
  });
};
`;

test('a requirement that is to be fixed first on another instance is named', async () => {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'mvk-silent-')), 'silent.mjs');
  writeFileSync(file, silent);
  const command = `node --import ${JSON.stringify(file)} ${JSON.stringify(integration)}`;
  const [one, three] = [await report(1, command, some), await report(3, command, some)];
  expect(judged(three)).toEqual(judged(one));
  expect(one.results.find(({ id }) => id === 'webhook.ack.every-event')?.outcome).toBe('failed');
});
