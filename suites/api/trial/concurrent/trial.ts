import type { Lane, SeenRequest } from '../../../../platform/api/api.ts';
import type { FaultScript } from '../../../../platform/api/faults/faults.ts';
import type { Bench } from '../../../../platform/bench.ts';
import { deadline, pause } from '../../../../platform/clock.ts';
import type { TriggerRun } from '../../../../platform/process/trigger.ts';
import type { Trigger } from '../../../../spec/index.ts';
import { type Distinct, distinct } from '../distinct/distinct.ts';
import { firstRequestMs, longestMs } from '../fire.ts';
import { apiOf, type Outcome } from '../outcome.ts';
import { plainOutcome } from '../plain-outcome.ts';
import { stateIn } from '../shown-state.ts';

/** One trial among others. */
export interface Trial {
  readonly trigger: Trigger;
  readonly script: FaultScript;
  /** Milliseconds of quiet, after it ended, before it counts as done. */
  readonly settleMs: number;
  /** Its attempts are looked for until the end of the run. */
  readonly isNoted?: boolean;
}

/** One that was made, and what tells its requests apart. */
export interface Made {
  readonly trial: Trial;
  readonly own: Distinct;
  readonly lane: Lane;
  readonly fired: TriggerRun;
}

/** Undefined where it asked nothing. */
export async function make(bench: Bench, trial: Trial): Promise<Made | undefined> {
  const { trigger, script, settleMs, isNoted = false } = trial;
  const api = apiOf(bench);
  const own = await distinct(bench, trigger, isNoted);
  if (!own) return undefined;
  const lane = api.openLane(own.owns, script);
  const fired = await bench.trigger(own.trigger, longestMs, own.baseUrl);
  if (!(await api.until(() => lane.seen.length > 0, firstRequestMs))) return undefined;
  const end = deadline(20_000);
  for (let count = -1; count !== lane.seen.length && !end.passed(); ) {
    count = lane.seen.length;
    await pause(settleMs);
  }
  return { trial, own, lane, fired };
}

/** Whether a trigger without a fault still ends as it did before the others. */
export async function goesOn(bench: Bench, trigger: Trigger): Promise<boolean> {
  const plain = await plainOutcome(bench, trigger);
  const own = await distinct(bench, trigger, false);
  if (!own) return false;
  const api = apiOf(bench);
  const lane = api.openLane(own.owns, []);
  const { ending } = await bench.trigger(own.trigger, longestMs, own.baseUrl);
  return ending === plain.fired.ending && (await api.until(() => lane.seen.length > 0, firstRequestMs));
}

/** The outcomes of all of them, in order, once all have ended: what one asked late, after its end, counts as well. */
export function outcomesOf(bench: Bench, made: readonly Made[]): readonly Outcome[] {
  const laneOf = new Map<SeenRequest, Lane>(made.flatMap(({ lane }) => lane.seen.map((seen) => [seen, lane] as const)));
  const { seen } = apiOf(bench);
  return made.map(({ trial: { trigger }, own, lane, fired }) => {
    const shown = { ...fired, text: own.asUsual(fired.text), errors: own.asUsual(fired.errors) };
    return {
      trigger,
      fired: shown,
      requests: [...lane.seen],
      all: seen.filter((each) => (laneOf.get(each) ?? lane) === lane),
      state: stateIn(shown, []),
      isBeside: true,
    };
  });
}
