import type { SeenRequest } from '../../platform/api/api.ts';
import {
  ambiguous,
  badGateway,
  documentedCodes,
  finalCodes,
  limitCodes,
  unknownCode,
  unknownStatuses,
} from '../../platform/api/laws.ts';
import { monotonic, now } from '../../platform/clock.ts';
import type { Fault, RetryAfter } from '../../platform/faults.ts';
import type { Trigger } from '../../spec/index.ts';
import { type Requirement, Violation } from '../requirement.ts';
import { judgeEach } from './each.ts';
import { evidenceOf, type Outcome, outcomeOf, patience, triggersOf, workingOutcome } from './outcome.ts';
import { metWith } from './trials.ts';

const createCall = (operation: string) => operation === 'createCall';

export const noBlindRetry: Requirement = {
  id: 'api.error.no-blind-retry',
  clause: 'api-error-no-blind-retry',
  title: 'stops on financial and routing failures',
  needs: ['api'],
  hint: 'Do not repeat 402, 403, rate_not_found and no_active_trunk: nothing changes until somebody tops up, or routes.',
  check: (bench) =>
    judgeEach(triggersOf(bench, createCall, 'createCall'), async (trigger) => {
      const once = (await workingOutcome(bench, trigger)).requests.length;
      for (const code of finalCodes) {
        const outcome = await metWith(bench, trigger, { kind: 'error', code });
        if (outcome.requests.length <= once) continue;
        throw new Violation(`no further request after ${code}`, `${outcome.requests.length} requests`, {
          where: `trigger ${trigger.name}`,
          ...evidenceOf(outcome),
        });
      }
    }),
};

export const ambiguousCreate: Requirement = {
  id: 'api.error.ambiguous-create',
  clause: 'api-error-ambiguous-create',
  title: 'never blindly repeats an ambiguous POST /v1/calls',
  needs: ['api'],
  hint: 'After a cut connection or a time-out the call may exist: look for it, or leave it to a person. Switch off the retries of your HTTP library for this request.',
  check: (bench) =>
    judgeEach(triggersOf(bench, createCall, 'createCall'), async (trigger) => {
      const once = (await workingOutcome(bench, trigger)).requests.length;
      for (const [what, fault] of Object.entries(ambiguous)) {
        const outcome = await metWith(bench, trigger, fault);
        if (outcome.requests.length <= once) continue;
        throw new Violation(`no second POST /v1/calls when ${what}`, `${outcome.requests.length} requests`, {
          where: `trigger ${trigger.name}`,
          ...evidenceOf(outcome),
        });
      }
    }),
};

/** Ours: peers ask for a pause, no documentation for a number. */
const leastGapMs = 100;
const mostAttempts = 10;

export const limitsRespected: Requirement = {
  id: 'api.error.limits-respected',
  clause: 'api-error-limits-respected',
  title: 'slows down on 429',
  needs: ['api'],
  hint: 'Wait before the next attempt, at least as long as Retry-After says, and give up after a few.',
  check: (bench) =>
    judgeEach(triggersOf(bench, createCall, 'createCall'), async (trigger) => {
      const settleMs = patience(await workingOutcome(bench, trigger));
      for (const code of limitCodes) {
        assertSpaced(await metWith(bench, trigger, { kind: 'error', code }), code, leastGapMs);
      }
      for (const [form, pauseOf] of Object.entries(pauses)) {
        const { retryAfter, leastMs } = pauseOf();
        const fault: Fault = { kind: 'error', code: 'cps_limit_reached', retryAfter };
        const script = [{ attempts: { from: 1, to: 1 }, fault }];
        const outcome = await outcomeOf(bench, trigger, script, { settleMs });
        assertSpaced(outcome, `Retry-After ${form}`, leastMs(outcome));
      }
    }),
};

interface Pause {
  readonly retryAfter: RetryAfter;
  /** Between the first two attempts, with a little for clocks that differ. */
  readonly leastMs: (outcome: Outcome) => number;
}

const toleranceMs = 50;

