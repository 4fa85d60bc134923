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
import {
  type MetCells,
  type Plan,
  progressMark,
  type Report,
  type Result,
  type ResultHead,
  scoredBy,
  validators,
} from '../spec/index.ts';
import { json } from './formats/json.ts';
import { assemble } from './run/assemble.ts';
import { collect, resultOf, type TestEnd, unknown } from './run/collect.ts';
import { escapeTerminal } from './text/escape.ts';
import { duration } from './text/layout.ts';
import { mark } from './text/marks.ts';
import { writeAtomically } from './write.ts';

const sentinel = 'sentinel';

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

  printsToStdio(): boolean {
    return true;
  }

  onBegin(_config: FullConfig, suite: Suite): void {
    this.#forget();
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

  onStdErr(chunk: string | Buffer): void {
    const text = String(chunk);
    if (text.startsWith(progressMark)) this.#say(text);
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
    this.#found = { ...this.#found, ...foundIn(result) };
    const { met, judged } = cellsIn(result);
    for (const name of met) this.#cells.met.add(name);
    for (const name of judged) this.#cells.judged.add(name);
    if (id !== sentinel && this.#plan.progress !== 'none') this.#progress(id, ending);
  }

  async onEnd(full: FullResult): Promise<{ status: FullResult['status'] }> {
    const results = collect(this.#plan.selected, this.#metas, this.#endings);
    const cells = { met: [...this.#cells.met], judged: [...this.#cells.judged] };
    const report = assemble(this.#plan, results, full.startTime, full.duration, { ...this.#found, cells });
    const fault = this.#faultOf(full) ?? (await schemaFault(report));
    const dir = this.#plan.reportDir;
    this.#forget();
    if (fault !== undefined) {
      await writeAtomically(join(dir, 'fault.json'), `${JSON.stringify({ message: fault })}\n`);
      return { status: 'failed' };
    }
    await writeAtomically(join(dir, 'report.json'), json(report));
    return { status: report.verdict === 'conformant' ? 'passed' : 'failed' };
  }

  /** What an earlier run left behind must not be taken for what this one found, even if this one is killed. */
  #forget(): void {
    for (const name of ['report.json', 'fault.json']) rmSync(join(this.#plan.reportDir, name), { force: true });
  }

  /** A run that was stopped is incomplete, which is no fault of the kit. */
  #faultOf({ status }: FullResult): string | undefined {
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

function attachment({ attachments }: TestResult, wanted: string): string | undefined {
  return attachments.findLast(({ name }) => name === wanted)?.body?.toString('utf8');
}

/** What a check left behind besides its result. */
function foundIn(result: TestResult): Pick<Report, 'flow' | 'calls'> {
  const [flow, calls] = [attachment(result, 'flow'), attachment(result, 'calls')];
  return {
    ...(flow !== undefined && { flow: JSON.parse(flow) as NonNullable<Report['flow']> }),
    ...(calls !== undefined && { calls: JSON.parse(calls) as NonNullable<Report['calls']> }),
  };
}

function cellsIn(result: TestResult): MetCells {
  const cells = attachment(result, 'cells');
  return cells === undefined ? { met: [], judged: [] } : (JSON.parse(cells) as MetCells);
}

function endingOf(result: TestResult): TestEnd {
  const attached = attachment(result, 'result');
  const error = result.error?.message ?? result.error?.value;
  return {
    status: result.status,
    durationMs: result.duration,
    ...(attached === undefined ? {} : { attached }),
    ...(error === undefined ? {} : { error: stripVTControlCharacters(error) }),
  };
}

function attachedOutcome({ attached }: TestEnd): Result['outcome'] | undefined {
  try {
    return attached === undefined ? undefined : (JSON.parse(attached) as Result).outcome;
  } catch {
    return undefined;
  }
}

async function schemaFault(report: Report): Promise<string | undefined> {
  const { report: validate } = await validators('report');
  if (validate(report)) return undefined;
  const [first] = validate.errors ?? [];
  return `The report breaks its own schema at "${first?.instancePath ?? ''}": ${first?.message ?? 'no message'}.`;
}
