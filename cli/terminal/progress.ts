import { stripVTControlCharacters } from 'node:util';
import { monotonic } from '../../platform/clock.ts';
import { counted, type Progress } from '../../spec/index.ts';
import { escapeControls } from './escape.ts';
import { folded, type Screen } from './message.ts';

/** A progress line: rewritten in place on a terminal, printed again after some silence in a log. */
export interface ProgressLine {
  update(news: Progress): void;
  /** Makes room for other output. */
  clear(): void;
  stop(): void;
}

const everyMs = { terminal: 250, log: 1_000 };
/** Milliseconds without output before the first line in a log, and between two lines. */
const silenceMs = { first: 2_000, next: 10_000 };
/** A response that takes longer makes a run long. */
const slowMs = 500;
const leastRequests = 5;

/** Shows it on standard error until it is stopped; `slow` is the sentence about a target that answers slowly. */
export function progressLine(
  doing: string,
  slow: (medianMs: number) => string = slowly,
  screen: Screen = process.stderr,
): ProgressLine {
  const start = monotonic();
  let now: Progress = { doing };
  /** Requests by instance. */
  const counts = new Map<number, number>();
  let quietSince = start;
  let wait = silenceMs.first;
  let isSaid = false;
  const isTerminal = screen.isTTY === true;
  const clear = (): void => void (isTerminal && screen.write('\r\u001b[K'));
  const draw = (): void => {
    const text = `… ${lineOf(now, monotonic() - start)}`;
    if (isTerminal) screen.write(`\r\u001b[K${text.slice(0, (screen.columns ?? 80) - 1)}`);
    else if (monotonic() - quietSince >= wait) {
      screen.write(`${text}\n`);
      quietSince = monotonic();
      wait = silenceMs.next;
    }
  };
  if (isTerminal) draw();
  const timer = setInterval(draw, isTerminal ? everyMs.terminal : everyMs.log);
  timer.unref();
  return {
    update(news) {
      const { instance = 0, requests: own } = news;
      if (own !== undefined) counts.set(instance, own);
      const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
      now = { ...now, ...news, ...(counts.size > 0 && { requests: all }) };
      const { requests = 0, medianMs = 0 } = now;
      if (isSaid || requests < leastRequests || medianMs < slowMs) return;
      isSaid = true;
      clear();
      screen.write(folded(`… ${slow(medianMs)}\n`, screen));
    },
    clear() {
      clear();
      quietSince = monotonic();
    },
    stop() {
      clearInterval(timer);
      clear();
    },
  };
}

function lineOf({ doing = '', requests = 0 }: Progress, elapsedMs: number): string {
  const text = stripVTControlCharacters(escapeControls(doing)).slice(0, 200);
  return `${Math.round(elapsedMs / 1000)} s, ${counted(requests, 'request')}: ${text}`;
}

/** What each response takes, in words. */
function slowly(medianMs: number): string {
  return `Each answer takes ${seconds(medianMs)}.`;
}

/** Requests that a whole run sends one after another: some in any case, some for each case of a property. */
const whole = { always: 300, perRun: 9 };

/**
 * How long a run takes on a slow target, as far as can be said, how fewer cases make it shorter, and whether it ends
 * before: `most` is its bound in minutes.
 */
export function estimate(share: number, runs: number, max?: number): (medianMs: number) => string {
  return (medianMs) => {
    const count = (cases: number): number =>
      Math.round(((whole.always + whole.perRun * cases) * share * medianMs) / 60_000);
    const minutes = (cases: number): string => (count(cases) <= 1 ? 'a minute' : `${count(cases)} minutes`);
    const bound =
      max !== undefined && count(runs) > max
        ? `, and the run ends after ${max} with what was judged until then (--max-minutes)`
        : '';
    const fewer = runs > 10 ? `; --runs 10 takes about ${minutes(10)}` : '';
    return `Each answer takes ${seconds(medianMs)}: about ${minutes(runs)} in all${bound}${fewer}.`;
  };
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(ms < 9_950 ? 1 : 0).replace(/\.0$/, '')} s`;
}
