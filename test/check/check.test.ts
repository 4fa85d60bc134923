import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, _baseTest as test } from '@playwright/test';
import { type Report, validators } from '../../spec/index.ts';
import { mvkFile } from '../kit.ts';

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly report: Report;
  readonly folder: string;
}

const _tsx = import.meta.resolve('tsx');

/** Runs the command as people do, with its report in a folder of its own. */
async function mvk(...args: string[]): Promise<Ended> {
  const folder = path.join(mkdtempSync(path.join(tmpdir(), 'mvk-check-')), 'report');
  const child = spawn(process.execPath, [mvkFile, ...args, '--report', folder]);
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => {
    output.stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    output.stderr += chunk;
  });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  const file = path.join(folder, 'report.json');
  const report = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Report) : ({} as Report);
  return { code, ...output, report, folder };
}

const ids = ({ results }: Report, ...outcomes: string[]) =>
  results.filter(({ outcome }) => outcomes.includes(outcome)).map(({ id }) => id);

async function serving(host: string, listener: RequestListener, use: (origin: string) => Promise<void>): Promise<void> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const { port } = server.address() as AddressInfo;
  try {
    await use(`http://${host.includes(':') ? `[${host}]` : host}:${port}`);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

const json = { 'Content-Type': 'application/json' };

test('the bundled integration is conformant', async () => {
  const { code, stdout, report, folder } = await mvk('demo', '--seed', '1', '--runs', '20');
  expect(ids(report, 'failed', 'warned', 'could-not-run')).toEqual([]);
  expect(code).toBe(0);
  expect(stdout.trimEnd().split('\n').at(-1)).toMatch(/^\d+ passed, 0 failed, \d+ skipped$/);
  const nothingToJudge =
    /^(answer\.input\.variables|flow\.(language\.parity|media|recording|stream|secret|redirect\.https).*|fixture\..*)$/;
  expect(ids(report, 'not-applicable').filter((id) => !nothingToJudge.test(id))).toEqual([]);
  const { report: validate } = await validators('report');
  expect(validate(report), JSON.stringify(validate.errors)).toBe(true);
  expect(existsSync(path.join(folder, 'junit.xml'))).toBe(true);
});

test('the flawed one is not, and says why, where, and how to run it again', async () => {
  const { code, report } = await mvk('demo', '--flawed', '--seed', '1', '--runs', '20');
  expect(ids(report, 'failed', 'warned')).toEqual([
    'answer.actions.fields',
    'webhook.ack.every-event',
    'webhook.signature.raw-body',
    'webhook.signature.refuses-tampered',
  ]);
  expect(code).toBe(1);
  for (const { violations = [], source } of report.results.filter(({ outcome }) => outcome === 'failed')) {
    expect(source).toMatch(/^https:\/\//);
    for (const { expected, actual, hint, replay, exchanges } of violations) {
      for (const words of [expected, actual, hint, replay]) expect(words).toMatch(/\S/);
      expect(exchanges.length).toBeGreaterThan(0);
    }
  }
});

test('answers typed, by POST alone, on IPv6, are conformant without anything else', async () => {
  const listener: RequestListener = (request, response) => {
    request.resume().once('end', () => {
      if (request.method !== 'POST') response.writeHead(405).end();
      else response.writeHead(200, json).end('{"actions":[{"type":"transfer","destination":"+12025550111"}]}');
    });
  };
  await serving('::1', listener, async (origin) => {
    const { code, report } = await mvk('check', '--answer-url', `${origin}/answer`, '--runs', '20', '--seed', '1');
    expect(ids(report, 'failed', 'warned', 'could-not-run')).toEqual([]);
    expect(
      ids(report, 'not-applicable').every(
        (id) => /^(webhook|flow|api|fixture|answer\.speech)\./.test(id) || id === 'answer.repeat.safe',
      ),
    ).toBe(true);
    expect(code).toBe(0);
  });
});

test('the replay command of a property finds the same fault in one case', async () => {
  const listener: RequestListener = (request, response) => {
    const from = new URL(request.url ?? '/', 'http://127.0.0.1').searchParams.get('from') ?? '';
    if (from.length > 13) response.writeHead(500).end('too long');
    else response.writeHead(200, json).end('{"actions":[{"say":{"text":"Hello."}}]}');
  };
  await serving('127.0.0.1', listener, async (origin) => {
    const first = await mvk(
      'check',
      '--answer-url',
      `${origin}/answer`,
      '--only',
      'answer.input.any-call',
      '--seed',
      '5',
    );
    expect(ids(first.report, 'failed')).toEqual(['answer.input.any-call']);
    const violation = first.report.results[0]?.violations?.[0];
    const replayed = /--seed \d+ --path \S+/.exec(violation?.replay ?? '')?.[0].split(' ') ?? [];
    expect(replayed).toHaveLength(4);
    const again = await mvk(
      'check',
      '--answer-url',
      `${origin}/answer`,
      '--only',
      'answer.input.any-call',
      ...replayed,
    );
    const [result] = again.report.results;
    expect(result?.cases).toBe(1);
    const from = (url = '') => new URL(url).searchParams.get('from');
    const seen = [violation, result?.violations?.[0]].map((each) => from(each?.exchanges[0]?.request.url));
    expect(seen[0]).toBe(seen[1]);
  });
});

test('a selection of which nothing applies is no verdict', async () => {
  const listener: RequestListener = (_, response) => void response.writeHead(200, json).end('{"actions":[]}');
  await serving('127.0.0.1', listener, async (origin) => {
    const { code, report } = await mvk('check', '--answer-url', origin, '--only', 'webhook.*');
    expect(report.verdict).toBe('incomplete');
    expect(code).toBe(3);
  });
});

test('an integration that never becomes ready is no verdict, and its last words are shown', async () => {
  const start = ['--start', 'echo no database; exit 7', '--answer-url', 'http://127.0.0.1:9/answer'];
  const { code, stdout } = await mvk('check', ...start, '--only', 'answer.json.valid');
  expect(code).toBe(3);
  expect(stdout).toContain('no database');
});