/** What may stand in Retry-After; nobody can know how long to wait for what is neither of its two forms. */
const pauses: Readonly<Record<string, () => Pause>> = {
  'as seconds': () => ({ retryAfter: { seconds: 1 }, leastMs: () => 1_000 - toleranceMs }),
  'as a date': () => {
    const date = inSeconds(1);
    const moment = monotonic() + date.getTime() - now().getTime();
    // Until that moment, however long it took the first attempt to come.
    return { retryAfter: { date }, leastMs: ({ requests: [first] }) => moment - toleranceMs - (first?.at ?? moment) };
  },
  'that is neither': () => ({ retryAfter: { text: 'soon' }, leastMs: () => leastGapMs }),
};

function assertSpaced(outcome: Outcome, after: string, leastMs: number): void {
  const { requests, trigger } = outcome;
  const where = `trigger ${trigger.name}`;
  if (requests.length > mostAttempts) {
    throw new Violation(`at most ${mostAttempts} attempts after ${after}`, `${requests.length}`, {
      where,
      ...evidenceOf(outcome),
    });
  }
  const gap = gapsOf(requests).find((each) => each < leastMs);
  if (gap === undefined) return;
  const actual = `an attempt after ${Math.round(gap)} ms`;
  throw new Violation(`at least ${leastMs} ms between attempts after ${after}`, actual, {
    where,
    ...evidenceOf(outcome),
  });
}

export const boundedRetry: Requirement = {
  id: 'api.error.bounded-retry',
  clause: 'api-error-bounded-retry',
  title: 'retries server errors within bounds',
  needs: ['api'],
  hint: 'Retry a few times with growing gaps, then give up and say so.',
  check: (bench) =>
    judgeEach(
      triggersOf(bench, () => true, 'any operation'),
      async (trigger) => {
        await workingOutcome(bench, trigger);
        for (const [what, fault] of Object.entries(errorsOf(trigger))) {
          const outcome = await metWith(bench, trigger, fault);
          const { requests, fired } = outcome;
          const where = `trigger ${trigger.name}`;
          if (requests.length > mostAttempts || (fired.ending === undefined && requests.length > 3)) {
            const expected = `at most ${mostAttempts} attempts at ${what}, then an outcome`;
            throw new Violation(expected, `${requests.length} attempts`, { where, ...evidenceOf(outcome) });
          }
          if (!serverErrors.has(fault) || !isSteady(requests)) continue;
          // Once more: gaps that chance makes may look steady.
          if (!isSteady((await outcomeOf(bench, trigger, [{ fault }])).requests)) continue;
          const actual = gapsOf(requests)
            .map((gap) => `${Math.round(gap)} ms`)
            .join(', ');
          throw new Violation(`growing gaps between attempts at ${what}`, actual, { where, ...evidenceOf(outcome) });
        }
      },
    ),
};

const internalError: Fault = { kind: 'error', code: 'internal_error', status: 500 };
/** Between whose attempts gaps are to grow. */
const serverErrors: ReadonlySet<Fault> = new Set([internalError, badGateway]);

/** Errors of the server, and others that other requirements ask for as well. Attempts at limits and at missing results have requirements of their own. */
function errorsOf({ operation }: Trigger): Readonly<Record<string, Fault>> {
  const codes = [...documentedCodes(operation), 'unauthorized'].filter(
    (code) => !/_not_found$|_limit_reached$/.test(code),
  );
  return {
    '500': internalError,
    '502': badGateway,
    ...Object.fromEntries(codes.map((code) => [code, { kind: 'error', code } satisfies Fault])),
    ...Object.fromEntries(
      unknownStatuses.map((status) => [
        `an unknown code with status ${status}`,
        { kind: 'error', code: unknownCode, status } satisfies Fault,
      ]),
    ),
  };
}

/** Whether attempts come one after another without growing gaps between them; chance may have made some of them short. */
function isSteady(requests: readonly SeenRequest[]): boolean {
  const gaps = gapsOf(requests);
  const [first = 0] = gaps;
  const last = gaps.at(-1) ?? 0;
  if (gaps.length < 2 || last > first * 1.2) return false;
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
  return gaps.every((gap) => Math.abs(gap - mean) <= Math.max(0.25 * mean, 25));
}

/** Milliseconds between one request and the next. */
function gapsOf(requests: readonly SeenRequest[]): readonly number[] {
  return requests.slice(1).map(({ at }, index) => at - (requests[index]?.at ?? at));
}

/** In whole seconds, as the header says it. */
function inSeconds(seconds: number): Date {
  return new Date(Math.ceil(now().getTime() / 1000) * 1000 + seconds * 1000);
}
