import type { Api, SeenRequest } from '../../../platform/api/api.ts';
import type { FaultScript } from '../../../platform/api/faults/faults.ts';
import type { Bench } from '../../../platform/bench.ts';
import { deadline, pause } from '../../../platform/clock.ts';
import type { TriggerRun } from '../../../platform/process/trigger.ts';
import { differences } from '../../../platform/state/places.ts';
import { canonical, type State } from '../../../platform/state/state.ts';
import { type Exchange, isSuccess, type Trigger, validators } from '../../../spec/index.ts';
import { Blocked, NotApplicable } from '../../requirement.ts';
import { firing, keepsAnswers } from './fresh.ts';
import { belongsTo, learnOwnCalls } from './own-calls.ts';
import { recover, recoveryOf } from './recovery.ts';
import { stateIn } from './shown-state.ts';
import type { Watch } from './watch.ts';

/** What came of one trigger. */
export interface Outcome {
  readonly trigger: Trigger;
  readonly fired: TriggerRun;
  /** What it asked of its own operation, and of the whole API, in order. */
  readonly requests: readonly SeenRequest[];
  readonly all: readonly SeenRequest[];
  /** How it ended and what it showed, without what the kit planted. */
  readonly state: State;
}

/** Time that a trigger has until its first request to the API. */
const firstRequestMs = 2_000;

/** Fires a trigger while the API misbehaves as scripted, and waits until nothing more is asked. */
export async function outcomeOf(
  bench: Bench,
  trigger: Trigger,
  script: FaultScript,
  watch: Watch = {},
): Promise<Outcome> {
  const { planted = [], settleMs = 20, timeoutMs = 15_000, switches = {}, maySkip = false, isPinned = false } = watch;
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
        return outcomeOf(bench, trigger, script, { ...watch, isLast: true });
      throw new Blocked(`the trigger "${trigger.name}" sends no more requests after an earlier error`);
    }
    await quiet(api, settleMs);
    bench.cases++;
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
  await bench.trigger(trigger, 15_000);
  return api.until((seen) => seen.some(isOwn), firstRequestMs);
}

/** What the API was asked until now, as the outcome of one firing. */
export function outcomeFrom(
  api: Api,
  trigger: Trigger,
  fired: TriggerRun,
  planted: readonly string[],
  isOwn: (seen: SeenRequest) => boolean,
): Outcome {
  const requests = api.seen.filter(isOwn);
  return { trigger, fired, requests, all: [...api.seen], state: stateIn(fired, planted) };
}

export function apiOf(bench: Bench): Api {
  if (!bench.api) throw new NotApplicable('needs the API of the kit: --start, or api.port in the configuration');
  return bench.api;
}

export async function quiet(api: Api, settleMs: number): Promise<void> {
  const end = deadline(20_000);
  for (let count = -1; count !== api.seen.length && !end.passed(); ) {
    count = api.seen.length;
    await pause(settleMs);
  }
}

/** Whether two fault scripts have the same outcome; a second run of the first shows what varies. */
export async function sameOutcome(one: Outcome, other: Outcome, again: () => Promise<Outcome>): Promise<boolean> {
  if (canonical(one.state) === canonical(other.state)) return true;
  const twin = await again();
  const varies = differences(one.state, twin.state);
  return !varies.has('') && canonical(one.state, varies) === canonical(other.state, varies);
}

/** The outcome when nothing goes wrong, whatever was asked. */
export function plainRun(bench: Bench, trigger: Trigger): Promise<Outcome> {
  return bench.once(`plain outcome of ${trigger.name}`, async () => {
    const fire = () => outcomeOf(bench, trigger, [], { settleMs: 150, maySkip: true });
    const [first, second] = [await fire(), await fire()];
    // Everything is compared with this one: what a busy machine made of a single run is no measure.
    await learnOwnCalls(bench, trigger, first.requests, second.requests);
    if (first.requests.length > 0 && second.requests.length === 0) {
      // It keeps what it was answered, as it may.
      await keepsAnswers(bench, trigger);
      return fire();
    }
    const isOwn = await belongsTo(bench, trigger);
    const last = await settled(first, second, fire);
    return { ...last, requests: last.requests.filter(isOwn) };
  });
}

