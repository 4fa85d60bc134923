import type { FaultScript } from '../../../../platform/api/faults/faults.ts';
import type { Bench } from '../../../../platform/bench.ts';
import { type Trigger, validators } from '../../../../spec/index.ts';
import { overlapped } from '../../../overlapped.ts';
import { meansOf } from '../distinct/distinct.ts';
import { noteTrial } from '../distinct/own-number.ts';
import { apiOf, type Outcome } from '../outcome.ts';
import { isStopping, recoveryOf } from '../recovery.ts';
import { isTimed } from '../timed.ts';
import { aheadIn, keyOf, mayOverlap } from './prepared.ts';
import { goesOn, type Made, make, outcomesOf, type Trial } from './trial.ts';

/** Triggers that are fired at once. */
const maxAtOnce = 12;

/**
 * Makes trials at the same time, so that they wait at the same time; who needs their outcomes takes them later. It makes no
 * verdict of its own: whatever a check finds wrong with them, it looks at again, one trial after another.
 */
export async function tryAtOnce(bench: Bench, trials: readonly Trial[]): Promise<void> {
  const ahead = await aheadIn(bench);
  const wanted = [...new Map(trials.map((each) => [keyOf(each.trigger, each.script), each])).values()];
  const isNew = ({ trigger, script }: Trial) => !ahead.known.has(keyOf(trigger, script));
  await validators('api');
  for (const trigger of new Set(trials.map((each) => each.trigger))) {
    const means = await meansOf(bench, trigger).catch(() => undefined);
    // Why it could not be learnt shows in a trial without a fault at the end of the check.
    ahead.tried.add(trigger.name);
    if (means === undefined || means === 'nothing') ahead.apart.add(trigger.name);
    ahead.means.set(trigger.name, means ?? 'nothing');
  }
  for (const phase of phases) {
    const open = wanted.filter((each) => phase(each.script) && isNew(each) && !ahead.apart.has(each.trigger.name));
    if (open.length > 1) await makeAll(bench, open);
  }
}

/** A client that may rightly stop after an error meets that one last. Where gaps are measured, nothing else goes on: those trials are made alone. */
const phases: readonly ((script: FaultScript) => boolean)[] = [
  (script) => !isTimed(script) && !isStopping(script),
  (script) => !isTimed(script) && isStopping(script),
];

/** The outcomes of a few trials of one trigger, all at the same time; undefined where that cannot be, or changes what it does. */
export async function besideEachOther(
  bench: Bench,
  trigger: Trigger,
  trials: readonly Trial[],
): Promise<readonly Outcome[] | undefined> {
  const ahead = await aheadIn(bench);
  if (!(await mayOverlap(bench)) || ahead.apart.has(trigger.name)) return undefined;
  if (['operation', 'nothing'].includes(await meansOf(bench, trigger))) return undefined;
  apiOf(bench).reset('ended calls');
  const made = await Promise.all(trials.map((trial) => make(bench, trial).catch(() => undefined)));
  const all = made.filter((each) => each !== undefined);
  const isWhole = all.length === trials.length && (await goesOn(bench, trigger).catch(() => false));
  await noteMet(bench, trials);
  ahead.tried.add(trigger.name);
  if (!isWhole) {
    ahead.apart.add(trigger.name);
    await bench.revive();
    return undefined;
  }
  ahead.isUsed = true;
  return outcomesOf(bench, all);
}

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

/** Those that wait longest begin first. Trials that nothing but their operation tells apart are made one after another. */
async function chainsOf(bench: Bench, trials: readonly Trial[]): Promise<readonly (readonly Trial[])[]> {
  const chains: Trial[][] = [];
  const byOperation = new Map<string, Trial[]>();
  for (const trial of trials) {
    const { trigger } = trial;
    if ((await meansOf(bench, trigger)) !== 'operation') {
      chains.push([trial]);
      continue;
    }
    const chain = byOperation.get(trigger.operation) ?? [];
    byOperation.set(trigger.operation, [...chain, trial]);
  }
  const isLong = (chain: readonly Trial[]) =>
    chain.some(({ script }) => script.some(({ fault }) => fault.kind === 'hang'));
  const all = [...byOperation.values(), ...chains];
  return [...all.filter(isLong), ...all.filter((each) => !isLong(each))];
}

/** Keeps the outcomes until they are asked for. */
async function keep(bench: Bench, made: readonly Made[]): Promise<void> {
  const ahead = await aheadIn(bench);
  const outcomes = outcomesOf(bench, made);
  for (const [index, { trial, own }] of made.entries()) {
    const outcome = outcomes[index];
    if (!outcome) continue;
    const key = keyOf(trial.trigger, trial.script);
    ahead.known.add(key);
    ahead.outcomes.set(key, outcome);
    const [rule] = trial.script;
    if (trial.isNoted && rule) await noteTrial(bench, own.trigger, rule.fault, outcome);
  }
}

/** Either all of them may rightly stop a client for good, or none. */
async function noteMet(bench: Bench, trials: readonly Trial[]): Promise<void> {
  const { met } = await recoveryOf(bench);
  for (const { trigger, script } of trials) met.set(trigger.name, script);
}
