import type { SeenRequest } from '../../../platform/api/api.ts';
import type { Fault } from '../../../platform/api/faults/faults.ts';
import type { Lane } from '../../../platform/api/lanes.ts';
import type { Bench } from '../../../platform/bench.ts';
import { deadline, pause } from '../../../platform/clock.ts';
import type { TriggerRun } from '../../../platform/process/trigger.ts';
import { type Trigger, validators } from '../../../spec/index.ts';
import { overlapped } from '../../overlapped.ts';
import { aheadIn, keyOf } from './ahead.ts';
import { type Distinct, distinct, meansOf } from './apart.ts';
import { firstRequestMs, longestMs } from './fire.ts';
import { apiOf, type Outcome } from './outcome.ts';
import { noteTrial } from './own-number.ts';
import { plainOutcome } from './plain.ts';
import { isStopping, recoveryOf } from './recovery.ts';
import { stateIn } from './shown-state.ts';
import { isTimed } from './timed.ts';

/** A trial whose every attempt meets a fault. */
export interface Trial {
  readonly trigger: Trigger;
  readonly fault: Fault;
  /** Milliseconds of quiet, after it ended, before it counts as done. */
  readonly settleMs: number;
  /** Its attempts are looked for until the end of the run. */
  readonly isNoted?: boolean;
}

/** One that was made, and what tells its requests apart. */
interface Made {
  readonly trial: Trial;
  readonly own: Distinct;
  readonly lane: Lane;
  readonly fired: TriggerRun;
}

/** Triggers that are fired at once. */
const maxAtOnce = 12;

/**
 * Makes trials at the same time, so that they wait at the same time; who needs their outcomes takes them later. It makes no
 * verdict of its own: whatever a check finds wrong with them, it looks at again, one trial after another.
 */
export async function tryAtOnce(bench: Bench, trials: readonly Trial[]): Promise<void> {
  const ahead = await aheadIn(bench);
  const isNew = ({ trigger, fault }: Trial) => !ahead.known.has(keyOf(trigger, [{ fault }]));
  await validators('api');
  for (const trigger of new Set(trials.map((each) => each.trigger))) {
    if ((await meansOf(bench, trigger).catch(() => 'nothing')) === 'nothing') ahead.apart.add(trigger.name);
  }
  for (const phase of phases) {
    const open = trials.filter((each) => phase(each.fault) && isNew(each) && !ahead.apart.has(each.trigger.name));
    if (open.length > 1) await makeAll(bench, open);
  }
}

const isFinal = (fault: Fault) => isStopping([{ fault }]);

/** A client that may rightly stop after an error meets that one last; where gaps are measured, nothing else goes on. */
const phases: readonly ((fault: Fault) => boolean)[] = [
  (fault) => !isFinal(fault) && !isTimed(fault),
  (fault) => !isFinal(fault) && isTimed(fault),
  (fault) => isFinal(fault) && isTimed(fault),
  (fault) => isFinal(fault) && !isTimed(fault),
];

async function makeAll(bench: Bench, trials: readonly Trial[]): Promise<void> {
  const ahead = await aheadIn(bench);
  const chains = await chainsOf(bench, trials);
  if (chains.length < 2) return;
  apiOf(bench).reset('ended calls');
  const lost = new Set<string>();
  const made = (
    await overlapped(
      chains,
      async (chain) => {
        const results: Made[] = [];
        for (const trial of chain) {
          const result = await make(bench, trial).catch(() => undefined);
          if (result) results.push(result);
          else lost.add(trial.trigger.name);
        }
        return results;
      },
      maxAtOnce,
    )
  ).flat();
  const triggers = [...new Set(trials.map(({ trigger }) => trigger))];
  await overlapped(triggers, async (trigger) => {
    if (!(await goesOn(bench, trigger).catch(() => false))) lost.add(trigger.name);
  });
  // Who does not go on as before may have done so because of the others: all of its trials are made one after another.
  for (const name of lost) ahead.apart.add(name);
  if (lost.size > 0) await bench.revive();
  await keep(
    bench,
    made.filter(({ trial }) => !lost.has(trial.trigger.name)),
  );
  await noteMet(bench, trials);
}

