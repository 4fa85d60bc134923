import type { Fault } from '../../../platform/api/faults/faults.ts';
import type { Bench } from '../../../platform/bench.ts';
import type { Trigger } from '../../../spec/index.ts';
import { type Requirement, Violation } from '../../requirement.ts';
import { forAnotherCall } from '../trial/distinct/other-call.ts';
import { outcomeOf } from '../trial/fire.ts';
import { evidenceOf, inWords, type Outcome, sameOutcome, triggersOf } from '../trial/outcome.ts';
import { visibleOutcome } from '../trial/plain-outcome.ts';
import { plantedBy } from '../trial/trials.ts';

/** AI results, and the code that says that one is not there. */
export const notFound: Readonly<Record<string, string>> = {
  getCallAi: 'call_not_found',
  getCallTranscription: 'transcription_not_found',
  getCallAiSummary: 'ai_summary_not_found',
  getCallAiScore: 'ai_score_not_found',
  getCallAiTopics: 'ai_topics_not_found',
};
/** Requests in one go that still count as bounded. */
const maxReads = 20;

export const notYet: Requirement = {
  id: 'api.ai.not-yet',
  clause: 'api-ai-not-yet',
  title: 'treats a missing AI result as "not yet"',
  needs: ['api'],
  assumes: ['Q102'],
  hint: 'Take 404 with a *_not_found code as "ask again later", within bounds; the result comes once the audio was processed.',
  async check(bench) {
    for (const trigger of triggersOf(bench, (operation) => operation in notFound, 'an AI result')) {
      const where = `trigger ${trigger.name}`;
      const plain = await visibleOutcome(bench, trigger);
      const fault = missing(bench, notFound[trigger.operation] ?? '');
      // The same call all along, and one whose result the integration cannot know already.
      const pinned = (await forAnotherCall(bench, trigger)) ?? trigger;
      const watch = { maySkip: true, isPinned: true };
      const planted = plantedBy(fault);
      const never = await outcomeOf(bench, pinned, [{ fault }], { ...watch, planted, settleMs: 300 });
      if (never.requests.length > maxReads) {
        throw new Violation(`at most ${maxReads} reads of a result that is not there`, `${never.requests.length}`, {
          where,
          ...evidenceOf(never),
        });
      }
      if (never.requests.length > 0 && isServerError(never) && !isServerError(plain)) {
        const expected = 'an outcome that says that the result is not there yet';
        throw new Violation(expected, inWords(never), { where, ...evidenceOf(never) });
      }
      if (never.requests.length > 0 && isFailure(never) && (await failsAlike(bench, pinned, never))) {
        const expected = 'an outcome that says that the result is not there yet, unlike that of a key that is refused';
        throw new Violation(expected, `${inWords(never)}, for both`, { where, ...evidenceOf(never) });
      }
      const again = await outcomeOf(bench, pinned, [], watch);
      const used = again.requests.length > 0 && (await sameOutcome(plain, again, () => outcomeOf(bench, trigger, [])));
      if (used) continue;
      const expected = `the result, once it is there (${inWords(plain)})`;
      throw new Violation(expected, inWords(again), { where, ...evidenceOf(again) });
    }
  },
};

/** What programs answer that did not think of it. */
function isServerError({ fired }: Outcome): boolean {
  return fired.ending === 'status 500';
}

function isFailure({ fired }: Outcome): boolean {
  return /^(?:status 5\d\d|exit [1-9]\d*)$/.test(fired.ending ?? '');
}

/** Whether a refused key, which no waiting mends, ends the same, apart from the code itself. */
async function failsAlike(bench: Bench, pinned: Trigger, never: Outcome): Promise<boolean> {
  const fault: Fault = { kind: 'error', code: 'unauthorized' };
  const refused = await outcomeOf(bench, pinned, [{ fault }], {
    maySkip: true,
    isPinned: true,
    planted: plantedBy(fault),
  });
  return refused.requests.length > 0 && unplanted(never) === unplanted(refused);
}

/** What is shown besides the code and the message of an error. */
function unplanted({ state }: Outcome): string {
  return JSON.stringify(state, (_, value: unknown) => (value === '<planted>' ? undefined : value));
}

/** A result that is still being made (Q102). */
function missing(bench: Bench, code: string): Fault {
  if (bench.options.readings.Q102 !== 'status') return { kind: 'error', code };
  const body = JSON.stringify({ data: { status: 'processing' } });
  return { kind: 'raw', status: 200, contentType: 'application/json', body };
}
