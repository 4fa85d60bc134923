import { isPage } from '../../platform/observing.ts';
import { NotApplicable, type Requirement, Violation } from '../requirement.ts';
import { assertStillShown, shown } from '../state/shown.ts';
import { playWhole } from '../webhook/schedule.ts';
import { crashOf } from './crash.ts';
import {
  evidenceOf,
  inWords,
  type Outcome,
  outcomeOf,
  sameOutcome,
  triggersOf,
  visibleOutcome,
  workingOutcome,
} from './outcome.ts';

const reshapes = {
  'unknown-members': 'members that it does not know',
  'fewer-members': 'optional members missing',
  'other-order': 'members in another order',
} as const;

export const tolerant: Requirement = {
  id: 'api.response.tolerant',
  clause: 'api-response-tolerant',
  title: 'reads responses that grow',
  needs: ['api'],
  hint: 'Read the members you need by name, tolerate missing optional ones, and ignore the others.',
  async check(bench) {
    for (const trigger of triggersOf(bench, () => true, 'any operation')) {
      const plain = await visibleOutcome(bench, trigger);
      for (const [how, what] of Object.entries(reshapes)) {
        const fault = { kind: 'reshape', how: how as keyof typeof reshapes } as const;
        const outcome = await outcomeOf(bench, trigger, [{ fault }]);
        // What is missing may be what would be shown: then only the ending has to be the same.
        const isSame = how === 'fewer-members' ? endsAlike : sameOutcome;
        if (await isSame(plain, outcome, () => outcomeOf(bench, trigger, []))) continue;
        const expected = `the same outcome for a response with ${what} (${inWords(plain)})`;
        throw new Violation(expected, inWords(outcome), evidenceOf(outcome));
      }
    }
  },
};

async function endsAlike(one: Outcome, other: Outcome): Promise<boolean> {
  return one.fired.ending === other.fired.ending && crashOf(other, one) === undefined;
}

export const callIdKept: Requirement = {
  id: 'api.call-id.kept',
  clause: 'api-call-id-kept',
  title: 'keeps the call id',
  needs: ['api'],
  hint: 'Store the id of the response as soon as the call is accepted; it ties events, recordings and costs together.',
  async check(bench) {
    for (const trigger of triggersOf(bench, (operation) => operation === 'createCall', 'createCall')) {
      await workingOutcome(bench, trigger);
      // Without its events, so that what is stored comes from the response.
      const outcome = await outcomeOf(bench, trigger, [], { withoutCalls: true });
      const created = outcome.requests.flatMap(({ exchange }) => idOf(exchange.response?.body) ?? []);
      const [id] = created;
      if (id === undefined) throw new NotApplicable(`the trigger "${trigger.name}" created no call`);
      if (outcome.fired.text.includes(id)) continue;
      if (!bench.capabilities.has('state')) {
        throw new NotApplicable('neither the trigger nor observe.callUrl can show a call id');
      }
      const { isShown, reading } = await shown(bench, id);
      if (isShown) continue;
      if (isPage(reading)) throw new NotApplicable('observe.callUrl shows for the id what it shows for an unknown one');
      if (bench.capabilities.has('webhook')) await assertStillShown(bench, () => playWhole(bench));
      throw new Violation(`the id ${id} in what the trigger or observe.callUrl shows`, inWords(outcome), {
        exchanges: [...evidenceOf(outcome).exchanges, reading.exchange],
      });
    }
  },
};

function idOf(body: string | undefined): string | undefined {
  try {
    const { id } = JSON.parse(body ?? '') as { id?: unknown };
    return typeof id === 'string' ? id : undefined;
  } catch {
    return undefined;
  }
}
