import type { Answered } from '../../platform/answer/answered.ts';
import type { Bench, CallPlan, PlayedCall } from '../../platform/bench.ts';
import { playCall, resumeCall } from '../../platform/call/call.ts';
import type { CallOptions } from '../../platform/call/line.ts';
import type { Step } from '../../platform/call/step.ts';
import type { CallContext } from '../../platform/events/events.ts';
import type { Received } from '../../platform/http/client.ts';
import { Unreachable } from '../../platform/http/sender.ts';
import { type Caller, type DialOutcome, moveOf } from '../../platform/script.ts';
import { type Action, type Bound, isSuccess, statusInWords } from '../../spec/index.ts';
import { type Segment, segmentsOf } from './segment.ts';
import type { VolatileValues } from './volatile.ts';

/** One call, as far as the explorer looks at it. */
export interface Walk {
  readonly call: CallContext;
  /** The segments before the first turn, after the first input, after the second, … */
  readonly segmentsByTurn: readonly (readonly Segment[])[];
  /** Events that were not acknowledged: after which input (0: before the first), and what came back. */
  readonly refused: readonly Refusal[];
  /** Whether a response never came. */
  readonly timedOut: boolean;
  /** Whether the connection was lost: cut, or refused. */
  readonly lost: boolean;
  /** Whether an answer was requested twice: an integration that consumes stored input may have consumed it the first time. */
  readonly resent: boolean;
}

export interface Refusal {
  readonly turn: number;
  readonly event: string;
  readonly actual: string;
}

/** Plays calls and counts what they cost. */
export interface Walker {
  readonly spent: { calls: number; requests: number };
  /** Responses that never came, however long they were waited for. */
  timeouts(): number;
  /** Calls in which the integration was lost. */
  losses(): number;
  /** Whether the time for the walk is used up, or somebody stopped it. */
  isLate(): boolean;
  /** Which of both. */
  lateBy(): Bound | undefined;
  /** Answers so far, and the milliseconds that they took together. */
  readonly answers: { readonly count: number; readonly totalMs: number };
  /** The answer that took longest. */
  slowest(): Answered | undefined;
  /** Every URL that a redirect named and that was asked, and whether it ever gave a valid answer. */
  readonly served: ReadonlyMap<string, boolean>;
  /** A whole call: does the inputs in turn and hangs up at the next gather. */
  play(path: readonly string[], options?: CallOptions & { readonly reach?: DialOutcome }): Promise<Walk>;
  /** A call that begins at the gather where another one was: asks nothing that comes before. */
  resume(from: Segment, input: string): Promise<Walk>;
}

export function createWalker(
  bench: Bench,
  volatileValues: VolatileValues,
  lateBy: () => Bound | undefined = () => undefined,
): Walker {
  const spent = { calls: 0, requests: 0 };
  let [timeouts, losses] = [0, 0];
  const served = new Map<string, boolean>();
  const answers = { count: 0, totalMs: 0 };
  let slowest: Answered | undefined;
  const { answerUrl } = bench.options;

  async function walked(call: CallContext, steps: AsyncIterable<Step>, resumed: readonly Action[] = []): Promise<Walk> {
    spent.calls++;
    const kept: Step[] = [];
    const refused: Refusal[] = [];
    let [turn, late] = [0, 0];
    let lost = false;
    for await (const step of steps) {
      if (step.kind === 'answer' || step.kind === 'event') spent.requests++;
      if (step.kind === 'answer') {
        answers.count++;
        const { durationMs } = step.answered.exchange;
        answers.totalMs += durationMs;
        if (durationMs > (slowest?.exchange.durationMs ?? 0)) slowest = step.answered;
      }
      if (step.kind === 'press') turn++;
      if (exchangeOf(step)?.failure?.kind === 'timeout') late++;
      if (isLoss(bench, step)) lost = true;
      if (step.kind === 'event') refused.push(...refusalOf(step, turn));
      if (step.kind !== 'event' && step.kind !== 'action') kept.push(step);
    }
    timeouts += late;
    const segmentsByTurn = segmentsOf(kept, { call, answerUrl, volatileValues }, resumed);
    for (const { url, problem, ends } of segmentsByTurn.flat()) {
      if (url !== undefined && ends !== 'elsewhere' && ends !== 'loop') served.set(url, served.get(url) || !problem);
    }
    const resent = kept.some((step) => exchangeOf(step)?.resent);
    if (lost) losses++;
    return { call, segmentsByTurn, refused, timedOut: late > 0, lost, resent };
  }

  /** Plays a call so that no answer is asked for twice. */
  async function once(play: (by: Bench) => Promise<Walk>): Promise<Walk> {
    const walk = await surviving(bench, () => play(bench));
    const final = walk.resent ? await surviving(bench, () => play(afresh(bench))) : walk;
    // The next call is to meet an integration that is there.
    if (final.lost) await bench.revive();
    return final;
  }

  return {
    spent,
    served,
    timeouts: () => timeouts,
    losses: () => losses,
    slowest: () => slowest,
    isLate: () => lateBy() !== undefined,
    lateBy,
    answers,
    play: (path, { reach, ...options } = {}) =>
      once((by) => {
        const call = by.newCall();
        return walked(call, playCall(by, call, follower(path, reach), options));
      }),
    resume: ({ call: known, rest }, input) =>
      once((by) => {
        const call = by.newCall();
        const own = JSON.parse(replaceIds(JSON.stringify(rest), known.id, call.id)) as Action[];
        // The next gather is only inspected, so no event for a hang-up is needed there.
        const steps = resumeCall(by, call, follower([input]), own, { readings: { Q27: 'no-event' } });
        return walked(call, steps, own);
      }),
  };
}

