import type { Bench } from '../../../platform/bench.ts';
import { isPage } from '../../../platform/state/observe.ts';
import type { Trigger } from '../../../spec/index.ts';
import { playWhole } from '../../preconditions/schedule.ts';
import { NotApplicable, type Requirement, Violation } from '../../requirement.ts';
import { assertStillShown, waitUntilShown } from '../../state/shown.ts';
import { endsAlike } from '../trial/alike.ts';
import { judgeEach } from '../trial/each.ts';
import { outcomeOf } from '../trial/fire.ts';
import { evidenceOf, inWords, sameOutcome, triggersOf } from '../trial/outcome.ts';
import { visibleOutcome, workingOutcome } from '../trial/plain.ts';
import { triedAhead } from '../trial/trials.ts';
import { assertEachMayMiss, isNotYet } from './missing.ts';

const reshapes = [
  { how: 'unknown-members', what: 'members that it does not know', isShown: false },
  // What is missing, or has another value, may be what would be shown: then only the ending has to be the same.
  { how: 'fewer-members', what: 'optional members missing', isShown: true },
  { how: 'other-order', what: 'members in another order', isShown: false },
  { how: 'other-values', what: 'other values that the documentation names', isShown: true },
] as const;

export const responseTolerant: Requirement = {
  id: 'api.response.tolerant',
  clause: 'api-response-tolerant',
  title: 'tolerates new fields in API responses',
  needs: ['api'],
  hint: 'Read the members you need by name, tolerate missing optional ones, and ignore the others.',
  async check(bench) {
    const triggers = triggersOf(bench, () => true, 'any operation');
    await triedAhead(bench, triggers, visibleOutcome, () => reshapes.map(({ how }) => ({ kind: 'reshape', how })));
    await judgeEach(triggers, async (trigger) => {
      const plain = await visibleOutcome(bench, trigger);
      if (/^status 5/.test(plain.fired.ending ?? ''))
        throw new Violation('a success for the response that is documented', inWords(plain), {
          where: `trigger ${trigger.name}`,
          ...evidenceOf(plain),
        });
      for (const { how, what, isShown } of reshapes) {
        const outcome = await outcomeOf(bench, trigger, [{ fault: { kind: 'reshape', how } }]);
        const isSame = isShown
          ? await endsAlike(bench, plain, outcome)
          : await sameOutcome(plain, outcome, () => outcomeOf(bench, trigger, []));
        if (isSame) continue;
        if (how === 'fewer-members' && (await isNotYet(bench, outcome))) {
          await assertEachMayMiss(bench, plain);
          continue;
        }
        const expected = `the same outcome for a response with ${what} (${inWords(plain)})`;
        throw new Violation(expected, inWords(outcome), {
          where: `trigger ${trigger.name}`,
          ...evidenceOf(outcome),
        });
      }
    });
  },
};

export const callIdKept: Requirement = {
  id: 'api.call-id.kept',
  clause: 'api-call-id-kept',
  title: 'keeps the call id',
  needs: ['api'],
  hint: 'Store the id of the response as soon as the call is accepted; it ties events, recordings and costs together.',
  check: (bench) =>
    judgeEach(
      triggersOf(bench, (operation) => operation === 'createCall', 'createCall'),
      async (trigger) => {
        await workingOutcome(bench, trigger);
        for (const shortIds of [false, true]) await assertKept(bench, trigger, shortIds);
      },
    ),
};

async function assertKept(bench: Bench, trigger: Trigger, shortIds: boolean): Promise<void> {
  // Without its events, so that what is stored comes from the response.
  const outcome = await outcomeOf(bench, trigger, [], { switches: { playsCalls: false, shortIds } });
  const created = outcome.requests.flatMap(({ exchange }) => idOf(exchange.response?.body) ?? []);
  const [id] = created;
  if (id === undefined) throw new NotApplicable(`the trigger "${trigger.name}" created no call`);
  if (outcome.fired.text.includes(id)) return;
  if (!bench.capabilities.has('state')) {
    throw new NotApplicable('neither the trigger nor observe.callUrl can show a call id');
  }
  const { isShown, reading } = await waitUntilShown(bench, id);
  if (isShown) return;
  if (isPage(reading)) throw new NotApplicable('observe.callUrl shows for the id what it shows for an unknown one');
  if (bench.capabilities.has('webhook')) await assertStillShown(bench, () => playWhole(bench));
  throw new Violation(`the id ${id} in what the trigger or observe.callUrl shows`, inWords(outcome), {
    exchanges: [...evidenceOf(outcome).exchanges, reading.exchange],
  });
}

/** The id in the body of a response that created something. */
export function idOf(body: string | undefined): string | undefined {
  try {
    const { id } = JSON.parse(body ?? '') as { id?: unknown };
    return typeof id === 'string' ? id : undefined;
  } catch {
    return undefined;
  }
}
