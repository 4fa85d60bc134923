import type { Fault, FaultScript, RetryAfter } from '../../../platform/api/faults/faults.ts';
import { limitCodes } from '../../../platform/api/laws.ts';
import type { Bench } from '../../../platform/bench.ts';
import { monotonic, now } from '../../../platform/clock.ts';
import type { Trigger } from '../../../spec/index.ts';
import { someOf } from '../../preconditions/matrix.ts';
import { type Requirement, Violation } from '../../requirement.ts';
import { aheadIn } from '../trial/concurrent/prepared.ts';
import { besideEachOther } from '../trial/concurrent/run-concurrently.ts';
import { crashOf } from '../trial/crash-output.ts';
import { judgeEach } from '../trial/each-trigger.ts';
import { outcomeOf } from '../trial/fire.ts';
import { evidenceOf, type Outcome, patience, triggersOf } from '../trial/outcome.ts';
import { workingOutcome } from '../trial/plain-outcome.ts';
import { metWith } from '../trial/trials.ts';
import { gapsOf, maxAttempts } from './gaps.ts';

/** Ours: peers ask for a pause, no documentation for a number. */
const leastGapMs = 100;

export const limitsRespected: Requirement = {
  id: 'api.error.limits-respected',
  clause: 'api-error-limits-respected',
  title: 'slows down on 429',
  needs: ['api'],
  hint: 'Wait before the next attempt, at least as long as Retry-After says, and give up after a few.',
  check: (bench) =>
    judgeEach(
      [...triggersOf(bench, () => true, 'any operation').filter(isCreate), ...othersOf(bench)],
      async (trigger) => {
        if (!isCreate(trigger)) return assertPauses(bench, trigger);
        const settleMs = patience(await workingOutcome(bench, trigger));
        for (const code of limitCodes) {
          assertSpaced(await metWith(bench, trigger, { kind: 'error', code }), code, leastGapMs);
        }
        const usual = await metWith(bench, trigger, { kind: 'error', code: 'cps_limit_reached' });
        const pauses = pausesOf(secondsAbove(usual, 0), secondsAbove(usual, 1));
        const paused = await pausedAtOnce(bench, trigger, pauses, settleMs);
        for (const [form, pauseOf] of Object.entries(pauses)) {
          const { script, leastMs, after = 1 } = paused?.get(form) ?? pauseOf();
          const outcome = paused?.get(form)?.outcome ?? (await outcomeOf(bench, trigger, script, { settleMs }));
          const crash = crashOf(outcome, usual);
          if (crash !== undefined) {
            const where = `trigger ${trigger.name}`;
            throw new Violation(`an outcome after Retry-After ${form}`, crash, { where, ...evidenceOf(outcome) });
          }
          assertSpaced(outcome, `Retry-After ${form}`, leastMs, after);
        }
      },
    ),
};

function isCreate({ operation }: Trigger): boolean {
  return operation === 'createCall';
}

/** Operations of which one run tries a few: they share the client, and no page lists their limits. */
const othersPerRun = 2;

function othersOf(bench: Bench): readonly Trigger[] {
  const others = (bench.options.api?.triggers ?? []).filter((each) => !isCreate(each));
  return others.length === 0 ? [] : someOf(bench, 'limits of other operations', others, othersPerRun);
}

/** A limit that one attempt meets: where another one follows, it does so after the pause that was asked for. */
async function assertPauses(bench: Bench, trigger: Trigger): Promise<void> {
  const settleMs = patience(await workingOutcome(bench, trigger));
  const outcome = await outcomeOf(bench, trigger, [limited({ seconds: 1 }, 1)], { settleMs });
  assertSpaced(outcome, 'Retry-After as seconds', secondMs - toleranceMs);
}

interface Pause {
  readonly script: FaultScript;
  /** Between attempts, with a little for clocks that differ. */
  readonly leastMs: number | ((outcome: Outcome) => number);
  /** The attempt from which on they are judged (default: the first). */
  readonly after?: number;
}

const toleranceMs = 50;
const secondMs = 1_000;

/** The longest Retry-After: nobody has to wait for more than a few seconds. */
const maxSeconds = 3;

