import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { _baseTest as base, type TestType } from '@playwright/test';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { Integration } from '../../mutants/integration.ts';
import { reference } from '../../mutants/reference.ts';
import { type Served, serve } from '../../mutants/server.ts';
import { memoryStore } from '../../mutants/store.ts';
import { mvkFile } from '../kit.ts';

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export const tsx: string = import.meta.resolve('tsx');
/** `node` and what runs `mvk call`. */
export const callCommand: readonly [string, ...string[]] = [process.execPath, mvkFile, 'call'];
export const secret = 'whsec_test_not_a_real_secret_0123456789';

type Serve = (change?: Partial<Integration>) => Promise<readonly string[]>;

/** `integration` serves the reference with some seams changed until the test ends, and gives the flags that name it. */
export const test: TestType<{ integration: Serve }, object> = base.extend<{ integration: Serve }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright wants a pattern
  integration: async ({}, use) => {
    const all: Served[] = [];
    await use(async (change = {}) => {
      const served = await serve({ ...reference, ...change }, { port: 0, secret, store: memoryStore() });
      all.push(served);
      return ['--answer-url', `${served.url}/answer`, '--webhook-url', `${served.url}/webhook`];
    });
    await Promise.all(all.map((served) => served.close()));
  },
});

export const answering = (actions: unknown): Partial<Integration> => ({ answer: () => ({ actions }) });

export function start([command, ...words]: readonly [string, ...string[]], args: readonly string[]): ChildProcess {
  const { NO_COLOR: _color, ...outer } = process.env;
  return spawn(command, [...words, ...args], { env: { ...outer, MINIVOICE_WEBHOOK_SECRET: secret } });
}

export function ended(child: ChildProcess): Promise<Ended> {
  const output = { stdout: '', stderr: '' };
  child.stdout?.setEncoding('utf8').on('data', (chunk) => {
    output.stdout += chunk;
  });
  child.stderr?.setEncoding('utf8').on('data', (chunk) => {
    output.stderr += chunk;
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, ...output, stderr: withoutProgress(output.stderr) }));
  });
}

/** How a slow run goes on is no part of what it says. */
function withoutProgress(stderr: string): string {
  return stderr.replace(/^… \d+ s, \d+ requests?: .*\n/gm, '');
}

export function mvkCall(args: readonly string[], input = ''): Promise<Ended> {
  return run(callCommand, args, input);
}

/** Any command: its name and its flags. */
export function mvk(args: readonly string[]): Promise<Ended> {
  return run([process.execPath, mvkFile], args, '');
}

export function mvkExplore(args: readonly string[]): Promise<Ended> {
  return run([process.execPath, mvkFile, 'explore'], args, '');
}

function run(command: readonly [string, ...string[]], args: readonly string[], input: string): Promise<Ended> {
  const child = start(command, args);
  // A command that ended before it read is not at fault.
  child.stdin?.on('error', () => undefined).end(input);
  return ended(child);
}

/** What differs from run to run replaced by a word. */
export const neutral = (text: string): string =>
  text
    .replace(/after \d+ ms/g, 'after N ms')
    .replace(/call_[\w.]+/g, 'call_N')
    .replace(/http:\/\/127\.0\.0\.1:\d+/g, 'http://target');

const schemas = new URL('../../spec/schemas/kit/', import.meta.url);
const schema = (name: string) => JSON.parse(readFileSync(new URL(`${name}.schema.json`, schemas), 'utf8')) as object;
export const callSchema = (): ValidateFunction => compiled('call');
/** Of a line of `mvk listen --json`. */
export const heardSchema = (): ValidateFunction => compiled('heard');

function compiled(name: string): ValidateFunction {
  const ajv = new Ajv2020({ allErrors: true });
  formats.default(ajv);
  ajv.addSchema({ ...schema('exchange'), $id: '/kit/exchange.schema.json' });
  return ajv.compile({ ...schema(name), $id: `/kit/${name}.schema.json` });
}