/** Firings until two in a row end alike, and well: a machine that is busy for a moment is no measure for all that follows. */
const maxFirings = 6;

async function settled(first: Outcome, second: Outcome, fire: () => Promise<Outcome>): Promise<Outcome> {
  let [previous, last] = [first, second];
  for (let count = 2; count < maxFirings; count++) {
    const hasFailed = last.fired.ending === undefined || /^status 5/.test(last.fired.ending);
    if (previous.fired.ending === last.fired.ending && !hasFailed) break;
    previous = last;
    last = await fire();
  }
  return last;
}

/** The same, if the trigger called its operation. */
export async function plainOutcome(bench: Bench, trigger: Trigger): Promise<Outcome> {
  const outcome = await plainRun(bench, trigger);
  if (outcome.requests.length > 0) return outcome;
  const asked = outcome.all.map(({ request }) => `${request.method} ${request.target}`).join(', ') || 'nothing';
  const ending = outcome.fired.ending ?? 'no end in time';
  throw new Blocked(`the trigger "${trigger.name}" made no ${trigger.operation} request; it sent ${asked} (${ending})`);
}

/** The same, if the API accepted the request: otherwise nothing is known about how the client reads responses. */
export async function workingOutcome(bench: Bench, trigger: Trigger): Promise<Outcome> {
  const outcome = await plainOutcome(bench, trigger);
  const status = outcome.requests.at(-1)?.exchange.response?.status ?? 0;
  if (isSuccess(status)) return outcome;
  const cause = status === 401 ? 'api.auth.bearer' : 'api.request.valid';
  throw new Blocked(`the trigger "${trigger.name}" is answered ${status} when nothing goes wrong`, cause);
}

/** The same, if the outcome can be seen: not if the trigger ends before it calls the API. */
export async function visibleOutcome(bench: Bench, trigger: Trigger): Promise<Outcome> {
  const outcome = await workingOutcome(bench, trigger);
  if (isAhead(outcome)) {
    throw new NotApplicable(
      `the trigger "${trigger.name}" ends before it calls the API, so its outcome cannot be seen`,
    );
  }
  return outcome;
}

/** Whether a trigger ended before the API was asked. */
export function isAhead({ requests: [first], fired }: Outcome): boolean {
  return first !== undefined && fired.ending !== undefined && first.at > fired.endedAt;
}

/** Milliseconds to wait for another attempt: a trigger that waits for the API has made it before its end. */
export function patience(plain: Outcome): number {
  return isAhead(plain) ? 1_500 : 150;
}

/** The declared triggers of some operations. */
export function triggersOf(bench: Bench, isWanted: (operation: string) => boolean, what: string): readonly Trigger[] {
  const triggers = (bench.options.api?.triggers ?? []).filter(({ operation }) => isWanted(operation));
  if (triggers.length === 0) throw new NotApplicable(`no trigger for ${what} is declared (api.triggers)`);
  return triggers;
}

/** For a report: what was asked of the API, and what the trigger showed. */
export function evidenceOf({ all, fired }: Outcome, last = 4): { readonly exchanges: readonly Exchange[] } {
  const asked = all.map(({ exchange }) => exchange).slice(-last);
  return { exchanges: fired.exchange ? [...asked, fired.exchange] : asked };
}

/** How an outcome looks, in one line. */
export function inWords({ fired }: Outcome): string {
  const text = fired.text.replace(/\s+/g, ' ').trim();
  const shown = text.length > 120 ? `${text.slice(0, 119)}…` : text;
  return `${fired.ending ?? 'no end in time'}${shown === '' ? '' : `: ${shown}`}`;
}
