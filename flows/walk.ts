import type { Answered, Bench } from '../platform/bench.ts';
import { playCall, resumeCall } from '../platform/call.ts';
import type { CallContext } from '../platform/events.ts';
import type { CallOptions } from '../platform/line.ts';
import { type Caller, moveOf, type Reach } from '../platform/script.ts';
import type { Step } from '../platform/step.ts';
import type { Action } from '../spec/index.ts';
import { legsOf, type Stretch } from './stretch.ts';

/** One call, as far as the explorer looks at it. */
export interface Walk {
  readonly call: CallContext;
  /** What was met before the first turn, after the first input, after the second, … */
  readonly legs: readonly (readonly Stretch[])[];
  /** Events that were not acknowledged: after which input (0: before the first), and what came back. */
  readonly refused: readonly Refusal[];
  /** Answers that never came, however long they were waited for. */
  readonly timeouts: number;
}

export interface Refusal {
  readonly turn: number;
  readonly event: string;
  readonly actual: string;
}

/** Plays calls and counts what they cost. */
export interface Walker {
  readonly spent: { calls: number; requests: number };
  /** Milliseconds that an answer took, on average. */
  pace(): number;
  /** The answer that took longest. */
  slowest(): Answered | undefined;
  /** Every URL that a redirect named and that was asked, and whether it ever gave a valid answer. */
  readonly served: ReadonlyMap<string, boolean>;
  /** A whole call: does the inputs in turn and hangs up at the next gather. */
  play(path: readonly string[], options?: CallOptions & { readonly reach?: Reach }): Promise<Walk>;
  /** A call that begins at the gather where another one was: asks nothing that comes before. */
  jump(from: Stretch, input: string): Promise<Walk>;
}

export function createWalker(bench: Bench): Walker {
  const spent = { calls: 0, requests: 0 };
  const served = new Map<string, boolean>();
  const answers = { count: 0, totalMs: 0 };
  let slowest: Answered | undefined;
  const { answerUrl } = bench.options;

  async function walked(call: CallContext, steps: AsyncIterable<Step>, resumed: readonly Action[] = []): Promise<Walk> {
    spent.calls++;
    const kept: Step[] = [];
    const refused: Refusal[] = [];
    let turn = 0;
    for await (const step of steps) {
      if (step.kind === 'answer' || step.kind === 'event') spent.requests++;
      if (step.kind === 'answer') {
        answers.count++;
        const { durationMs } = step.answered.exchange;
        answers.totalMs += durationMs;
        if (durationMs > (slowest?.exchange.durationMs ?? 0)) slowest = step.answered;
      }
      if (step.kind === 'press') turn++;
      if (step.kind === 'event') refused.push(...refusalOf(step, turn));
      if (step.kind !== 'event' && step.kind !== 'action') kept.push(step);
    }
    const timeouts = kept.filter(
      (step) => step.kind === 'answer' && step.answered.exchange.failure?.kind === 'timeout',
    );
    const legs = legsOf(kept, { call, answerUrl }, resumed);
    for (const { url, problem, ends } of legs.flat()) {
      if (url !== undefined && ends !== 'elsewhere' && ends !== 'loop') served.set(url, served.get(url) || !problem);
    }
    return { call, legs, refused, timeouts: timeouts.length };
  }

  return {
    spent,
    served,
    slowest: () => slowest,
    pace: () => answers.totalMs / Math.max(1, answers.count),
    play(path, { reach, ...options } = {}) {
      const call = bench.newCall();
      return walked(call, playCall(bench, call, follower(path, reach), options));
    },
    jump({ call: known, rest }, input) {
      const call = bench.newCall();
      const own = JSON.parse(replaced(JSON.stringify(rest), known.id, call.id)) as Action[];
      // The next gather is only looked at, so nothing need be told of the caller who leaves there.
      const people = follower([input]);
      return walked(call, resumeCall(bench, call, people, own, { readings: { Q27: 'no-event' } }), own);
    },
  };
}

/** Does the inputs in turn and hangs up at the first gather behind them. */
function follower(path: readonly string[], reach: Reach = 'answers'): Caller {
  return {
    atGather: (_, turn) => moveOf(path[turn] ?? 'hangup') ?? { keys: '', after: 'hang-up' },
    atDial: () => reach,
  };
}

function refusalOf({ event, delivered }: Extract<Step, { kind: 'event' }>, turn: number): Refusal[] {
  const { status, exchange } = delivered;
  if (status !== undefined && status >= 200 && status <= 299) return [];
  const actual = status === undefined ? (exchange.failure?.message ?? 'no response') : `status ${status}`;
  return [{ turn, event: event.event, actual }];
}

function replaced(text: string, from: string, to: string): string {
  return text.replaceAll(from, to).replaceAll(encodeURIComponent(from), encodeURIComponent(to));
}
