import type { SeenRequest } from '../../../platform/api/api.ts';
import type { Fault } from '../../../platform/api/faults/faults.ts';
import { documentedCodes } from '../../../platform/api/laws.ts';
import type { Bench } from '../../../platform/bench.ts';
import type { Trigger } from '../../../spec/index.ts';
import { NotApplicable, type Requirement, Violation } from '../../requirement.ts';
import { idOf } from '../responses/response.ts';
import { aheadIn } from '../trial/concurrent/prepared.ts';
import { meansOf } from '../trial/distinct/distinct.ts';
import { firing, namedCall } from '../trial/distinct/other-call.ts';
import { numberIn, withOwnNumber } from '../trial/distinct/own-number.ts';
import { replaced } from '../trial/distinct/replace-value.ts';
import { valueIn } from '../trial/distinct/request-value.ts';
import { judgeEach } from '../trial/each-trigger.ts';
import { outcomeOf, quiet } from '../trial/fire.ts';
import { apiOf, evidenceOf, inWords, type Outcome, outcomeFrom, sameOutcome, triggersOf } from '../trial/outcome.ts';
import { visibleOutcome } from '../trial/plain-outcome.ts';
import { metWith, plantedBy } from '../trial/trials.ts';

/** Fired at once; the last request is refused. */
const firings = 3;
/** Milliseconds in which all of them must have asked. */
const arrivalMs = 1_000;
/** Ids of the documented form, of calls that do not exist; as many as are fired. */
const callIds = Array.from({ length: firings }, (_, index) => `call_20260529T120000.00000009${index}`);

export const callsIsolated: Requirement = {
  id: 'api.calls.isolated',
  clause: 'api-calls-isolated',
  title: 'does not mix up requests that it makes at the same time',
  needs: ['api'],
  hint: 'Keep what belongs to a request in local variables: no module-level "last response", no field of a shared client.',
  check: (bench) =>
    judgeEach(
      triggersOf(bench, () => true, 'any operation'),
      async (trigger) => {
        const plain = await visibleOutcome(bench, trigger);
        const fault = refusalOf(trigger);
        const refused = await metWith(bench, trigger, fault);
        if (await sameOutcome(plain, refused, () => outcomeOf(bench, trigger, [])))
          throw new NotApplicable(`the trigger "${trigger.name}" shows the same for a success and for an error`);
        const outcomes = await atOnce(bench, trigger, fault);
        const failed: Outcome[] = [];
        for (const outcome of outcomes) {
          if (!(await sameOutcome(plain, outcome, () => outcomeOf(bench, trigger, [])))) failed.push(outcome);
        }
        const where = `trigger ${trigger.name}, ${firings} times at once`;
        const last = outcomes.at(-1);
        if (last === undefined) return;
        if (failed.length !== 1) {
          const expected = `${firings - 1} of ${firings} to end like ${inWords(plain)}`;
          throw new Violation(expected, outcomes.map(inWords).join('; '), { where, ...evidenceOf(failed[0] ?? last) });
        }
        assertOwnIds(outcomes, where);
        await assertEachAsked(bench, await withOwnNumbers(bench, trigger), where);
        await assertEachAsked(bench, withOwnCalls(trigger, plain), where);
      },
    ),
};

/** An error that stops nothing but this request: after a lack of money, say, others may rightly not be made. */
function refusalOf({ operation }: Trigger): Fault {
  const codes = documentedCodes(operation).filter((code) => /^invalid_request$|_not_found$|_exists$/.test(code));
  return { kind: 'error', code: codes[0] ?? 'invalid_request' };
}

/** Attempts to have them ask at once: which process of several takes a connection is chance. */
const attempts = 3;

async function atOnce(bench: Bench, trigger: Trigger, fault: Fault): Promise<readonly Outcome[]> {
  const most = (await meansOf(bench, trigger)) === 'nothing' ? 1 : attempts;
  for (let attempt = 0; attempt < most; attempt++) {
    const outcomes = await fireAtOnce(bench, trigger, fault);
    if (outcomes) return outcomes;
  }
  throw new NotApplicable(`the trigger "${trigger.name}" asks one after another, however often it is fired at once`);
}

