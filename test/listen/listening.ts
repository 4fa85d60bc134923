import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { createServer, request as httpRequest, type RequestOptions, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, type TestType } from '@playwright/test';
import { freePort } from '../../platform/http/free-ports.ts';
import { listenOnLoopback } from '../../platform/http/listen.ts';
import { signedHeaders } from '../../platform/webhook/signature.ts';
import { heardSchema } from '../cli/run-command.ts';
import { test as base } from '../cli/run-mvk.ts';
import { mvkFile } from '../kit.ts';

export const secret = 'whsec_not_a_real_secret_01';
export const otherSecret = 'whsec_not_a_real_secret_02';

/** An event that is valid by its schema. */
export const event = {
  event: 'call.completed',
  created_at: '2026-05-29T12:10:00Z',
  call: {
    id: 'call_123',
    customer_id: 'cust_123',
    application_id: 'app_123',
    status: 'completed',
    direction: 'inbound',
    from: '+12025550101',
    to: '+12025550102',
  },
  variables: {},
  data: {},
} as const;

interface Answered {
  readonly status: number;
  readonly body: string;
}

interface Listening {
  readonly folder: string;
  /** What it printed. */
  output(): string;
  errors(): string;
  /** Lines of JSON, where it prints such. */
  documents(): readonly Record<string, unknown>[];
  /** Writes a line to its standard input. */
  type(line: string): void;
  post(body: string | Buffer, headers?: Readonly<Record<string, string>>, target?: string): Promise<Answered>;
  get(target: string, headers?: Readonly<Record<string, string>>): Promise<Answered>;
  ended(): Promise<number | null>;
}

interface Fixtures {
  /** Starts the command, in an empty folder. */
  readonly listen: (args?: readonly string[], environment?: NodeJS.ProcessEnv) => Promise<Listening>;
  /** Starts an integration that answers each request in this way; gives its URL, and what it was sent. */
  readonly integration: (reply: Answered) => Promise<{ readonly url: string; readonly got: readonly Got[] }>;
}

interface Got extends Answered {
  readonly method: string;
  readonly target: string;
  readonly headers: NodeJS.Dict<string | string[]>;
}

const isHeard = heardSchema();

type TestOf<Given> = Given extends TestType<infer Named, object> ? Named : never;

export const test: TestType<Fixtures & TestOf<typeof base>, object> = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright wants a pattern
  listen: async ({}, use) => {
    const all: ChildProcess[] = [];
    await use(async (args = ['--webhook-secret', secret], environment = {}) => {
      const folder = mkdtempSync(path.join(tmpdir(), 'mvk-listen-test-'));
      const { MINIVOICE_WEBHOOK_SECRET: _, ...inherited } = process.env;
      const env = { ...inherited, NO_COLOR: '1', FORCE_COLOR: undefined, ...environment };
      const port = await freePort();
      const child = spawn(process.execPath, [mvkFile, 'listen', '--port', String(port), ...args], { cwd: folder, env });
      all.push(child);
      let [output, errors] = ['', ''];
      child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
        output += chunk;
      });
      child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
        errors += chunk;
      });
      const code = new Promise<number | null>((resolve) => child.once('close', resolve));
      const ask = (
        method: string,
        target: string,
        headers: Readonly<Record<string, string>> = {},
        body?: string | Buffer,
      ) => asked({ port, method, path: target, headers, setHost: true }, body);
      await expect.poll(() => isOpen(port), { timeout: 60_000 }).toBe(true);
      return {
        folder,
        output: () => output,
        errors: () => errors,
        documents: () =>
          output
            .split('\n')
            .filter(Boolean)
            .map((line) => heard(JSON.parse(line))),
        type: (line) => void child.stdin.write(`${line}\n`),
        post: (body, headers, target = '/webhook') => ask('POST', target, headers, body),
        get: (target, headers) => ask('GET', target, headers),
        ended: () => code,
      };
    });
    for (const child of all) child.kill('SIGKILL');
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright wants a pattern
  integration: async ({}, use) => {
    const servers: Server[] = [];
    await use(async ({ status, body }) => {
      const got: Got[] = [];
      const server = createServer(async (incoming, outgoing) => {
        const { method = '', url: target = '', headers } = incoming;
        const chunks = await incoming.toArray();
        got.push({ method, target, headers, status, body: Buffer.concat(chunks).toString() });
        outgoing.writeHead(status, { 'Content-Type': 'application/json' }).end(body);
      });
      servers.push(server);
      return { url: `http://127.0.0.1:${await listenOnLoopback(server)}`, got };
    });
    for (const server of servers) server.close().closeAllConnections();
  },
});

/** A line of JSON, as its schema says. */
function heard(line: unknown): Record<string, unknown> {
  expect(isHeard(line), JSON.stringify(isHeard.errors)).toBe(true);
  return line as Record<string, unknown>;
}

/** Headers of an event that is signed now. */
export function signed(body: string | Buffer, key: string = secret): Readonly<Record<string, string>> {
  return { 'Content-Type': 'application/json', ...signedHeaders(key, body, String(Math.floor(Date.now() / 1000))) };
}

function asked(options: RequestOptions, body: string | Buffer = ''): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest({ host: '127.0.0.1', agent: false, ...options }, async (response) => {
      const chunks = await response.toArray();
      resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const sent = httpRequest({ host: '127.0.0.1', port, headers: { Host: 'not.listed' }, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode === 421);
    });
    sent.on('error', () => resolve(false));
    sent.end();
  });
}
