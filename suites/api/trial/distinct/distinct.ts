import type { Asking } from '../../../../platform/api/api.ts';
import type { Bench } from '../../../../platform/bench.ts';
import type { Trigger } from '../../../../spec/index.ts';
import { aheadIn, type Means } from '../concurrent/prepared.ts';
import { firstRequestMs, longestMs, outcomeOf } from '../fire.ts';
import { apiOf, type Outcome, sameOutcome } from '../outcome.ts';
import { plainOutcome } from '../plain-outcome.ts';
import { stateIn } from '../shown-state.ts';
import { laneNumber } from './fictional-numbers.ts';
import { firing, forAnotherCall } from './other-call.ts';
import { belongsTo } from './own-calls.ts';
import { numberIn, takenNumber, withOwnNumber } from './own-number.ts';
import { replaced } from './replace-value.ts';
import { valueIn } from './request-value.ts';

/** A trigger for one trial among others. */
export interface Distinct {
  readonly trigger: Trigger;
  /** For a command, where it differs from that of the run. */
  readonly baseUrl?: string;
  readonly owns: (asking: Asking) => boolean;
  /** A text that it showed, as if it had been for the usual number. */
  readonly asUsual: (text: string) => string;
}

/** Found out once, by a trial with another number or call: only where it ends and shows the same can it stand for the usual one. */
export async function meansOf(bench: Bench, trigger: Trigger): Promise<Means> {
  if (bench.options.overlaps === false) return 'operation';
  return bench.once(`what tells trials of ${trigger.name} apart`, async () => {
    const ownMeans = await ownMeansOf(bench, trigger);
    if (ownMeans === undefined) return 'operation';
    return (await asksAtOnce(bench, trigger, ownMeans)) ? ownMeans : 'nothing';
  });
}

async function ownMeansOf(bench: Bench, trigger: Trigger): Promise<Means | undefined> {
  if (await isForAnyNumber(bench, trigger)) return 'number';
  if (await isForAnyCall(bench, trigger)) return 'call';
  return (await takesBaseUrl(bench, trigger)) ? 'base URL' : undefined;
}

/** Milliseconds that the API waits for the second of two requests before it answers the first. */
const arrivalMs = 1_000;

/** Whether a request goes out while another one has no answer. */
async function asksAtOnce(bench: Bench, trigger: Trigger, means: Means): Promise<boolean> {
  const api = apiOf(bench);
  const pair = [await oneMore(bench, trigger, means, false), await oneMore(bench, trigger, means, false)];
  api.reset('ended calls');
  api.injectFaults([], { operation: trigger.operation, count: pair.length, maxMs: arrivalMs });
  const lanes = await Promise.all(
    pair.map(async (own) => {
      if (!own) return undefined;
      const lane = api.openLane(own.owns, []);
      await bench.trigger(own.trigger, longestMs, own.baseUrl);
      await api.until(() => lane.seen.length > 0, firstRequestMs);
      return lane;
    }),
  );
  api.injectFaults([]);
  const [one, two] = lanes.map((lane) => lane?.seen[0]?.at);
  return one !== undefined && two !== undefined && Math.abs(two - one) < arrivalMs;
}

/** The trigger for one more trial; `isKept`: no other trial of the run gets its number. */
export async function distinct(bench: Bench, trigger: Trigger, isKept: boolean): Promise<Distinct | undefined> {
  return oneMore(bench, trigger, await meansOf(bench, trigger), isKept);
}

async function oneMore(bench: Bench, trigger: Trigger, means: Means, isKept: boolean): Promise<Distinct | undefined> {
  const own = isKept ? await withOwnNumber(bench, trigger) : undefined;
  if (own || means === 'number') return numbered(bench, trigger, own);
  if (means === 'call') {
    const other = await forAnotherCall(bench, trigger);
    const call = other && callIn(other);
    return other && call !== undefined ? { trigger: other, owns: isFor(trigger, call), asUsual: same } : undefined;
  }
  if (means === 'base URL') return withBaseUrl(bench, trigger);
  const given = await firing(bench, trigger);
  return { trigger: given, owns: await belongsTo(bench, given), asUsual: same };
}

