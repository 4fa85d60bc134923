import type { Fault } from '../../../platform/api/faults/faults.ts';
import type { Bench } from '../../../platform/bench.ts';
import { until } from '../../../platform/clock.ts';
import type { Trigger } from '../../../spec/index.ts';
import { Blocked, NotApplicable, type Requirement, Violation } from '../../requirement.ts';
import { assertAllReach, assertStillClean, measure } from '../../state/clean.ts';
import { endsAlike } from '../trial/compare-endings.ts';
import { judgeEach } from '../trial/each-trigger.ts';
import { outcomeOf } from '../trial/fire.ts';
import { apiOf, evidenceOf, inWords, type Outcome, triggersOf } from '../trial/outcome.ts';
import { visibleOutcome } from '../trial/plain-outcome.ts';
import { idOf } from './response.ts';

/** Milliseconds that a response waits for the call to end: less than the time-out of most clients. */
const patiences = [700, 1_800] as const;
/** Milliseconds for the events of a call to be delivered and stored. */
const settleMs = 2_000;
/** Milliseconds in which a client has stored the response before the first event comes. */
const leadMs = 300;

export const eventsFirst: Requirement = {
  id: 'api.call-id.events-first',
  clause: 'api-call-id-events-first',
  title: 'keeps the events of a call that arrive before the response that created it',
  needs: ['api', 'webhook'],
  hint: 'Store a call under its id whichever comes first, and let the response never overwrite a later status.',
  check: (bench) =>
    judgeEach(
      triggersOf(bench, (operation) => operation === 'createCall', 'createCall'),
      async (trigger) => {
        const plain = await visibleOutcome(bench, trigger);
        const late = await eventsBefore(bench, trigger);
        if (late === undefined) {
          throw new NotApplicable(
            `the trigger "${trigger.name}" takes no events within ${patiences.at(-1)} ms while it waits for the API`,
          );
        }
        const { id, outcome } = late;
        const where = `trigger ${trigger.name}`;
        if (!(await endsAlike(bench, plain, outcome))) {
          await assertWaits(bench, trigger, plain, outcome.fired.durationMs);
          const expected = `the same outcome when the events of the call come before the response (${inWords(plain)})`;
          throw new Violation(expected, inWords(outcome), { where, ...evidenceOf(outcome) });
        }
        if (bench.capabilities.has('state')) await assertSameState(bench, id, outcome);
      },
    ),
};

interface Late {
  readonly id: string;
  readonly outcome: Outcome;
}

/** A call whose events came before the response that created it; with more patience where a busy machine took all of it. */
async function eventsBefore(bench: Bench, trigger: Trigger): Promise<Late | undefined> {
  for (const maxMs of patiences) {
    const fault: Fault = { kind: 'after-call', maxMs };
    const outcome = await outcomeOf(bench, trigger, [{ operation: trigger.operation, fault }]);
    const id = createdBy(outcome);
    if (id === undefined) return undefined;
    if (outcome.fired.durationMs < maxMs) return { id, outcome };
  }
  return undefined;
}

/** A client that gives up such a late response without events, too, says nothing of the events. */
async function assertWaits(bench: Bench, trigger: Trigger, plain: Outcome, ms: number): Promise<void> {
  const fault: Fault = { kind: 'latency', ms: Math.ceil(ms) };
  const late = await outcomeOf(bench, trigger, [{ operation: trigger.operation, fault }]);
  if (await endsAlike(bench, plain, late)) return;
  throw new Blocked(`the trigger "${trigger.name}" gives up a response that takes ${Math.ceil(ms)} ms`);
}

/** What is shown of the call in the end is the same whichever came first. */
async function assertSameState(bench: Bench, id: string, outcome: Outcome): Promise<void> {
  const usual = await ended(bench, outcome.trigger);
  // Without calls that end, there is nothing to compare with.
  if (usual === undefined) return;
  const play = async () => (await ended(bench, outcome.trigger)) ?? usual;
  const measured = await measure(bench, play);
  const { exchanges } = evidenceOf(outcome);
  const expected = 'the same stored state as when the response comes first';
  await assertAllReach(bench, measured, [{ callId: id, expected, exchanges }]);
  await assertStillClean(bench, measured);
}

/** The id of a call whose response came first, once it has ended. */
async function ended(bench: Bench, trigger: Trigger): Promise<string | undefined> {
  const id = createdBy(await outcomeOf(bench, trigger, [], { switches: { beginsAfterMs: leadMs } }));
  if (id === undefined) return undefined;
  const call = () => apiOf(bench).world.calls.get(id)?.call;
  const hasCome = () => (['completed', 'failed', 'canceled'].includes(call()?.status ?? '') ? true : undefined);
  return (await until(hasCome, { timeoutMs: leadMs + settleMs, everyMs: 10 })) && id;
}

function createdBy({ requests: [first] }: Outcome): string | undefined {
  return idOf(first?.exchange.response?.body);
}
