import type { FaultScript } from '../../../../platform/api/faults/faults.ts';
import type { Bench } from '../../../../platform/bench.ts';
import type { Trigger } from '../../../../spec/index.ts';
import type { Outcome } from '../outcome.ts';
import { stateIn } from '../shown-state.ts';

/**
 * What tells the requests of trials at the same time apart: the number or the call that each of them is for, the base URL that
 * a command is given, or their operation alone. Nothing does where one waits for another.
 */
export type Means = 'number' | 'call' | 'base URL' | 'operation' | 'nothing';

/** Trials that were made at the same time as others, before a check asks for them one after another. */
interface Ahead {
  readonly outcomes: Map<string, Outcome>;
  /** Faults that a trigger has met, so that nothing is tried twice. */
  readonly known: Set<string>;
  /** Triggers that do not behave at the same time as they do alone, by name. */
  readonly apart: Set<string>;
  /** What tells the trials of a trigger apart, by its name; only of triggers of which that was learnt. */
  readonly means: Map<string, Means>;
  /** Triggers that were tried at the same time as others in the current check, by name. */
  readonly tried: Set<string>;
  /** How many trials there were in the current check. */
  trials: number;
  /** Whether the current check looks at everything again, one trial after another. */
  isAlone: boolean;
  /** Whether the current check has used an outcome of several trials at the same time. */
  isUsed: boolean;
}

export function aheadIn(bench: Bench): Promise<Ahead> {
  return bench.once('trials at the same time', async () => ({
    outcomes: new Map(),
    known: new Set(),
    apart: new Set(),
    tried: new Set(),
    means: new Map(),
    trials: 0,
    isAlone: false,
    isUsed: false,
  }));
}

export async function mayOverlap(bench: Bench): Promise<boolean> {
  return bench.options.overlaps !== false && !(await aheadIn(bench)).isAlone;
}

/** What is thrown next rests on trials that were made alone already: it need not be looked at again. */
export async function restsOnAlone(bench: Bench): Promise<void> {
  (await aheadIn(bench)).isUsed = false;
}

/** What names a trial. */
export function keyOf({ name }: Trigger, script: FaultScript): string {
  return `${name} with ${JSON.stringify(script.map(({ fault, attempts }) => ({ fault, attempts })))}`;
}

/** The outcome of a trial that was made ahead, once: who asks again wants another trial. */
export async function takeAhead(
  bench: Bench,
  trigger: Trigger,
  script: FaultScript,
  planted: readonly string[],
): Promise<Outcome | undefined> {
  const ahead = await aheadIn(bench);
  const key = keyOf(trigger, script);
  const outcome = ahead.isAlone ? undefined : ahead.outcomes.get(key);
  if (!outcome) return undefined;
  ahead.outcomes.delete(key);
  ahead.tried.add(trigger.name);
  ahead.isUsed = true;
  ahead.trials++;
  return { ...outcome, state: stateIn(outcome.fired, planted) };
}
