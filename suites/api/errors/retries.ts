import { createsOnce, stopsAtFinal } from '../../../platform/api/breaches.ts';
import type { Fault } from '../../../platform/api/faults/faults.ts';
import {
  ambiguous,
  badGateway,
  documentedCodes,
  errorsWith,
  finalCodes,
  silence,
  unknownErrors,
} from '../../../platform/api/laws.ts';
import type { Bench } from '../../../platform/bench.ts';
import type { Trigger } from '../../../spec/index.ts';
import { type Requirement, Violation } from '../../requirement.ts';
import { assertAsksAgain, lostUntilNow } from '../trial/asks-again.ts';
import { restsOnAlone } from '../trial/concurrent/prepared.ts';
import { judgeEach } from '../trial/each-trigger.ts';
import { outcomeOf } from '../trial/fire.ts';
import { evidenceOf, triggersOf } from '../trial/outcome.ts';
import { workingOutcome } from '../trial/plain-outcome.ts';
import { internalError } from '../trial/timed.ts';
import { metAhead, metWith } from '../trial/trials.ts';
import { maxAttempts, steadyGaps } from './gaps.ts';
import { assertKept, clientOf } from './kept.ts';
import { ambiguousTrials, assertNoneLater, finalTrials } from './later.ts';
import { assertStopsLater } from './schedules.ts';

const createCall = (operation: string) => operation === 'createCall';

export const noBlindRetry: Requirement = {
  id: 'api.error.no-blind-retry',
  clause: 'api-error-no-blind-retry',
  title: 'stops on financial and routing failures',
  needs: ['api'],
  hint: 'Do not retry 402, 403, rate_not_found or no_active_trunk: a retry fails until somebody tops up the balance or fixes the routing.',
  async begin(bench) {
    for (const trigger of triggersOf(bench, createCall, 'createCall')) await finalTrials(bench, trigger);
  },
  async check(bench) {
    const triggers = triggersOf(bench, createCall, 'createCall');
    await metAhead(bench, triggers, workingOutcome, () => Object.values(errorsWith(finalCodes)));
    await judgeEach(triggers, async (trigger) => {
      const plain = await workingOutcome(bench, trigger);
      const client = clientOf(bench, trigger, { plain });
      const once = client.count(plain);
      const trials = await finalTrials(bench, trigger);
      await assertKept(trigger, stopsAtFinal(client, once, finalCodes, client.trialOf));
      await assertStopsLater(bench, plain, Object.values(errorsWith(finalCodes)));
      await assertNoneLater(bench, trigger, trials, once);
    });
  },
};

export const ambiguousCreate: Requirement = {
  id: 'api.error.ambiguous-create',
  clause: 'api-error-ambiguous-create',
  title: 'never blindly repeats an ambiguous POST /v1/calls',
  needs: ['api'],
  hint: 'After a cut connection or a time-out the call may exist: look for it, or leave it to a person. Switch off the retries of your HTTP library for this request.',
  async begin(bench) {
    await meetAmbiguous(bench);
  },
  async check(bench) {
    const triggers = await meetAmbiguous(bench);
    await judgeEach(triggers, async (trigger) => {
      const plain = await workingOutcome(bench, trigger);
      const client = clientOf(bench, trigger, { plain });
      const once = client.count(plain);
      await assertKept(trigger, createsOnce(client, once, client.trialOf));
      const trials = await ambiguousTrials(bench, trigger);
      await assertStopsLater(bench, plain, ambiguousAtOnce);
      await assertNoneLater(bench, trigger, trials, once);
    });
  },
};

async function meetAmbiguous(bench: Bench): Promise<readonly Trigger[]> {
  const triggers = triggersOf(bench, createCall, 'createCall');
  await metAhead(bench, triggers, workingOutcome, () => Object.values(ambiguous));
  return triggers;
}

/** Those that take no time-out of the client to show. */
const ambiguousAtOnce = Object.values(ambiguous).filter(({ kind }) => kind !== 'hang');

export const boundedRetry: Requirement = {
  id: 'api.error.bounded-retry',
  clause: 'api-error-bounded-retry',
  title: 'retries server errors within bounds',
  needs: ['api'],
  hint: 'Retry a few times with growing gaps, then give up and say so.',
  async check(bench) {
    const triggers = triggersOf(bench, () => true, 'any operation');
    const lost = await lostUntilNow(bench);
    await metAhead(bench, triggers, workingOutcome, (trigger) => Object.values(errorsOf(trigger)));
    await judgeEach(triggers, async (trigger) => {
      await workingOutcome(bench, trigger);
      for (const [what, fault] of Object.entries(errorsOf(trigger))) {
        const outcome = await metWith(bench, trigger, fault);
        const { requests, fired } = outcome;
        const where = `trigger ${trigger.name}`;
        const isEndless = fired.ending === undefined && requests.length > (isUnanswered(fault) ? maxUnanswered : 3);
        if (requests.length > maxAttempts || isEndless) {
          const expected = `at most ${maxAttempts} attempts at ${what}, then an outcome`;
          throw new Violation(expected, `${requests.length} attempts`, { where, ...evidenceOf(outcome) });
        }
        if (!isPaced(fault)) continue;
        const again = async () => (await outcomeOf(bench, trigger, [{ fault }])).requests;
        // A command takes its time to start, which says nothing of its requests.
        const noise = async () => (trigger.request ? (await outcomeOf(bench, trigger, [])).fired.durationMs : 0);
        const gaps = await steadyGaps(requests, again, noise);
        if (gaps === undefined) continue;
        if (!outcome.isBeside) await restsOnAlone(bench);
        const actual = gaps.map((gap) => `${Math.round(gap)} ms`).join(', ');
        throw new Violation(`growing gaps between attempts at ${what}`, actual, { where, ...evidenceOf(outcome) });
      }
    });
    await assertAsksAgain(bench, triggers, lost);
  },
};

/** Codes of a request that is wrong in itself: the same request again is refused again. */
const wrongRequests: ReadonlySet<string> = new Set(['unauthorized', 'invalid_request', 'invalid_json']);

/** Whether gaps between attempts at it are to grow: others, such as a call that is not ready yet, may be asked for in equal steps. */
function isPaced(fault: Fault): boolean {
  return fault === internalError || fault === badGateway || (fault.kind === 'error' && wrongRequests.has(fault.code));
}

/** Attempts without an answer that may be made for longer than a trial is watched: each of them is a time-out. */
const maxUnanswered = 4;

function isUnanswered({ kind }: Fault): boolean {
  return kind === 'hang';
}

/** Errors of the server, and others that other requirements ask for as well. Attempts at limits and at missing results have requirements of their own. */
function errorsOf({ operation }: Trigger): Readonly<Record<string, Fault>> {
  const codes = [...documentedCodes(operation), 'unauthorized'].filter(
    (code) => !/_not_found$|_limit_reached$/.test(code),
  );
  return {
    '500': internalError,
    '502': badGateway,
    'no answer': silence,
    ...errorsWith(codes),
    ...unknownErrors,
  };
}
