import { grownNames } from '../../../platform/api/faults/reshape.ts';
import type { Bench } from '../../../platform/bench.ts';
import { isPage } from '../../../platform/state/observe.ts';
import { type Exchange, isRecord, type Trigger } from '../../../spec/index.ts';
import { playWhole } from '../../preconditions/schedule.ts';
import { NotApplicable, type Requirement, Violation } from '../../requirement.ts';
import { assertStillShown, waitUntilShown } from '../../state/shown.ts';
import { endsAlike } from '../trial/compare-endings.ts';
import { judgeEach } from '../trial/each-trigger.ts';
import { outcomeOf } from '../trial/fire.ts';
import { evidenceOf, inWords, type Outcome, sameOutcome, triggersOf } from '../trial/outcome.ts';
import { visibleOutcome, workingOutcome } from '../trial/plain-outcome.ts';
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
          : await sameOutcome(plain, withoutGrown(outcome), () => outcomeOf(bench, trigger, []));
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

/** Who passes a response on as it came shows members that it does not know, and is right. */
function withoutGrown(outcome: Outcome): Outcome {
  return { ...outcome, state: ungrown(outcome.state) as Outcome['state'] };
}

function ungrown(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((each) => !isGrown(each)).map(ungrown);
  if (!isRecord(value)) return value;
  const members = Object.entries(value).filter(([name]) => !isGrown(name));
  return Object.fromEntries(members.map(([name, each]) => [name, ungrown(each)]));
}

function isGrown(name: unknown): boolean {
  return typeof name === 'string' && grownNames.some((each) => each === name);
}

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
        const outcomes: Outcome[] = [];
        // Without their events, so that what is stored comes from the response.
        for (const shortIds of [false, true])
          outcomes.push(await outcomeOf(bench, trigger, [], { switches: { playsCalls: false, shortIds } }));
        const kept = await Promise.all(outcomes.map((each) => assertKept(bench, each)));
        await assertAlikeStored(bench, trigger, kept);
        await assertOutlives(bench, trigger, kept);
        // A page that has gone meanwhile shows no id at all.
        const { capabilities } = bench;
        if (capabilities.has('state') && capabilities.has('webhook'))
          await assertStillShown(bench, () => playWhole(bench));
      },
    ),
};

/** What became of the id of one form. */
interface Kept {
  readonly id: string;
  /** Whether observe.callUrl shows it; undefined where there is none. */
  readonly isStored: boolean | undefined;
  readonly exchanges: readonly Exchange[];
}

/** Milliseconds in which the page of an id that the trigger names is looked at; it is waited for where another one is shown. */
const briefMs = 200;

async function assertKept(bench: Bench, outcome: Outcome): Promise<Kept> {
  const created = outcome.requests.flatMap(({ exchange }) => idOf(exchange.response?.body) ?? []);
  const [id] = created;
  if (id === undefined) throw new NotApplicable(`the trigger "${outcome.trigger.name}" created no call`);
  const isNamed = outcome.fired.text.includes(id);
  const { exchanges } = evidenceOf(outcome);
  if (!bench.capabilities.has('state')) {
    if (isNamed) return { id, isStored: undefined, exchanges };
    throw new NotApplicable('neither the trigger nor observe.callUrl can show a call id');
  }
  const { isShown, reading } = await waitUntilShown(bench, id, isNamed ? briefMs : undefined);
  if (isShown || isNamed) return { id, isStored: isShown, exchanges: [...exchanges, reading.exchange] };
  if (isPage(reading)) throw new NotApplicable('observe.callUrl shows for the id what it shows for an unknown one');
  if (bench.capabilities.has('webhook')) await assertStillShown(bench, () => playWhole(bench));
  throw new Violation(`the id ${id} in what the trigger or observe.callUrl shows`, inWords(outcome), {
    exchanges: [...exchanges, reading.exchange],
  });
}

/** What is stored under an id of one documented form is stored under an id of the other as well: whole, and as it is. */
async function assertAlikeStored(bench: Bench, { name }: Trigger, kept: readonly Kept[]): Promise<void> {
  const stored = kept.find(({ isStored }) => isStored);
  const lost = kept.find(({ isStored }) => isStored === false);
  if (!stored || !lost || (await waitUntilShown(bench, lost.id)).isShown) return;
  const expected = `the id ${lost.id} in what observe.callUrl shows, as the id ${stored.id}`;
  const { exchanges } = lost;
  throw new Violation(expected, 'what an unknown call shows', { where: `trigger ${name}`, exchanges });
}

/** What is stored of a call that was placed is still stored after a restart. */
async function assertOutlives(bench: Bench, { name }: Trigger, kept: readonly Kept[]): Promise<void> {
  const stored = kept.find(({ isStored }) => isStored);
  if (!stored || !bench.capabilities.has('process')) return;
  await bench.restart();
  const { isShown, reading } = await waitUntilShown(bench, stored.id);
  if (isShown) return;
  if (bench.capabilities.has('webhook')) await assertStillShown(bench, () => playWhole(bench));
  const expected = `the id ${stored.id} in what observe.callUrl shows after a restart, as before it`;
  const exchanges = [...stored.exchanges, reading.exchange];
  throw new Violation(expected, 'what an unknown call shows', { where: `trigger ${name}`, exchanges });
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
