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
import { type MemberAtLimit, membersAtLimits } from './members-at-limits.ts';
import { isNotYet, namesIn } from './missing.ts';

/** A response whose values the documentation leaves open, and what has to be as it was: all, the ending, or no crash. */
interface Case {
  readonly what: string;
  readonly fault: Fault;
  readonly keeps: 'outcome' | 'ending' | 'life';
}

const reshape = (how: Reshape): Fault => ({ kind: 'reshape', how });

const allNull: Case = { what: 'null for optional members', fault: reshape('null-members'), keeps: 'life' };

/** A result that is all null may be taken for "not yet" before its other members are read: each of them by itself. */
function eachNull({ requests }: Outcome): readonly Case[] {
  return namesIn(requests.at(-1)?.exchange.response?.body).map((name) => ({
    what: `null for the optional ${JSON.stringify(name)}`,
    fault: { kind: 'reshape', how: 'null-members', only: name },
    keeps: 'life',
  }));
}

/** Results that are there, whatever their lists hold; elsewhere an empty list may mean that nothing was found. */
const detailed: ReadonlySet<string> = new Set(['getCallAiSummary', 'getCallAiScore', 'getCallTranscription']);

/** In an AI result or a call that was read, missing values may mean "not yet"; a create has already happened. */
function casesOf({ operation }: Trigger, seed: number): readonly Case[] {
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
    isCreated ? { ...allNull, keeps: 'ending' } : allNull,
    { what: 'empty lists', fault: reshape('empty-lists'), keeps: detailed.has(operation) ? 'ending' : 'life' },
    { what: 'empty texts and zeros', fault: reshape('empty-texts'), keeps: 'life' },
    { what: 'long lists and texts', fault: reshape('large-values'), keeps: 'ending' },
    { what: 'a count beyond its list', fault: reshape('larger-count'), keeps: 'life' },
    { what: 'no count beside its list', fault: reshape('without-count'), keeps: 'ending' },
    { what: 'objects in lists that have one member', fault: reshape('bare-items'), keeps: 'life' },
    { what: 'times with fractions and +00:00', fault: reshape('other-times'), keeps: 'ending' },
    ...withoutPresumed(operation),
    ...atLimits(operation, seed, isCreated),
    ...other,
  ];
}

/** Members that no page shows in this response, although another one shows the resource with them; each is missed by itself. */
function withoutPresumed(operation: string): readonly Case[] {
  if (!Object.hasOwn(operations, operation)) return [];
  const { pointer, presumed = [] } = operations[operation as OperationId].shows;
  return presumed.map((name) => ({
    what: `no ${JSON.stringify(name)}, which is not documented for it`,
    fault: { kind: 'members', members: [{ pointer: `${pointer}/${name}`, value: undefined }] },
    keeps: 'life',
  }));
}

/** Its optional members, each at a limit. By a word of a list, or by yes or no, a client may decide what a create led to. */
function atLimits(operation: string, seed: number, isCreated: boolean): readonly Case[] {
  const members = membersAtLimits(operation, seed).filter(({ isChoice }) => !isCreated || !isChoice);
  return members.length === 0 ? [] : [caseOf(members, isCreated ? 'ending' : 'life')];
}

function caseOf(members: readonly MemberAtLimit[], keeps: Case['keeps']): Case {
  const [first] = members;
  const what = members.length === 1 && first ? `${first.pointer} at a limit (${first.what})` : 'members at limits';
  return {
    what,
    fault: { kind: 'members', members: members.map(({ pointer, value }) => ({ pointer, value })) },
    keeps,
  };
}

export const openValues: Requirement = {
  id: 'api.response.open-values',
  clause: 'api-response-open-values',
  title: 'tolerates values that the documentation leaves open',
  needs: ['api'],
  hint: 'Take every 2xx for a success, keep words that you do not know, and expect null, empty lists, fractions of a second, and any length and letters.',
  async check(bench) {
    const triggers = triggersOf(bench, () => true, 'any operation');
    await triedAhead(bench, triggers, visibleOutcome, (trigger) =>
      casesOf(trigger, bench.options.seed).map(({ fault }) => fault),
    );
    await judgeEach(triggers, async (trigger) => {
      const plain = await visibleOutcome(bench, trigger);
      const cases = [...casesOf(trigger, bench.options.seed)];
      for (const each of cases) {
        const met = await outcomeOf(bench, trigger, [{ fault: each.fault }]);
        if (await isKept(bench, plain, met, each.keeps)) {
          if (each === allNull && (await isNotYet(bench, met))) cases.push(...eachNull(plain));
          continue;
        }
        const { what, outcome } = await smallest(bench, plain, { ...each, outcome: met });
        const expected = `the same outcome for a response with ${what} (${inWords(plain)})`;
        throw new Violation(expected, inWords(outcome), {
          where: `trigger ${trigger.name}`,
          ...evidenceOf(outcome),
        });
      }
    });
  },
};

/** One member at a limit that is enough, where one is. */
async function smallest(bench: Bench, plain: Outcome, found: Case & { readonly outcome: Outcome }) {
  if (found.fault.kind !== 'members' || found.fault.members.length === 1) return found;
  const { operation } = plain.trigger;
  for (const member of membersAtLimits(operation, bench.options.seed)) {
    if (!found.fault.members.some(({ pointer }) => pointer === member.pointer)) continue;
    const single = caseOf([member], found.keeps);
    const outcome = await outcomeOf(bench, plain.trigger, [{ fault: single.fault }]);
    if (!(await isKept(bench, plain, outcome, single.keeps))) return { ...single, outcome };
  }
  return found;
}

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
