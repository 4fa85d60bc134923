import type { SeenRequest } from '../../platform/api/api.ts';
import { ambiguous, finalCodes } from '../../platform/api/laws.ts';
import type { Fault } from '../../platform/faults.ts';
import { type Requirement, Violation } from '../requirement.ts';
import { evidenceOf, type Outcome, outcomeOf, patience, triggersOf, workingOutcome } from './outcome.ts';

const createCall = (operation: string) => operation === 'createCall';

export const noBlindRetry: Requirement = {
  id: 'api.error.no-blind-retry',
  clause: 'api-error-no-blind-retry',
  title: 'stops on financial and routing failures',
  needs: ['api'],
  hint: 'Do not repeat 402, 403, rate_not_found and no_active_trunk: nothing changes until somebody tops up, or routes.',
  async check(bench) {
    for (const trigger of triggersOf(bench, createCall, 'createCall')) {
      const plain = await workingOutcome(bench, trigger);
      const once = plain.requests.length;
      const settleMs = patience(plain);
      for (const code of finalCodes) {
        const outcome = await outcomeOf(bench, trigger, [{ fault: { kind: 'error', code } }], { settleMs });
        if (outcome.requests.length <= once) continue;
        throw new Violation(`no further request after ${code}`, `${outcome.requests.length} requests`, {
          where: `trigger ${trigger.name}`,
          ...evidenceOf(outcome),
        });
      }
    }
  },
};

export const ambiguousCreate: Requirement = {
  id: 'api.error.ambiguous-create',
  clause: 'api-error-ambiguous-create',
  title: 'never blindly repeats an ambiguous POST /v1/calls',
  needs: ['api'],
  hint: 'After a cut connection or a time-out the call may exist: look for it, or leave it to a person. Switch off the retries of your HTTP library for this request.',
  async check(bench) {
    for (const trigger of triggersOf(bench, createCall, 'createCall')) {
      const plain = await workingOutcome(bench, trigger);
      const once = plain.requests.length;
      const settleMs = patience(plain);
      for (const [what, fault] of Object.entries(ambiguous)) {
        const outcome = await outcomeOf(bench, trigger, [{ fault }], { settleMs });
        if (outcome.requests.length <= once) continue;
        throw new Violation(`no second POST /v1/calls when ${what}`, `${outcome.requests.length} requests`, {
          where: `trigger ${trigger.name}`,
          ...evidenceOf(outcome),
        });
      }
    }
  },
};

const limits = ['cps_limit_reached', 'concurrent_call_limit_reached'] as const;
/** Ours: peers ask for a pause, no documentation for a number. */
const leastGapMs = 100;
const mostAttempts = 10;

export const limitsRespected: Requirement = {
  id: 'api.error.limits-respected',
  clause: 'api-error-limits-respected',
  title: 'slows down on 429',
  needs: ['api'],
  hint: 'Wait before the next attempt, at least as long as Retry-After says, and give up after a few.',
  async check(bench) {
    for (const trigger of triggersOf(bench, createCall, 'createCall')) {
      const settleMs = patience(await workingOutcome(bench, trigger));
      for (const code of limits) {
        const outcome = await outcomeOf(bench, trigger, [{ fault: { kind: 'error', code } }], { settleMs });
        assertSpaced(outcome, code, leastGapMs);
      }
      for (const form of ['seconds', 'date'] as const) {
        const retryAfter = form === 'seconds' ? { seconds: 1 } : { date: inSeconds(1) };
        const fault: Fault = { kind: 'error', code: 'cps_limit_reached', retryAfter };
        const script = [{ attempts: { from: 1, to: 1 }, fault }];
        const outcome = await outcomeOf(bench, trigger, script, { settleMs });
        assertSpaced(outcome, `Retry-After as ${form === 'seconds' ? 'seconds' : 'a date'}`, 950);
      }
    }
  },
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
  async check(bench) {
    const faults: readonly Fault[] = [
      { kind: 'error', code: 'internal_error', status: 500 },
      { kind: 'raw', status: 502, contentType: 'text/html', body: '<html><h1>502 Bad Gateway</h1></html>' },
    ];
    for (const trigger of triggersOf(bench, () => true, 'any operation')) {
      const settleMs = patience(await workingOutcome(bench, trigger));
      for (const fault of faults) {
        const outcome = await outcomeOf(bench, trigger, [{ fault }], { settleMs });
        const { requests, fired } = outcome;
        const where = `trigger ${trigger.name}`;
        const status = fault.kind === 'raw' ? 502 : 500;
        if (requests.length > mostAttempts || (fired.ending === undefined && requests.length > 3)) {
          throw new Violation(
            `at most ${mostAttempts} attempts at ${status}, then an outcome`,
            `${requests.length} attempts`,
            { where, ...evidenceOf(outcome) },
          );
        }
        const gaps = gapsOf(requests);
        const [first = 0] = gaps;
        const last = gaps.at(-1) ?? 0;
        if (gaps.length < 2 || last > first * 1.2) continue;
        const actual = gaps.map((gap) => `${Math.round(gap)} ms`).join(', ');
        throw new Violation(`growing gaps between attempts at ${status}`, actual, { where, ...evidenceOf(outcome) });
      }
    }
  },
};

/** Milliseconds between one request and the next. */
function gapsOf(requests: readonly SeenRequest[]): readonly number[] {
  return requests.slice(1).map(({ at }, index) => at - (requests[index]?.at ?? at));
}

/** In whole seconds, as the header says it. */
function inSeconds(seconds: number): Date {
  return new Date(Math.ceil(Date.now() / 1000) * 1000 + seconds * 1000);
}
