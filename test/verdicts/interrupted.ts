import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { until } from '../../platform/clock.ts';
import { freePort } from '../../platform/http/free-ports.ts';
import { triggersOf } from '../harness.ts';
import { mvkFile } from '../kit.ts';
import { marked } from '../process/killed.ts';

const integration = fileURLToPath(new URL('../../mutants/serve.ts', import.meta.url));
const tsx = import.meta.resolve('tsx');
const secret = 'whsec_test_not_a_real_secret_0123456789';

/** Loaded into the integration: counts its requests over all its starts, and interrupts the kit at one of them. */
const counter = `
import { appendFileSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { Server } from 'node:http';
const { MVK_TEST_COUNT, MVK_TEST_KIT, MVK_TEST_AT, MVK_TEST_SIGNAL, MVK_TEST_FREEZE, MVK_TEST_MARK } = process.env;
const { emit } = Server.prototype;
const holds = (file, text) => { try { return readFileSync(file, 'latin1').includes(text); } catch { return false; } };
function freezeWorkers() {
  for (const entry of readdirSync('/proc'))
    if (holds('/proc/' + entry + '/environ', MVK_TEST_MARK) && holds('/proc/' + entry + '/cmdline', 'workerProcessEntry'))
      process.kill(Number(entry), 'SIGSTOP');
}
Server.prototype.emit = function (name, ...rest) {
  if (name === 'request') {
    appendFileSync(MVK_TEST_COUNT, '.');
    if (statSync(MVK_TEST_COUNT).size === Number(MVK_TEST_AT)) {
      if (MVK_TEST_FREEZE) freezeWorkers();
      try { process.kill(Number(readFileSync(MVK_TEST_KIT, 'utf8')), MVK_TEST_SIGNAL); } catch {}
    }
  }
  return emit.call(this, name, ...rest);
};
`;

export interface Moment {
  /** The request of the integration, from 1, at which the kit gets the signal; none for a whole run. */
  readonly at?: number;
  readonly signal?: 'SIGINT' | 'SIGTERM';
  /** Whether the processes that run the checks stop at that moment, as on a machine that has no time for them. */
  readonly freezesWorkers?: boolean;
}

export interface Interrupted {
  readonly code: number | null;
  readonly output: string;
  /** Of the integration, over all its starts. */
  readonly requests: number;
  /** Text of report.json, where there is one. */
  readonly report: string | undefined;
  /** Processes that it started and that live. */
  readonly left: readonly number[];
}

/** Runs a command of the kit on the reference, and interrupts it at a request that the reference gets. */
export async function interrupted(
  words: readonly string[],
  { at = 0, signal = 'SIGINT', freezesWorkers = false }: Moment,
): Promise<Interrupted> {
  const home = mkdtempSync(path.join(tmpdir(), 'mvk-interrupted-'));
  const file = (name: string): string => path.join(home, name);
  const origin = `http://127.0.0.1:${await freePort()}`;
  writeFileSync(file('counter.mjs'), counter);
  writeFileSync(file('requests'), '');
  const command = [process.execPath, '--import', tsx, '--import', file('counter.mjs'), integration];
  const config = {
    answerUrl: `${origin}/answer`,
    webhookUrl: `${origin}/webhook`,
    webhookSecret: secret,
    start: {
      command: command.map((word) => JSON.stringify(word)).join(' '),
      timeoutMs: 120_000,
      env: {
        PORT: new URL(origin).port,
        MVK_TEST_COUNT: file('requests'),
        MVK_TEST_KIT: file('kit'),
        MVK_TEST_AT: `${at}`,
        MVK_TEST_SIGNAL: signal,
        ...(freezesWorkers && { MVK_TEST_FREEZE: '1' }),
      },
    },
    observe: { callUrl: `${origin}/calls/{call_id}` },
    api: { triggers: triggersOf(origin).filter(({ name }) => name === 'dial') },
  };
  writeFileSync(file('mvk.config.json'), JSON.stringify(config));
  const mark = randomUUID();
  const child = spawn(process.execPath, [mvkFile, ...words], {
    cwd: home,
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined, MVK_TEST_MARK: mark },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  writeFileSync(file('kit'), String(child.pid));
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
    });
  }
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  await until(() => (marked(mark).length === 0 ? true : undefined), { timeoutMs: 60_000, everyMs: 50 });
  const report = file('mvk-report/report.json');
  return {
    code,
    output,
    requests: statSync(file('requests')).size,
    report: existsSync(report) ? readFileSync(report, 'utf8') : undefined,
    left: marked(mark),
  };
}
