import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import type {
  FullConfig,
  FullResult,
  Reporter,
  Suite,
  TestCase,
  TestError,
  TestResult,
} from '@playwright/test/reporter';
import pc from 'picocolors';
import { type Plan, progressMark, type Report, type ResultHead, scoredBy, validators } from '../spec/index.ts';
import { json } from './formats/json.ts';
import { assemble } from './run/assemble.ts';
import { collect, resultOf, type TestEnd, unknown } from './run/collect.ts';
import { attachedOutcome, attachment, cellsIn, foundIn } from './run/left-behind.ts';
import { escapeTerminal } from './text/escape.ts';
import { duration } from './text/layout.ts';
import { mark } from './text/marks.ts';
import { writeAtomically } from './write.ts';

const sentinel = 'sentinel';

/**
 * Milliseconds after a signal until what was found is written, in case the runner is killed before its checks have ended;
 * below the patience of the command that sent the signal (cli/check/playwright-run.ts).
 */
const untilSnapshotMs = 6_000;

type Ending = Pick<FullResult, 'status' | 'startTime' | 'duration'>;

/** The one place that knows Playwright's reporter interface: turns its events into `report.json`. */
export default class Adapter implements Reporter {
  readonly #plan: Plan = readPlan();
  readonly #metas = new Map<string, ResultHead>();
  readonly #endings = new Map<string, TestEnd>();
  readonly #tests = new Map<string, string>();
  readonly #errors: string[] = [];
  #found: Pick<Report, 'flow' | 'calls'> = {};
  readonly #cells = { met: new Set<string>(), judged: new Set<string>() };
  #fault: string | undefined;
  #timer: NodeJS.Timeout | undefined;
  #snapshot: Promise<unknown> = Promise.resolve();

  printsToStdio(): boolean {
    return true;
  }