/** Plays a call so that no answer is asked for twice, also where an earlier one brought the integration down. */
export async function playOnce(bench: Bench, plan: CallPlan): Promise<PlayedCall> {
  const played = await playedOnce(bench, plan);
  if (played.steps.some((step) => isLoss(bench, step))) await bench.revive();
  return played;
}

async function playedOnce(bench: Bench, plan: CallPlan): Promise<PlayedCall> {
  const played = await surviving(bench, () => bench.call(plan));
  if (!played.steps.some((step) => step.kind === 'answer' && step.answered.exchange.resent)) return played;
  const { script = [], from, to, direction, ...options } = plan;
  const call = bench.newCall({ ...(from && { from }), ...(to && { to }), ...(direction && { direction }) });
  const steps: Step[] = [];
  for await (const step of playCall(afresh(bench), call, script, options)) steps.push(step);
  return { call, steps };
}

/** Once more where nothing took the call and the integration came back. */
async function surviving<T>(bench: Bench, play: () => Promise<T>): Promise<T> {
  try {
    return await play();
  } catch (error) {
    if (!(error instanceof Unreachable) || !(await bench.revive())) throw error;
    return play();
  }
}

/** Whether the integration was lost: where a redirect leads to another server, that one alone is missing. */
function isLoss({ options: { answerUrl, webhookUrl } }: Bench, step: Step): boolean {
  if (!['cut', 'refused', 'not-found'].includes(exchangeOf(step)?.failure?.kind ?? '')) return false;
  const own = [answerUrl, webhookUrl].flatMap((url) => (url === undefined ? [] : new URL(url).host));
  const asked = step.kind === 'answer' ? step.url : undefined;
  return asked === undefined || !URL.canParse(asked) || own.includes(new URL(asked).host);
}

/** The same bench with a new connection for each answer, because a kept connection may be closed just when it is used. */
function afresh(bench: Bench): Bench {
  return { ...bench, answer: (request) => bench.answer({ ...request, freshConnection: true }) };
}

/** Does the inputs in turn and hangs up at the first gather behind them. */
function follower(path: readonly string[], reach: DialOutcome = 'answers'): Caller {
  return {
    atGather: (_, turn) => moveOf(path[turn] ?? 'hangup') ?? { keys: '', after: 'hang-up' },
    atDial: () => reach,
  };
}

function exchangeOf(step: Step): Received | undefined {
  return step.kind === 'answer' ? step.answered.exchange : step.kind === 'event' ? step.delivered.exchange : undefined;
}

function refusalOf({ event, delivered }: Extract<Step, { kind: 'event' }>, turn: number): Refusal[] {
  const { status, exchange } = delivered;
  if (isSuccess(status)) return [];
  const actual = status === undefined ? (exchange.failure?.message ?? 'no response') : statusInWords(status);
  return [{ turn, event: event.event, actual }];
}

/** Once only: the new id may begin with the old one. */
function replaceIds(text: string, from: string, to: string): string {
  const [plain, encoded] = [from, encodeURIComponent(from)];
  return plain === encoded
    ? text.replaceAll(plain, to)
    : text.replaceAll(plain, to).replaceAll(encoded, encodeURIComponent(to));
}