/** Seconds that are longer than the client pauses there by itself, so that a pause shows that it read the header. */
function secondsAbove({ requests }: Outcome, gap: number): number {
  const own = gapsOf(requests)[gap] ?? 0;
  return Math.min(Math.floor((own + leastGapMs) / secondMs) + 1, maxSeconds);
}

type Pauses = Readonly<Record<string, () => Pause>>;

/** Values of Retry-After; a value in neither of its two forms does not say how long to wait. */
function pausesOf(seconds: number, later: number): Pauses {
  return {
    'as seconds': () => ({ script: [limited({ seconds }, 1)], leastMs: seconds * secondMs - toleranceMs }),
    'as a date': () => {
      const date = inSeconds(seconds);
      const moment = monotonic() + date.getTime() - now().getTime();
      // Until that moment, however long it took the first attempt to come.
      const leastMs = ({ requests: [first] }: Outcome) => moment - toleranceMs - (first?.at ?? moment);
      return { script: [limited({ date }, 1)], leastMs };
    },
    // The header holds for the attempt that met it, not for the first alone.
    'at the second attempt': () => ({
      script: [limited(undefined, 1), limited({ seconds: later }, 2)],
      leastMs: later * secondMs - toleranceMs,
      after: 2,
    }),
    'that is neither': () => ({
      script: [limited({ text: 'soon' }, 1), limited({ text: '-1' }, 2)],
      leastMs: leastGapMs,
    }),
  };
}

/**
 * The same pauses at the same time, where the client makes no request wait for the pause of another one: else one gap might
 * come from the pause of another trial. That is known once the trial whose pause has no length is over before any other pause.
 */
async function pausedAtOnce(
  bench: Bench,
  trigger: Trigger,
  pauses: Pauses,
  settleMs: number,
): Promise<ReadonlyMap<string, Pause & { readonly outcome: Outcome }> | undefined> {
  const entries = Object.entries(pauses).map(([form, pauseOf]) => ({ form, ...pauseOf() }));
  const trials = entries.map(({ script }) => ({ trigger, script, settleMs }));
  const outcomes = await besideEachOther(bench, trigger, trials);
  if (!outcomes || !isOverBefore(outcomes)) return undefined;
  (await aheadIn(bench)).trials += outcomes.length;
  return new Map(
    entries.flatMap(({ form, ...pause }, index) => {
      const outcome = outcomes[index];
      return outcome ? [[form, { ...pause, outcome }] as const] : [];
    }),
  );
}

/** Whether the last of them asked again, and asked for the last time, while the others had to wait for a second. */
function isOverBefore(outcomes: readonly Outcome[]): boolean {
  const begins = outcomes.map(({ requests: [first] }) => first?.at ?? 0);
  const [, ...repeated] = outcomes.at(-1)?.requests ?? [];
  const end = repeated.at(-1)?.at;
  return end !== undefined && end - Math.min(...begins) < secondMs - toleranceMs;
}

/** One attempt that meets a limit. */
function limited(retryAfter: RetryAfter | undefined, attempt: number): FaultScript[number] {
  const fault: Fault = { kind: 'error', code: 'cps_limit_reached', ...(retryAfter && { retryAfter }) };
  return { attempts: { from: attempt, to: attempt }, fault };
}

function assertSpaced(outcome: Outcome, after: string, least: Pause['leastMs'], from = 1): void {
  const { requests, trigger } = outcome;
  const where = `trigger ${trigger.name}`;
  const evidence = { where, ...evidenceOf(outcome) };
  if (requests.length > maxAttempts) {
    throw new Violation(`at most ${maxAttempts} attempts after ${after}`, `${requests.length}`, evidence);
  }
  const leastMs = typeof least === 'number' ? least : least(outcome);
  const gap = gapsOf(requests).find((each, index) => index + 1 >= from && each < leastMs);
  if (gap === undefined) return;
  const actual = `an attempt after ${Math.round(gap)} ms`;
  throw new Violation(`at least ${leastMs} ms between attempts after ${after}`, actual, evidence);
}

/** In whole seconds, as the header says it. */
function inSeconds(seconds: number): Date {
  return new Date(Math.ceil(now().getTime() / 1000) * 1000 + seconds * 1000);
}
