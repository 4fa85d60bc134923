import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { createRedactor } from '../../platform/redaction/redact.ts';
import { secretsIn } from '../../platform/redaction/secrets.ts';
import { catalogue, type Plan, type Progress, progressMark } from '../../spec/index.ts';
import { UsageError } from '../command.ts';
import { treeFile } from '../package-paths.ts';
import { exchangeLines } from '../terminal/http-lines.ts';
import { estimate, type ProgressLine, progressLine } from '../terminal/progress.ts';

interface Ended {
  readonly interrupted: boolean;
  /** The end of what the runner printed, for when it left no report. */
  readonly output: string;
}

/** How a run is made within another command. */
export interface RunManner {
  /** Ends the run when it is aborted. */
  readonly stop?: AbortSignal;
  /** Only the progress line is shown, not each requirement. */
  readonly isBrief?: boolean;
  /** Hears how the run goes on; then nothing is printed. */
  readonly onNews?: (news: Progress) => void;
}

/** Runs the suites in Playwright and waits until it has ended, however it ends; `stop` asks it to end early. */
export function runSuites(
  plan: Plan,
  folder: string,
  stop: AbortSignal,
  { isBrief = false, onNews }: RunManner = {},
): Promise<Ended> {
  const config = treeFile('suites/playwright.config');
  const args = [playwright(folder), 'test', '-c', config];
  // Compiled files need no translation: without the runner's loader, both of its processes start sooner.
  const loader = config.endsWith('.js') ? { PW_DISABLE_TS_ESM: '1' } : {};
  // A group of its own: Ctrl-C would otherwise reach it twice, which kills it before it stops the integration.
  const child = spawn(process.execPath, args, {
    cwd: folder,
    env: { ...cleanEnvironment(process.env), ...loader, MVK_PLAN: JSON.stringify(plan) },
    // Its standard input says that we are there: see suites/worker/parent.ts.
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  });
  child.stdin.on('error', () => undefined);
  const progress = plan.progress === 'lines' ? progressOf(plan) : undefined;
  let output = '';
  const keep = (chunk: string): void => {
    output = (output + chunk).slice(-8000);
  };
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    keep(chunk);
    if (plan.progress !== 'lines' || isBrief) return;
    progress?.clear();
    process.stdout.write(chunk);
  });
  const told = createInterface({ input: child.stderr });
  told.on('line', (line) => {
    if (!line.startsWith(progressMark)) return keep(`${line}\n`);
    const news = newsIn(line);
    if (onNews) onNews(news);
    else if (news.live) {
      progress?.clear();
      process.stderr.write(`${[...exchangeLines(news.live.exchange, 100), ''].join('\n')}\n`);
    } else progress?.update(news);
  });
  let timer: NodeJS.Timeout | undefined;
  const ask = (): void => {
    send(child.pid, 'SIGINT');
    timer = setTimeout(() => send(child.pid, 'SIGKILL'), patienceMs);
  };
  stop.addEventListener('abort', ask, { once: true });
  if (stop.aborted) ask();
  const { runMinutes } = plan.bench.budgets;
  // Checks end by themselves before that, unless one waits for what never comes.
  const last = runMinutes === undefined ? undefined : setTimeout(ask, Math.min(runMinutes * 60_000 + graceMs, longest));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', () => {
      clearTimeout(timer);
      clearTimeout(last);
      progress?.stop();
      stop.removeEventListener('abort', ask);
      resolve({ interrupted: stop.aborted, output });
    });
  });
}

/** Time after the end of a run for open requests and for writing the results. */
const graceMs = 60_000;

/** Maximum of a Node timer, in milliseconds. */
const longest = 2 ** 31 - 1;

function progressOf({ bench, selected }: Plan): ProgressLine {
  const { start, answerUrl, webhookUrl, runs } = bench;
  const target = createRedactor([]).text(answerUrl ?? webhookUrl ?? '');
  const doing = start ? `starting ${JSON.stringify(start.command)}, waiting for ${target}` : `asking ${target}`;
  const { text: hide } = createRedactor(secretsIn(bench));
  return progressLine(
    hide(doing),
    estimate(Math.min(1, selected.length / catalogue.length), runs, bench.budgets.runMinutes),
  );
}

function newsIn(line: string): Progress {
  try {
    return JSON.parse(line.slice(progressMark.length)) as Progress;
  } catch {
    return {};
  }
}

/** For the runner to report and to stop the integration, after it was asked to; a busy machine takes several seconds. */
const patienceMs = 12_000;

function send(pid: number | undefined, signal: 'SIGINT' | 'SIGKILL'): void {
  if (pid === undefined) return;
  try {
    // SIGKILL goes to the group, because the runner can no longer end its workers then.
    process.kill(signal === 'SIGKILL' ? -pid : pid, signal);
  } catch {
    // It has ended already.
  }
}

/** The copy that the suites import must also be the one that runs them, so ours is looked up first. */
function playwright(folder: string): string {
  for (const base of [import.meta.url, pathToFileURL(path.join(folder, 'package.json')).href]) {
    try {
      return path.join(path.dirname(createRequire(base).resolve('@playwright/test/package.json')), 'cli.js');
    } catch {
      // Not there: the next place, or the sentence below.
    }
  }
  throw new UsageError('the package @playwright/test is not installed', 'npm install --save-dev @playwright/test');
}

/** A run started inside another Playwright run must not take itself for one of its workers. */
function cleanEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const foreign = /^(PW_|PWTEST_|PLAYWRIGHT_|TEST_WORKER_INDEX$|TEST_PARALLEL_INDEX$|MVK_PLAN$)/;
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !foreign.test(name)));
}