async function numbered(bench: Bench, trigger: Trigger, own: Trigger | undefined): Promise<Distinct | undefined> {
  const taken = await takenNumber(bench, trigger);
  if (!taken) return undefined;
  const number = own ? numberIn(own) : await laneNumber(bench);
  const given = own ?? (number === undefined ? undefined : replaced(trigger, taken.usual, number));
  if (given === undefined || number === undefined) return undefined;
  return { trigger: given, owns: isFor(trigger, number), asUsual: showing(taken.usual, number) };
}

function isFor({ operation }: Trigger, value: string): Distinct['owns'] {
  return (asking) => asking.operation === operation && valueIn(asking) === value;
}

function same(text: string): string {
  return text;
}

/** Whole, encoded, without its plus, and the last digits alone, as in (202) 555-0131. */
function showing(usual: string, number: string): (text: string) => string {
  const last = new RegExp(`(?<!\\d)${number.slice(-4)}(?!\\d)`, 'g');
  return (text) =>
    text
      .replaceAll(number, usual)
      .replaceAll(encodeURIComponent(number), encodeURIComponent(usual))
      .replaceAll(number.slice(1), usual.slice(1))
      .replace(last, usual.slice(-4));
}

async function isForAnyNumber(bench: Bench, trigger: Trigger): Promise<boolean> {
  const taken = await takenNumber(bench, trigger);
  return taken !== undefined && (await isAlike(bench, trigger, taken.outcome, showing(taken.usual, taken.other)));
}

async function isForAnyCall(bench: Bench, trigger: Trigger): Promise<boolean> {
  if (trigger.operation === 'createCall') return false;
  const other = await forAnotherCall(bench, trigger);
  const call = other && callIn(other);
  if (!other || call === undefined) return false;
  const outcome = await uncounted(bench, () => outcomeOf(bench, other, [], { maySkip: true, isPinned: true }));
  return outcome.requests.some((each) => valueIn(each) === call) && isAlike(bench, trigger, outcome, same);
}

/** The call with a number after a dot that a trigger names, in place of the usual one. */
function callIn({ request, command }: Trigger): string | undefined {
  return /\bcall_\w+\.\d{1,4}\b/.exec(JSON.stringify(request ?? command ?? ''))?.[0];
}

async function withBaseUrl(bench: Bench, trigger: Trigger): Promise<Distinct> {
  const count = await bench.once('base URLs of trials', async () => ({ last: 0 }));
  const name = String(++count.last);
  const baseUrl = apiOf(bench).baseUrlOf(name);
  const owns = ({ operation, request }: Asking) => operation === trigger.operation && request.trial === name;
  return { trigger, baseUrl, owns, asUsual: (text) => text.replaceAll(baseUrl, apiOf(bench).baseUrl) };
}

/** A command is told where the API is; who asks a process that goes on running tells nothing. */
async function takesBaseUrl(bench: Bench, trigger: Trigger): Promise<boolean> {
  if (trigger.command === undefined) return false;
  const plain = await plainOutcome(bench, trigger);
  const own = await withBaseUrl(bench, trigger);
  const api = apiOf(bench);
  api.reset('ended calls');
  const lane = api.openLane(own.owns, []);
  const fired = await bench.trigger(trigger, longestMs, own.baseUrl);
  return lane.seen.length > 0 && isAlike(bench, trigger, { ...plain, fired }, own.asUsual);
}

async function isAlike(bench: Bench, trigger: Trigger, outcome: Outcome, asUsual: (text: string) => string) {
  const plain = await plainOutcome(bench, trigger);
  const { fired } = outcome;
  if (fired.ending !== plain.fired.ending) return false;
  const shown = { ...outcome, state: stateIn({ ...fired, text: asUsual(fired.text) }, []) };
  return uncounted(bench, () => sameOutcome(plain, shown, () => outcomeOf(bench, trigger, [])));
}

/** What the kit finds out about the trigger is no case of the check. */
async function uncounted<T>(bench: Bench, work: () => Promise<T>): Promise<T> {
  const ahead = await aheadIn(bench);
  const { trials } = ahead;
  try {
    return await work();
  } finally {
    ahead.trials = trials;
  }
}
