import type { Fault } from '../../../platform/api/faults/faults.ts';
import { ambiguous, finalCodes, limitCodes, malformed, plantedIn } from '../../../platform/api/laws.ts';
import type { Bench } from '../../../platform/bench.ts';
import type { Trigger } from '../../../spec/index.ts';
import { aheadIn, keyOf, mayOverlap, takeAhead } from './concurrent/prepared.ts';
import { tryAtOnce } from './concurrent/run-concurrently.ts';
import type { Trial } from './concurrent/trial.ts';
import { firing } from './distinct/other-call.ts';
import { belongsTo } from './distinct/own-calls.ts';
import { noteTrial, withOwnNumber } from './distinct/own-number.ts';
import { longestMs, outcomeOf, quiet } from './fire.ts';
import { apiOf, isAhead, type Outcome, outcomeFrom, patience } from './outcome.ts';
import { plainOutcome } from './plain-outcome.ts';

/** Milliseconds of quiet after a fault whose further attempts are not counted. */
const briefMs = 20;

/**
 * What comes of a trigger when every attempt meets a fault. Tried once in a run, as several requirements look at the same
 * fault; once more by itself, where a check looks again at what it found wrong with trials at the same time.
 */
export async function metWith(bench: Bench, trigger: Trigger, fault: Fault): Promise<Outcome> {
  const key = `outcome of ${keyOf(trigger, [{ fault }])}`;
  const ahead = await aheadIn(bench);
  const outcome = await bench.once(key, async () => {
    const early = await takeAhead(bench, trigger, [{ fault }], plantedBy(fault));
    ahead.known.add(keyOf(trigger, [{ fault }]));
    return early ?? meet(bench, trigger, fault);
  });
  if (!outcome.isBeside) return outcome;
  ahead.tried.add(trigger.name);
  ahead.isUsed = true;
  return ahead.isAlone ? bench.once(`${key}, alone`, () => meetAlone(bench, trigger, fault)) : outcome;
}

/** What a trigger has to do before it is worth a trial. */
type Fit = (bench: Bench, trigger: Trigger) => Promise<Outcome>;
type FaultsOf = (trigger: Trigger) => readonly Fault[] | Promise<readonly Fault[]>;

/** Makes the trials that `metWith` will be asked for, at the same time where that can be. */
export async function metAhead(
  bench: Bench,
  triggers: readonly Trigger[],
  fit: Fit,
  faultsOf: FaultsOf,
): Promise<void> {
  await tryAtOnce(
    bench,
    await trialsOf(bench, triggers, fit, faultsOf, (plain, fault) => ({
      settleMs: settleOf(plain, fault),
      isNoted: isCountedOnly(plain.trigger, fault),
    })),
  );
}

/** The same for trials that `outcomeOf` will be asked for, once each. */
export async function triedAhead(
  bench: Bench,
  triggers: readonly Trigger[],
  fit: Fit,
  faultsOf: FaultsOf,
): Promise<void> {
  await tryAtOnce(bench, await trialsOf(bench, triggers, fit, faultsOf, () => ({ settleMs: briefMs })));
}

async function trialsOf(
  bench: Bench,
  triggers: readonly Trigger[],
  fit: Fit,
  faultsOf: FaultsOf,
  manner: (plain: Outcome, fault: Fault) => Pick<Trial, 'settleMs' | 'isNoted'>,
): Promise<readonly Trial[]> {
  const trials: Trial[] = [];
  if (!(await mayOverlap(bench))) return trials;
  for (const trigger of triggers) {
    // Why it does not fit is said by the check.
    const plain = await fit(bench, trigger).catch(() => undefined);
    if (!plain) continue;
    const faults = await faultsOf(trigger);
    trials.push(...faults.map((fault) => ({ trigger, script: [{ fault }], ...manner(plain, fault) })));
  }
  return trials;
}

async function meet(bench: Bench, trigger: Trigger, fault: Fault): Promise<Outcome> {
  const waited = fault.kind === 'hang' ? (await unanswered(bench, fault)).get(trigger.name) : undefined;
  // Who serves one at a time has waited for the others as well: it is tried by itself, as is who asked nothing.
  const isTold = waited && waited.fired.ending !== undefined && waited.requests.length > 0;
  return isTold ? waited : meetAlone(bench, trigger, fault);
}

async function meetAlone(bench: Bench, trigger: Trigger, fault: Fault): Promise<Outcome> {
  const plain = await plainOutcome(bench, trigger);
  const numbered = isCountedOnly(trigger, fault) ? await withOwnNumber(bench, trigger) : undefined;
  const watch = { settleMs: settleOf(plain, fault), planted: plantedBy(fault), isPinned: numbered !== undefined };
  const outcome = await outcomeOf(bench, numbered ?? trigger, [{ fault }], watch);
  if (numbered) await noteTrial(bench, numbered, fault, outcome);
  return { ...outcome, trigger };
}

function settleOf(plain: Outcome, fault: Fault): number {
  return isCounted(plain.trigger, fault) ? patience(plain) : briefMs;
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

/** Milliseconds of quiet after the last one has ended. */
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
      (await aheadIn(bench)).trials += triggers.length;
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
