import type { Api } from '../../../platform/api/api.ts';
import type { FaultScript } from '../../../platform/api/faults/faults.ts';
import type { Switches } from '../../../platform/api/resources/records.ts';
import type { Bench } from '../../../platform/bench.ts';
import { deadline, pause } from '../../../platform/clock.ts';
import { type Trigger, validators } from '../../../spec/index.ts';
import { Blocked } from '../../requirement.ts';
import { aheadIn, takeAhead } from './concurrent/prepared.ts';
import { firing } from './distinct/other-call.ts';
import { belongsTo } from './distinct/own-calls.ts';
import { apiOf, type Outcome, outcomeFrom } from './outcome.ts';
import { recover, recoveryOf } from './recovery.ts';
import type { Watch } from './watch.ts';

/** Time that a trigger has until its first request to the API. */
export const firstRequestMs = 2_000;
/** Milliseconds for a trigger to end. */
export const longestMs = 15_000;

/** Fires a trigger while the API misbehaves as scripted, and waits until nothing more is asked. */
export async function outcomeOf(
  bench: Bench,
  trigger: Trigger,
  script: FaultScript,
  watch: Watch = {},
): Promise<Outcome> {
  const { planted = [], isPinned = false, switches } = watch;
  const early = isPinned || switches ? undefined : await takeAhead(bench, trigger, script, planted);
  const outcome = early ?? (await fire(bench, trigger, script, watch));
  const repeat = (others: Partial<Switches>) =>
    fire(bench, trigger, script, { ...watch, switches: { ...switches, ...others } });
  return { ...outcome, repeat };
}

async function fire(bench: Bench, trigger: Trigger, script: FaultScript, watch: Watch): Promise<Outcome> {
  const {
    planted = [],
    settleMs = 20,
    timeoutMs = longestMs,
    switches = {},
    maySkip = false,
    isPinned = false,
  } = watch;
  const api = apiOf(bench);
  // Loaded before a client waits for the first answer: on a busy machine that takes longer than many wait.
  await validators('api');
  const recovery = await recoveryOf(bench);
  api.reset('ended calls');
  // What it asks besides, as a summary of another call in the background, is answered as ever.
  api.injectFaults(script.map((rule) => ({ operation: trigger.operation, ...rule })));
  Object.assign(api.world.switches, switches);
  try {
    const given = isPinned ? trigger : await firing(bench, trigger);
    const fired = await bench.trigger(given, timeoutMs);
    const isOwn = await belongsTo(bench, given);
    const own = () => api.seen.filter(isOwn);
    const asked = await api.until(() => own().length > 0, firstRequestMs);
    if (!asked && !maySkip) {
      const asksAgain = () => asksAnything(bench, given);
      if (!watch.isLast && (await recover(bench, trigger.name, asksAgain)))
        return fire(bench, trigger, script, { ...watch, isLast: true });
      throw new Blocked(`the trigger "${trigger.name}" sends no more requests after an earlier error`);
    }
    await quiet(api, settleMs);
    (await aheadIn(bench)).trials++;
    if (asked) recovery.met.set(trigger.name, script);
    return outcomeFrom(api, trigger, fired, planted, isOwn);
  } finally {
    api.injectFaults([]);
  }
}

/** Whether a trigger asks the API where nothing goes wrong. */
async function asksAnything(bench: Bench, trigger: Trigger): Promise<boolean> {
  const api = apiOf(bench);
  api.reset('ended calls');
  const isOwn = await belongsTo(bench, trigger);
  await bench.trigger(trigger, longestMs);
  return api.until((seen) => seen.some(isOwn), firstRequestMs);
}

export async function quiet(api: Api, settleMs: number): Promise<void> {
  const end = deadline(20_000);
  for (let count = -1; count !== api.seen.length && !end.passed(); ) {
    count = api.seen.length;
    await pause(settleMs);
  }
}
