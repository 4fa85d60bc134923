import type { Fault, Reshape } from '../../../platform/api/faults/faults.ts';
import type { Bench } from '../../../platform/bench.ts';
import { type OperationId, operations, type Trigger } from '../../../spec/index.ts';
import { type Requirement, Violation } from '../../requirement.ts';
import { endsAlike, isHandled } from '../trial/compare-endings.ts';
import { crashOf } from '../trial/crash-output.ts';
import { judgeEach } from '../trial/each-trigger.ts';
import { outcomeOf } from '../trial/fire.ts';
import { evidenceOf, inWords, type Outcome, sameOutcome, triggersOf } from '../trial/outcome.ts';
import { visibleOutcome } from '../trial/plain-outcome.ts';
import { metWith, triedAhead } from '../trial/trials.ts';
import { isNotYet } from './missing.ts';

/** A response whose values the documentation leaves open, and what has to be as it was: all, the ending, or no crash. */
interface Case {
  readonly what: string;
  readonly fault: Fault;
  readonly keeps: 'outcome' | 'ending' | 'life';
}

const reshape = (how: Reshape): Fault => ({ kind: 'reshape', how });

/** Results that are there, whatever their lists hold; elsewhere an empty list may mean that nothing was found. */
const detailed: ReadonlySet<string> = new Set(['getCallAiSummary', 'getCallAiScore', 'getCallTranscription']);

/** In an AI result or a call that was read, missing values may mean "not yet"; a create has already happened. */
function casesOf({ operation }: Trigger): readonly Case[] {
  const { method = 'GET', success = 200 } = Object.hasOwn(operations, operation)
    ? operations[operation as OperationId]
    : {};
  const isCreated = method === 'POST';
  const other: readonly Case[] = isCreated
    ? [200, 201, 202]
        .filter((status) => status !== success)
        .map((status) => ({ what: `status ${status}`, fault: { kind: 'form', status }, keeps: 'outcome' }))
    : [{ what: 'a status that is not documented', fault: reshape('unknown-status'), keeps: 'life' }];
  return [
    { what: 'words that are not documented', fault: reshape('unknown-values'), keeps: 'ending' },
    { what: 'null for optional members', fault: reshape('null-members'), keeps: isCreated ? 'ending' : 'life' },
    { what: 'empty lists', fault: reshape('empty-lists'), keeps: detailed.has(operation) ? 'ending' : 'life' },
    { what: 'empty texts and zeros', fault: reshape('empty-texts'), keeps: 'life' },
    { what: 'long lists and texts', fault: reshape('large-values'), keeps: 'ending' },
    { what: 'a count beyond its list', fault: reshape('larger-count'), keeps: 'life' },
    { what: 'no count beside its list', fault: reshape('without-count'), keeps: 'ending' },
    { what: 'objects in lists that have one member', fault: reshape('bare-items'), keeps: 'life' },
    { what: 'times with fractions and +00:00', fault: reshape('other-times'), keeps: 'ending' },
    ...other,
  ];
}

export const openValues: Requirement = {
  id: 'api.response.open-values',
  clause: 'api-response-open-values',
  title: 'tolerates values that the documentation leaves open',
  needs: ['api'],
  hint: 'Take every 2xx for a success, keep words that you do not know, and expect null, empty lists and fractions of a second.',
  async check(bench) {
    const triggers = triggersOf(bench, () => true, 'any operation');
    await triedAhead(bench, triggers, visibleOutcome, (trigger) => casesOf(trigger).map(({ fault }) => fault));
    await judgeEach(triggers, async (trigger) => {
      const plain = await visibleOutcome(bench, trigger);
      for (const { what, fault, keeps } of casesOf(trigger)) {
        const outcome = await outcomeOf(bench, trigger, [{ fault }]);
        if (await isKept(bench, plain, outcome, keeps)) continue;
        const expected = `the same outcome for a response with ${what} (${inWords(plain)})`;
        throw new Violation(expected, inWords(outcome), {
          where: `trigger ${trigger.name}`,
          ...evidenceOf(outcome),
        });
      }
    });
  },
};

async function isKept(bench: Bench, plain: Outcome, outcome: Outcome, keeps: Case['keeps']): Promise<boolean> {
  if (keeps === 'ending') return endsAlike(bench, plain, outcome);
  if (keeps === 'outcome') return sameOutcome(plain, outcome, () => outcomeOf(bench, plain.trigger, []));
  const usual = await metWith(bench, plain.trigger, { kind: 'error', code: 'unauthorized' });
  if (crashOf(outcome, usual) !== undefined) return false;
  // Where each failure ends so, it is one that the integration shows for nothing else.
  const { ending } = outcome.fired;
  if (ending !== 'status 500' || usual.fired.ending !== ending) return true;
  return (await isNotYet(bench, outcome)) || (await isHandled(bench, outcome));
}
