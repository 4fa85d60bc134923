import type { Fault } from '../../../platform/api/faults/faults.ts';
import { ambiguous, finalCodes, limitCodes, malformed, plantedIn } from '../../../platform/api/laws.ts';
import type { Bench } from '../../../platform/bench.ts';
import type { Trigger } from '../../../spec/index.ts';
import { outcomeOf, quiet } from './fire.ts';
import { firing } from './fresh.ts';
import { apiOf, isAhead, type Outcome, outcomeFrom, patience } from './outcome.ts';
import { belongsTo } from './own-calls.ts';
import { noteTrial, withOwnNumber } from './own-number.ts';
import { plainOutcome } from './plain.ts';

/** Milliseconds of quiet after a fault whose further attempts are not counted. */
const briefMs = 20;

/** What comes of a trigger when every attempt meets a fault. Tried once in a run, as several requirements look at the same fault. */
export function metWith(bench: Bench, trigger: Trigger, fault: Fault): Promise<Outcome> {
  return bench.once(`outcome of ${trigger.name} with ${JSON.stringify(fault)}`, async () => {
    const plain = await plainOutcome(bench, trigger);
    const waited = fault.kind === 'hang' ? (await unanswered(bench, fault)).get(trigger.name) : undefined;
    // Who serves one at a time has waited for the others as well: it is tried by itself.
    if (waited?.fired.ending !== undefined) return waited;
    const settleMs = isCounted(trigger, fault) ? patience(plain) : briefMs;
    const numbered = isCountedOnly(trigger, fault) ? await withOwnNumber(bench, trigger) : undefined;
    const watch = { settleMs, planted: plantedBy(fault), isPinned: numbered !== undefined };
    const outcome = await outcomeOf(bench, numbered ?? trigger, [{ fault }], watch);
    if (numbered) await noteTrial(bench, numbered, fault, outcome);
    return { ...outcome, trigger };
  });
}

/** What is said of them is how often the API was asked, so that the number does not matter. */
const countedOnly: ReadonlySet<Fault> = new Set(
  Object.values(ambiguous).filter((fault) => !Object.values(malformed).includes(fault)),
);

function isCountedOnly({ operation }: Trigger, fault: Fault): boolean {
  return operation === 'createCall' && countedOnly.has(fault);
}

/** Texts of a fault that a trigger may show without having decided anything by them. */
export function plantedBy(fault: Fault): readonly string[] {
  if (fault.kind !== 'error') return [];
  const { code, message } = fault;
  return [code, ...plantedIn(code), ...(message === undefined ? [] : [message])];
}

const counted: ReadonlySet<string> = new Set(
  [...[...finalCodes, ...limitCodes].map((code): Fault => ({ kind: 'error', code })), ...Object.values(ambiguous)].map(
    (fault) => JSON.stringify(fault),
  ),
);

/** Whether a requirement asks how often the API was asked: then an attempt in the background is waited for. */
function isCounted({ operation }: Trigger, fault: Fault): boolean {
  return operation === 'createCall' && counted.has(JSON.stringify(fault));
}

/** Milliseconds for a trigger to end, and of quiet after the last one. */
const longestMs = 15_000;
const settleMs = 150;

/** The outcomes of all triggers without a response, by name. They wait at the same time; the operation shows which trigger sent a request. */
function unanswered(bench: Bench, fault: Fault): Promise<ReadonlyMap<string, Outcome>> {
  return bench.once(`outcomes without an answer: ${JSON.stringify(fault)}`, async () => {
    const api = apiOf(bench);
    const all = await separable(bench);
    const numbered = await Promise.all(all.map((trigger) => withOwnNumber(bench, trigger)));
    const triggers = await Promise.all(all.map(async (each, at) => numbered[at] ?? (await firing(bench, each))));
    api.reset('ended calls');
    api.injectFaults([{ fault }]);
    try {
      const fired = await Promise.all(triggers.map((trigger) => bench.trigger(trigger, longestMs)));
      await quiet(api, settleMs);
      bench.cases += triggers.length;
      const outcomes = new Map<string, Outcome>();
      for (const [index, trigger] of triggers.entries()) {
        const one = fired[index];
        if (!one) continue;
        const { requests, ...rest } = outcomeFrom(api, trigger, one, [], await belongsTo(bench, trigger));
        const outcome = { ...rest, requests, all: requests };
        if (numbered[index]) await noteTrial(bench, trigger, fault, outcome);
        outcomes.set(trigger.name, outcome);
      }
      return outcomes;
    } finally {
      api.injectFaults([]);
    }
  });
}

/** Triggers that wait for the API, one for each operation. */
async function separable(bench: Bench): Promise<readonly Trigger[]> {
  const all = bench.options.api?.triggers ?? [];
  const first = all.filter(({ operation }, at) => all.findIndex((each) => each.operation === operation) === at);
  const waiting: Trigger[] = [];
  for (const trigger of first) {
    const plain = await plainOutcome(bench, trigger).catch(() => undefined);
    if (plain && !isAhead(plain)) waiting.push(trigger);
  }
  return waiting;
}
