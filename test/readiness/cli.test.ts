import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, _baseTest as test } from '@playwright/test';
import { type Deployment, deployment } from '../../mutants/deployment.ts';
import { reference } from '../../mutants/reference.ts';
import { startApi } from '../../platform/api/http/server.ts';
import { type Report, validators } from '../../spec/index.ts';
import { readiness } from '../../suites/readiness/index.ts';
import { ended } from '../cli/run-command.ts';
import { mvkFile } from '../kit.ts';
import { deploy, ourAuthorities } from './deployment.ts';

const apiKey = 'mv_live_not-a-real-key-canary-5d41';

/** Runs the command in a folder of its own, against a deployment of which its configuration tells. */
async function mvk(args: readonly string[], change: Partial<Deployment> = {}, environment: NodeJS.ProcessEnv = {}) {
  const folder = mkdtempSync(path.join(tmpdir(), 'mvk-ready-'));
  const known = { ...deployment, ...change };
  const deployed = await deploy(reference, known);
  const [answerUrl, webhookUrl] = [`${deployed.origin}/answer`, `${deployed.origin}/webhook`];
  const api = await startApi({ apiKey, readings: {}, answerUrl, webhookUrl });
  const { number: did } = known.did;
  const config = { name: 'test IVR', answerUrl, webhookUrl, webhookSecret: known.secret };
  const { production } = known;
  writeFileSync(path.join(folder, 'mvk.config.json'), JSON.stringify({ ...config, readiness: { did, production } }));
  writeFileSync(path.join(folder, 'ca.pem'), (await ourAuthorities()).root);
  const { MINIVOICE_WEBHOOK_SECRET: _secret, ...outer } = process.env;
  const child = spawn(process.execPath, [mvkFile, ...args], {
    cwd: folder,
    env: {
      ...{ ...outer, NO_COLOR: '1', FORCE_COLOR: undefined, NODE_EXTRA_CA_CERTS: path.join(folder, 'ca.pem') },
      ...{ MINIVOICE_API_KEY: apiKey, MINIVOICE_API_BASE_URL: `${api.baseUrl}/`, ...environment },
    },
  });
  const end = await ended(child);
  await Promise.all([api.close(), deployed.close()]);
  const file = path.join(folder, 'mvk-report/report.json');
  const report = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Report) : undefined;
  return { ...end, folder, report, asked: api.seen.map(({ request }) => `${request.method} ${request.target}`) };
}

/** Every file below a folder but what the test itself has put there. */
function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/^(mvk\.config\.json|ca\.pem)$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name));
}

test('a deployment that is ready is a go, and nothing of its secrets is written or said', async () => {
  const { code, stdout, stderr, report, asked, folder } = await mvk(['readiness', '--seed', '1']);
  expect(stderr).toBe('');
  expect(report?.results.map(({ id, outcome }) => `${outcome} ${id}`)).toEqual(
    readiness.map(({ id }) => `passed ${id}`),
  );
  expect(stdout.match(/^✓ /gm)).toHaveLength(readiness.length);
  expect(stdout).toContain('\nGO: nothing stands in the way.\n');
  expect(stdout.trimEnd().split('\n').at(-1)).toBe('9 passed, 0 failed, 0 skipped');
  expect(code).toBe(0);
  expect(asked).toEqual(['GET /v1/applications', 'GET /v1/dids/by-number/+15551230001', 'GET /v1/dids/did_123']);
  const { report: validate } = await validators('report');
  expect(validate(report), JSON.stringify(validate.errors)).toBe(true);
  const files = filesIn(folder);
  for (const kind of ['no-answer', 'invalid-input', 'normal']) {
    expect(files.filter((file) => file.includes(`mvk-fixtures/readiness/${kind}/`)).length).toBeGreaterThan(4);
  }
  const { webhookSecret = '', apiKey: liveKey = '' } = deployment.production;
  const written = [stdout, ...files.map((file) => readFileSync(file, 'latin1'))].join('\n');
  for (const secret of [apiKey, deployment.secret, webhookSecret, liveKey]) expect(written).not.toContain(secret);
});

test('one that is not is a no-go that says what is wrong and what to do', async () => {
  const { code, stdout, report } = await mvk(['readiness', '--fail-on', 'should'], {
    certificate: 'expired',
    secret: 'change-me',
  });
  expect(report?.results.filter(({ outcome }) => outcome === 'failed').map(({ id }) => id)).toEqual([
    'readiness.tls.valid',
  ]);
  expect(stdout).toMatch(/^✗ serves both URLs over HTTPS.*\n {2}seen +the certificate expired on \d{4}-\d\d-\d\d\n/m);
  expect(stdout).toMatch(/^! has a random secret of its own/m);
  expect(stdout).toMatch(/^ {2}to do +Generate one: openssl rand -hex 32/m);
  expect(stdout).toMatch(/^\? answers within the budget.*\n {2}why +not judged: .*\n? *\(?fix/m);
  expect(stdout).toContain('\nNO GO: 1 requirement not met.\n');
  expect(code).toBe(1);
});

test('an account that cannot be read leaves the decision open', async () => {
  const { code, stdout, asked } = await mvk(
    ['readiness', '--only', 'readiness.did.*'],
    {},
    { MINIVOICE_API_KEY: 'mv_test_other' },
  );
  expect(asked).toEqual(['GET /v1/dids/by-number/+15551230001']);
  expect(stdout).toContain('MINIVOICE_API_KEY is not accepted');
  expect(stdout).toContain('NO DECISION: 1 check could not be made.');
  expect(code).toBe(3);
});

const usage: ReadonlyArray<readonly [string, readonly string[], NodeJS.ProcessEnv, string]> = [
  ['a production key elsewhere', ['check'], {}, 'only mvk readiness takes one'],
  ['a key in the clear', ['readiness', '--remote'], { MINIVOICE_API_BASE_URL: 'http://192.0.2.1/v1' }, 'unencrypted'],
  ['a base URL that is none', ['readiness'], { MINIVOICE_API_BASE_URL: 'api.minivoice.eu' }, 'not a URL'],
  ['another machine', ['readiness', '--answer-url', 'https://192.0.2.1/answer'], {}, '--remote'],
  ['a requirement of another area', ['readiness', '--only', 'answer.*'], {}, 'matches no requirement'],
];
for (const [what, args, environment, words] of usage) {
  test(`${what} is refused before anything is sent`, async () => {
    const { code, stderr, asked } = await mvk(args, {}, environment);
    expect(stderr).toContain(words);
    expect(stderr).not.toContain(apiKey);
    expect({ code, asked }).toEqual({ code: 2, asked: [] });
  });
}

test('a number without its plus is refused', async () => {
  const { code, stderr } = await mvk(['readiness'], { did: { ...deployment.did, number: '15551230001' } });
  expect(stderr).toContain('readiness.did is no number in the form of E.164: "15551230001"');
  expect(code).toBe(2);
});
