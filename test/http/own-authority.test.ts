import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, _baseTest as test } from '@playwright/test';
import { deployment } from '../../mutants/deployment.ts';
import { reference } from '../../mutants/reference.ts';
import type { Report } from '../../spec/index.ts';
import { ahead } from '../ahead.ts';
import { type Ended, ended } from '../cli/run-command.ts';
import { mvkFile } from '../kit.ts';
import { type Deployed, deploy, ourAuthorities } from '../readiness/deployment.ts';

const recorded = fileURLToPath(new URL('../../fixtures/reference', import.meta.url));

/** A folder with a configuration of an integration whose certificate comes from an authority that only `tls.ca` names. */
async function folder(isNamed: boolean): Promise<{ home: string; deployed: Deployed }> {
  const home = mkdtempSync(path.join(tmpdir(), 'mvk-authority-'));
  const deployed = await deploy(reference, deployment);
  writeFileSync(path.join(home, 'root.pem'), (await ourAuthorities()).root);
  const config = {
    answerUrl: `${deployed.origin}/answer`,
    webhookUrl: `${deployed.origin}/webhook`,
    webhookSecret: deployment.secret,
    ...(isNamed && { tls: { ca: 'root.pem' } }),
  };
  writeFileSync(path.join(home, 'mvk.config.json'), JSON.stringify(config));
  return { home, deployed };
}

function start(home: string, words: readonly string[]): ChildProcess {
  const { NODE_EXTRA_CA_CERTS: _extra, MINIVOICE_WEBHOOK_SECRET: _secret, ...outer } = process.env;
  return spawn(process.execPath, [mvkFile, ...words], {
    cwd: home,
    env: { ...outer, NO_COLOR: '1', FORCE_COLOR: undefined },
  });
}

async function run(words: readonly string[], isNamed: boolean): Promise<Ended> {
  const { home, deployed } = await folder(isNamed);
  const child = start(home, words);
  child.stdin?.end();
  const end = await ended(child);
  await deployed.close();
  return end;
}

const commands: Readonly<Record<string, readonly string[]>> = {
  check: ['check', '--only', 'answer.http.success-status', '--runs', '1'],
  call: ['call', '--press', '1'],
  explore: ['explore', '--max-states', '3'],
  replay: ['replay', recorded],
  send: ['send', 'call.created'],
};

const names = Object.keys(commands);
const runs = ahead(
  names.flatMap((name) => [true, false].map((isNamed) => () => run(commands[name] ?? [], isNamed))),
  3,
);

for (const [index, name] of names.entries()) {
  test(`mvk ${name} trusts the authority that tls.ca names`, async () => {
    const { code, stdout, stderr } = await runs(2 * index);
    expect(code, stdout + stderr).toBe(0);
  });

  test(`mvk ${name} names the setting where the authority is not known`, async () => {
    const { code, stdout, stderr } = await runs(2 * index + 1);
    expect((stdout + stderr).replaceAll(/\s+/g, ' ')).toContain('name the file of its authority by tls.ca');
    expect(code).toBe(3);
  });
}

/** One request to the recorder, and what the recorder says of it. */
async function throughTap(isNamed: boolean): Promise<{ status: number; body: string; said: string }> {
  const { home, deployed } = await folder(isNamed);
  const child = start(home, ['record', '--port', '0', '--fixtures', 'kept']);
  const end = ended(child);
  const url = await new Promise<string>((resolve) => {
    child.stdout?.on('data', (chunk: string) => {
      const [, found] = /answer_url +(\S+)/.exec(chunk) ?? [];
      if (found) resolve(found);
    });
  });
  const { status, body } = await posted(url);
  child.kill('SIGINT');
  const { stdout } = await end;
  await deployed.close();
  return { status, body, said: stdout };
}

function posted(url: string): Promise<{ status: number; body: string }> {
  const event = '{"call_id":"call_1","from":"+12025550123","to":"+12025550199","direction":"inbound"}';
  return new Promise((resolve, reject) => {
    const sending = request(url, { method: 'POST', headers: { 'Content-Type': 'application/json' } }, (response) => {
      let body = '';
      response.on('data', (chunk) => {
        body += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    });
    sending.on('error', reject).end(event);
  });
}

test('a recorder passes requests on to a target whose authority tls.ca names', async () => {
  const { status, body, said } = await throughTap(true);
  expect(said).toMatch(/^answer +POST \/answer 200$/m);
  expect({ status, body }).toEqual({ status: 200, body: expect.stringContaining('"actions"') });
});

test('a recorder says which setting is missing where it cannot trust the target', async () => {
  const { status, body, said } = await throughTap(false);
  expect(body).toContain('name the file of its authority by tls.ca');
  expect(status).toBe(502);
  expect(said).toContain('its certificate is not trusted');
});

test('readiness judges the certificate as the public sees it, and everything else by tls.ca', async () => {
  const { home, deployed } = await folder(true);
  await ended(start(home, ['readiness', '--quiet']));
  await deployed.close();
  const { results } = JSON.parse(readFileSync(path.join(home, 'mvk-report/report.json'), 'utf8')) as Report;
  const outcomes = Object.fromEntries(results.map(({ id, outcome }) => [id, outcome]));
  expect(outcomes['readiness.tls.valid']).toBe('failed');
  expect(JSON.stringify(results)).toContain('only tls.ca of the configuration makes it trusted');
  for (const id of ['readiness.paths.three', 'readiness.time.answer', 'readiness.webhook.signed-accepted'])
    expect(outcomes[id], id).toBe('passed');
});
