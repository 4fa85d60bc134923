import { now } from '../../../platform/clock.ts';
import { catalogue, type LiveExchange, type Plan, type Progress, type Report } from '../../../spec/index.ts';
import { headOf } from '../../../suites/requirement.ts';
import type { ChecksState } from '../../../ui/protocol/checks.ts';
import { runSelected } from '../../check/run.ts';
import { select, selectedBy } from '../../check/select.ts';
import { UsageError } from '../../command.ts';
import type { Resolved } from '../../config/resolve.ts';
import { readReport } from '../../report/folder.ts';
import { type Stage, sentenceOf } from '../stage.ts';

export interface Checks {
  /** Settles when the run is over. */
  run(ids: readonly string[]): Promise<void>;
  stop(): void;
  /** What was not met, or could not be judged, when it was judged last. */
  open(): readonly string[];
  all(): readonly string[];
  /** Of the run in which a requirement was judged last. */
  reportOf(id: string): Report | undefined;
  newest(): Report | undefined;
  show(change: Partial<ChecksState>): void;
}

interface ChecksOptions {
  readonly resolved: Resolved;
  readonly commands: Pick<Plan, 'command' | 'callCommand'>;
  /** Where reports are written. */
  readonly folder: string;
  readonly stage: Stage;
  /** Hears of each exchange of a run. */
  onLive(live: LiveExchange): void;
  changed(state: ChecksState): void;
}

const unmet: ReadonlySet<string> = new Set(['failed', 'warned', 'could-not-run']);

export const noChecks: ChecksState = {
  requirements: rows(),
  ...{ isRunning: false, doing: undefined, requests: 0, selected: 0, done: 0, outcomes: {}, sentence: '' },
  ...{ isWatching: false, hasReport: false },
};

/** Runs requirements against the integration, and keeps what was found last of each. */
export function createChecks({ resolved, commands, folder, stage, onLive, changed }: ChecksOptions): Checks {
  let state = noChecks;
  let running: AbortController | undefined;
  const reports = new Map<string, Report>();
  let newest: Report | undefined;

  const show = (change: Partial<ChecksState>): void => {
    state = { ...state, ...change };
    changed(state);
  };

  function hear({ doing, done, requests, live }: Progress): void {
    if (live) {
      onLive(live);
      return;
    }
    const outcomes = done
      ? { ...state.outcomes, [done.id]: { outcome: done.outcome, durationMs: done.durationMs } }
      : state.outcomes;
    show({
      outcomes,
      done: state.done + (done ? 1 : 0),
      ...(doing !== undefined && { doing }),
      ...(requests !== undefined && { requests }),
    });
  }

  function take(report: Report, results: Report['results'] = report.results): void {
    newest = report;
    for (const { id } of results) reports.set(id, report);
    const judged = results.map(({ id, outcome, durationMs }) => [id, { outcome, durationMs }] as const);
    const { passed, failed, warned, couldNotRun } = countsOf(results);
    show({
      outcomes: { ...state.outcomes, ...Object.fromEntries(judged) },
      sentence: `${passed} passed, ${failed} failed, ${warned} warned, ${couldNotRun} could not run`,
      hasReport: true,
    });
  }

  /** What was found until it was stopped. */
  async function takeStopped(begun: Date): Promise<void> {
    const report = await readReport(folder, '').catch(() => undefined);
    const isOfRun = report !== undefined && new Date(report.run.startedAt) >= begun;
    if (isOfRun) take(report, report.results.filter(isJudged));
    show({ sentence: 'stopped' });
  }

  async function run(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) throw new UsageError('nothing failed in the runs so far');
    if (running) throw new UsageError('a run is under way', 'Stop it first.');
    const own = new AbortController();
    running = own;
    const begun = now();
    const begins = { isRunning: true, selected: ids.length, done: 0, requests: 0, doing: undefined, sentence: '' };
    try {
      await stage.without('a run of checks', async () => {
        show(begins);
        const how = { stop: own.signal, onNews: hear };
        const { report } = await runSelected(resolved, { report: folder, verbose: true }, commands, ids, how);
        take(report);
      });
    } catch (error) {
      if (own.signal.aborted) await takeStopped(begun);
      else show({ sentence: sentenceOf(error) });
    } finally {
      running = undefined;
      show({ isRunning: false, doing: undefined });
    }
  }

  return {
    run,
    stop: () => running?.abort(),
    open: () => Object.entries(state.outcomes).flatMap(([id, { outcome }]) => (unmet.has(outcome) ? [id] : [])),
    all: () => selectedBy(),
    reportOf: (id) => reports.get(id),
    newest: () => newest,
    show,
  };
}

/** What was not reached keeps what was found before. */
function isJudged({ cause }: Report['results'][number]): boolean {
  return cause?.kind !== 'interrupted' && cause?.kind !== 'not-reported';
}

/** The ids that a page names. */
export function idsIn(value: unknown): readonly string[] {
  return select(selectedBy(), [String(value)]);
}

function rows(): ChecksState['requirements'] {
  const wanted = new Set(selectedBy());
  return catalogue
    .filter(({ id }) => wanted.has(id))
    .map((card) => ({ id: card.id, title: card.title, level: headOf(card).level }));
}

function countsOf(results: Report['results']) {
  const count = (outcome: string): number => results.filter((each) => each.outcome === outcome).length;
  return {
    passed: count('passed'),
    failed: count('failed'),
    warned: count('warned'),
    couldNotRun: count('could-not-run'),
  };
}
