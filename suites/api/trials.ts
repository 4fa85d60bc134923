import { ambiguous, finalCodes, limitCodes, plantedIn } from '../../platform/api/laws.ts';
import type { Bench } from '../../platform/bench.ts';
import type { Fault } from '../../platform/faults.ts';
import type { Trigger } from '../../spec/index.ts';
import { firing } from './fresh.ts';
import { apiOf, isAhead, type Outcome, outcomeFrom, outcomeOf, patience, plainOutcome, quiet } from './outcome.ts';

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
    return outcomeOf(bench, trigger, [{ fault }], { settleMs, planted: plantedBy(fault) });
  });
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

/** What comes of the triggers when none is answered, by name. They wait at the same time: which asked what is told by the operation. */
function unanswered(bench: Bench, fault: Fault): Promise<ReadonlyMap<string, Outcome>> {
  return bench.once(`outcomes without an answer: ${JSON.stringify(fault)}`, async () => {
    const api = apiOf(bench);
    const triggers = await separable(bench);
    api.startAnew();
    api.misbehave([{ fault }]);
    try {
      const fired = await Promise.all(
        triggers.map(async (trigger) => bench.trigger(await firing(bench, trigger), longestMs)),
      );
      await quiet(api, settleMs);
      bench.cases += triggers.length;
      const outcomes = triggers.map((trigger, index): [string, Outcome] | undefined => {
        const one = fired[index];
        if (!one) return undefined;
        const { requests, ...outcome } = outcomeFrom(api, trigger, one, []);
        return [trigger.name, { ...outcome, requests, all: requests }];
      });
      return new Map(outcomes.filter((each) => each !== undefined));
    } finally {
      api.misbehave([]);
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