/**
 * Fires a trigger several times at once: the API answers their first requests together, and refuses all but the first two. Undefined
 * where they did not ask at once.
 */
async function fireAtOnce(bench: Bench, trigger: Trigger, fault: Fault): Promise<readonly Outcome[] | undefined> {
  const api = apiOf(bench);
  api.reset('ended calls');
  // The same trunk three times would rightly be refused twice.
  api.world.switches.uniqueNames = false;
  const { operation } = trigger;
  const from = { from: firings, to: Number.POSITIVE_INFINITY };
  api.injectFaults([{ operation, attempts: from, fault }], { operation, count: firings, maxMs: arrivalMs });
  try {
    const fired = await Promise.all(
      Array.from({ length: firings }, async () => bench.trigger(await firing(bench, trigger), 15_000)),
    );
    await quiet(api, 20);
    (await aheadIn(bench)).trials++;
    const isAsked = (seen: SeenRequest) => seen.operation === operation;
    const outcomes = fired.map((each) => outcomeFrom(api, trigger, each, plantedBy(fault), isAsked));
    const [first, ...others] = api.seen.filter((each) => each.operation === operation).map(({ at }) => at);
    const last = others[firings - 2];
    return first === undefined || last === undefined || last - first >= arrivalMs ? undefined : outcomes;
  } finally {
    api.injectFaults([]);
  }
}

/** Where ids of created calls are shown, each is shown once; an id that two responses name belongs to both. */
function assertOwnIds(outcomes: readonly Outcome[], where: string): void {
  const named = (outcomes[0]?.requests ?? []).flatMap(({ exchange }) => idOf(exchange.response?.body) ?? []);
  const created = named.filter((id) => named.indexOf(id) === named.lastIndexOf(id));
  const shown = outcomes.flatMap((outcome) => created.filter((id) => outcome.fired.text.includes(id)));
  const twice = shown.find((id, index) => shown.indexOf(id) !== index);
  if (twice === undefined) return;
  const outcome = outcomes.find(({ fired }) => fired.text.includes(twice));
  throw new Violation('the id of each call in the outcome of its own request', `${twice} in two of them`, {
    where,
    ...(outcome && evidenceOf(outcome)),
  });
}

/** A trigger for a number or a call of its own. */
interface Own {
  readonly trigger: Trigger;
  readonly value: string;
}

async function withOwnNumbers(bench: Bench, trigger: Trigger): Promise<readonly Own[]> {
  const own: Own[] = [];
  for (let count = 0; count < firings; count++) {
    const numbered = await withOwnNumber(bench, trigger);
    const value = numbered && numberIn(numbered);
    if (numbered && value !== undefined) own.push({ trigger: numbered, value });
  }
  return own;
}

/** For calls that do not exist: whether each of them is asked for does not depend on what is found. */
function withOwnCalls(trigger: Trigger, { requests: [request] }: Outcome): readonly Own[] {
  const given = namedCall((request && valueIn(request)) ?? '');
  if (!given.startsWith('call_')) return [];
  return callIds.flatMap((value) => {
    const other = replaced(trigger, given, value);
    return other ? [{ trigger: other, value }] : [];
  });
}

/** Fired at once for different numbers or calls, each of them is asked for. */
async function assertEachAsked(bench: Bench, own: readonly Own[], where: string): Promise<void> {
  const [first] = own;
  if (!first || own.length < firings) return;
  const { operation } = first.trigger;
  const api = apiOf(bench);
  api.reset('ended calls');
  api.injectFaults([], { operation, count: firings, maxMs: arrivalMs });
  await Promise.all(own.map(({ trigger }) => bench.trigger(trigger, 15_000)));
  await quiet(api, 20);
  (await aheadIn(bench)).trials++;
  const seen = api.seen.filter((each) => each.operation === operation);
  const asked = seen.map((each) => valueIn(each) ?? 'nothing').sort();
  const wanted = own.map(({ value }) => value);
  if (asked.length < firings || wanted.every((value) => asked.includes(value))) return;
  throw new Violation(`a request for each of ${wanted.join(', ')}`, `requests for ${asked.join(', ')}`, {
    where,
    exchanges: seen.map(({ exchange }) => exchange),
  });
}
