import { spawn } from 'node:child_process';
import type { Exchange, Trigger } from '../../spec/index.ts';
import { monotonic } from '../clock.ts';
import type { HttpRequest, Received } from '../http/client.ts';
import { withoutProxy } from '../http/proxy.ts';

/** What can be observed of an integration that was made to call the API. */
export interface TriggerRun {
  /** `status 200`, `exit 1`, `killed by SIGSEGV`; undefined when it did not end in time. */
  readonly ending: string | undefined;
  /** The body of the response, or what the command wrote to standard output. */
  readonly text: string;
  /** What the command wrote to standard error. */
  readonly errors: string;
  readonly contentType: string | undefined;
  /** On the monotonic clock, in milliseconds. */
  readonly endedAt: number;
  readonly durationMs: number;
  /** Status of an HTTP trigger. */
  readonly exchange?: Exchange;
}

interface TriggerContext {
  readonly send: (request: HttpRequest) => Promise<Received>;
  readonly environment: Readonly<Record<string, string>>;
  readonly cwd: string | undefined;
}

/** Makes the integration call the API, over HTTP or by a command, and waits for what comes of it. */
export function runTrigger(trigger: Trigger, surroundings: TriggerContext, timeoutMs: number): Promise<TriggerRun> {
  const { request, command } = trigger;
  if (request) return byHttp(request, surroundings, timeoutMs);
  return byCommand(command ?? '', surroundings, timeoutMs);
}

async function byHttp(
  { method = 'POST', url, headers, body }: NonNullable<Trigger['request']>,
  { send }: TriggerContext,
  timeoutMs: number,
): Promise<TriggerRun> {
  const isText = typeof body === 'string';
  const exchange = await send({
    method,
    url,
    headers: { ...(body !== undefined && !isText && { 'Content-Type': 'application/json' }), ...headers },
    ...(body !== undefined && { body: isText ? body : JSON.stringify(body) }),
    timeoutMs,
    freshConnection: true,
    mayFail: true,
  });
  const { response, failure, bytes, durationMs } = exchange;
  const late = failure?.kind === 'timeout';
  return {
    ending: response ? `status ${response.status}` : late ? undefined : (failure?.message ?? 'no response'),
    text: Buffer.from(bytes ?? []).toString('utf8'),
    errors: '',
    contentType: response?.headers['content-type']?.split(';')[0],
    endedAt: monotonic(),
    durationMs,
    exchange,
  };
}

/** Runs the command, beside one that waits for a line from us and kills the group when we are gone without it. */
const watched = 'exec 3<&0; (read -r line <&3 || kill -9 0) >/dev/null 2>&1 & exec /bin/sh -c "$1" 3<&- </dev/null';

/** Bytes of each output that are kept. */
const maxOutput = 256 * 1024;

function byCommand(command: string, { environment, cwd }: TriggerContext, timeoutMs: number): Promise<TriggerRun> {
  const start = monotonic();
  const child = spawn('/bin/sh', ['-c', watched, 'sh', command], {
    env: withoutProxy({ ...process.env, MVK_PLAN: undefined, ...environment }),
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
    ...(cwd !== undefined && { cwd }),
  });
  const output = { text: '', errors: '' };
  const keep = (name: keyof typeof output) => (chunk: string) => {
    output[name] = (output[name] + chunk).slice(-maxOutput);
  };
  child.stdin.on('error', () => undefined);
  child.stdout.setEncoding('utf8').on('data', keep('text'));
  child.stderr.setEncoding('utf8').on('data', keep('errors'));
  return new Promise((resolve, reject) => {
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      endGroup(child.pid);
    }, timeoutMs);
    child.once('error', reject);
    child.once('close', (code, signal) => {
      clearTimeout(timer);
      child.stdin.end('ended\n');
      const endedAt = monotonic();
      const ending = late ? undefined : signal ? `killed by ${signal}` : `exit ${code}`;
      resolve({ ending, ...output, contentType: undefined, endedAt, durationMs: endedAt - start });
    });
  });
}

function endGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}