  onBegin(_config: FullConfig, suite: Suite): void {
    this.#forget();
    const startTime = new Date();
    process.once('SIGINT', () => {
      this.#timer = setTimeout(() => {
        const duration = Date.now() - startTime.getTime();
        // What cannot be written now is written, or said, at the end.
        this.#snapshot = this.#write({ status: 'interrupted', startTime, duration }).catch(() => undefined);
      }, untilSnapshotMs).unref();
    });
    for (const test of suite.allTests()) {
      const id = annotation(test, 'requirement');
      if (id === undefined) continue;
      const other = this.#tests.get(id);
      if (other !== undefined && other !== test.id) this.#fault ??= `Two tests report the requirement "${id}".`;
      this.#tests.set(id, test.id);
      const meta = annotation(test, 'meta');
      if (meta !== undefined) this.#metas.set(id, JSON.parse(meta) as ResultHead);
    }
  }

  onError({ message, value }: TestError): void {
    this.#errors.push(stripVTControlCharacters(message ?? value ?? 'an error without a message'));
  }

  onTestBegin(test: TestCase): void {
    const doing = annotation(test, 'requirement');
    if (doing !== undefined && doing !== sentinel) this.#say(`${progressMark}${JSON.stringify({ doing })}\n`);
  }

  onStdErr(chunk: string | Buffer, _test?: TestCase, result?: TestResult): void {
    const text = String(chunk);
    if (!text.startsWith(progressMark)) return;
    this.#say(text);
    // The runner keeps what a test wrote until the end: of thousands of exchanges that is much.
    if (result?.stderr.at(-1) === chunk) result.stderr.pop();
  }

  /** Hands on to the command how the run goes on. */
  #say(text: string): void {
    if (this.#plan.progress !== 'none' || this.#plan.verbose) process.stderr.write(text);
  }

  onTestEnd(test: TestCase, result: TestResult): void {
    const id = annotation(test, 'requirement');
    if (id === undefined) return;
    const ending = endingOf(result);
    this.#endings.set(id, ending);
    this.#found = { ...this.#found, ...foundIn(result.attachments) };
    const { met, judged } = cellsIn(result.attachments);
    for (const name of met) this.#cells.met.add(name);
    for (const name of judged) this.#cells.judged.add(name);
    if (id !== sentinel && this.#plan.progress !== 'none') this.#progress(id, ending);
  }

  async onEnd(full: FullResult): Promise<{ status: FullResult['status'] }> {
    clearTimeout(this.#timer);
    await this.#snapshot;
    const report = await this.#write(full);
    return { status: report?.verdict === 'conformant' ? 'passed' : 'failed' };
  }

  /** Writes the report of what was found so far; a fault of the kit takes its place. */
  async #write(ending: Ending): Promise<Report | undefined> {
    const results = collect(this.#plan.selected, this.#metas, this.#endings);
    const cells = { met: [...this.#cells.met], judged: [...this.#cells.judged] };
    const report = assemble(this.#plan, results, ending.startTime, ending.duration, { ...this.#found, cells });
    const fault = this.#faultOf(ending) ?? (await schemaFault(report));
    const dir = this.#plan.reportDir;
    this.#forget();
    if (fault !== undefined) {
      await writeAtomically(join(dir, 'fault.json'), `${JSON.stringify({ message: fault })}\n`);
      return undefined;
    }
    await writeAtomically(join(dir, 'report.json'), json(report));
    return report;
  }

  /** What an earlier run left behind must not be taken for what this one found, even if this one is killed. */
  #forget(): void {
    for (const name of ['report.json', 'fault.json']) rmSync(join(this.#plan.reportDir, name), { force: true });
  }

  /** A run that was stopped is incomplete, which is no fault of the kit. */
  #faultOf({ status }: Ending): string | undefined {
    if (this.#fault !== undefined) return this.#fault;
    const stopped = status === 'interrupted' || status === 'timedout';
    const [error] = this.#errors;
    if (error !== undefined && !stopped) return `The suites could not be run: ${error}`;
    const ending = this.#endings.get(sentinel);
    if (stopped && (!ending || ending.status === 'interrupted')) return undefined;
    if (ending && attachedOutcome(ending) === 'failed') return undefined;
    return 'The kit found nothing wrong with an integration that is broken on purpose, so its other results cannot be trusted.';
  }

  #progress(id: string, ending: TestEnd): void {
    const { outcome } = resultOf(this.#metas.get(id) ?? unknown(id), ending);
    if (this.#plan.progress === 'data') {
      const done = { id, outcome, durationMs: ending.durationMs };
      this.#say(`${progressMark}${JSON.stringify({ done })}\n`);
      return;
    }
    const colors = pc.createColors(this.#plan.color);
    const time = colors.dim(duration(ending.durationMs));
    const scored = scoredBy(this.#plan.contract)(id) ? '' : ` ${colors.dim('not scored')}`;
    process.stdout.write(`${mark(outcome, colors)} ${escapeTerminal(id)} ${time}${scored}\n`);
  }
}

function readPlan(): Plan {
  const text = process.env.MVK_PLAN;
  if (text === undefined) throw new Error('The environment variable MVK_PLAN is missing.');
  return JSON.parse(text) as Plan;
}

function annotation(test: TestCase, type: string): string | undefined {
  return test.annotations.find((one) => one.type === type)?.description;
}

function endingOf(result: TestResult): TestEnd {
  const attached = attachment(result.attachments, 'result');
  const error = result.error?.message ?? result.error?.value;
  return {
    status: result.status,
    durationMs: result.duration,
    ...(attached === undefined ? {} : { attached }),
    ...(error === undefined ? {} : { error: stripVTControlCharacters(error) }),
  };
}

async function schemaFault(report: Report): Promise<string | undefined> {
  const { report: validate } = await validators('report');
  if (validate(report)) return undefined;
  const [first] = validate.errors ?? [];
  return `The report breaks its own schema at "${first?.instancePath ?? ''}": ${first?.message ?? 'no message'}.`;
}