/** Those that wait longest begin first. Trials that nothing but their operation tells apart are made one after another; so are those whose gaps are measured. */
async function chainsOf(bench: Bench, trials: readonly Trial[]): Promise<readonly (readonly Trial[])[]> {
  const chains: Trial[][] = [];
  const byOperation = new Map<string, Trial[]>();
  for (const trial of trials) {
    const { trigger, fault } = trial;
    if ((await meansOf(bench, trigger)) !== 'operation' && !isTimed(fault)) {
      chains.push([trial]);
      continue;
    }
    const chain = byOperation.get(trigger.operation) ?? [];
    byOperation.set(trigger.operation, [...chain, trial]);
  }
  const isLong = (chain: readonly Trial[]) => chain.some(({ fault }) => fault.kind === 'hang');
  const all = [...byOperation.values(), ...chains];
  return [...all.filter(isLong), ...all.filter((each) => !isLong(each))];
}

/** Undefined where it asked nothing. */
async function make(bench: Bench, trial: Trial): Promise<Made | undefined> {
  const { trigger, fault, settleMs, isNoted = false } = trial;
  const api = apiOf(bench);
  const own = await distinct(bench, trigger, isNoted);
  if (!own) return undefined;
  const lane = api.openLane(own.owns, [{ fault }]);
  const fired = await bench.trigger(own.trigger, longestMs);
  if (!(await api.until(() => lane.seen.length > 0, firstRequestMs))) return undefined;
  const end = deadline(20_000);
  for (let count = -1; count !== lane.seen.length && !end.passed(); ) {
    count = lane.seen.length;
    await pause(settleMs);
  }
  return { trial, own, lane, fired };
}

/** Whether a trigger without a fault still ends as it did before the others. */
async function goesOn(bench: Bench, trigger: Trigger): Promise<boolean> {
  const plain = await plainOutcome(bench, trigger);
  const own = await distinct(bench, trigger, false);
  if (!own) return false;
  const api = apiOf(bench);
  const lane = api.openLane(own.owns, []);
  const { ending } = await bench.trigger(own.trigger, longestMs);
  return ending === plain.fired.ending && (await api.until(() => lane.seen.length > 0, firstRequestMs));
}

/** Keeps the outcomes; what came late, after the trial had ended, counts as well. */
async function keep(bench: Bench, made: readonly Made[]): Promise<void> {
  const ahead = await aheadIn(bench);
  const laneOf = new Map<SeenRequest, Lane>(made.flatMap(({ lane }) => lane.seen.map((seen) => [seen, lane] as const)));
  const { seen } = apiOf(bench);
  for (const { trial, own, lane, fired } of made) {
    const { trigger, fault, isNoted } = trial;
    const shown = { ...fired, text: own.asUsual(fired.text), errors: own.asUsual(fired.errors) };
    const outcome: Outcome = {
      trigger,
      fired: shown,
      requests: [...lane.seen],
      all: seen.filter((each) => (laneOf.get(each) ?? lane) === lane),
      state: stateIn(shown, []),
      isBeside: true,
    };
    const key = keyOf(trigger, [{ fault }]);
    ahead.known.add(key);
    ahead.outcomes.set(key, outcome);
    if (isNoted) await noteTrial(bench, own.trigger, fault, outcome);
  }
}

/** A client that asks nothing afterwards may do so because of any of them. */
async function noteMet(bench: Bench, trials: readonly Trial[]): Promise<void> {
  const { met } = await recoveryOf(bench);
  for (const { trigger, fault } of trials) {
    if (!isStopping(met.get(trigger.name) ?? []) || isStopping([{ fault }])) met.set(trigger.name, [{ fault }]);
  }
}
