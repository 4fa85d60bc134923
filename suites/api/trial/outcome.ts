import type { Api, SeenRequest } from '../../../platform/api/api.ts';
import type { Switches } from '../../../platform/api/resources/records.ts';
import type { Bench } from '../../../platform/bench.ts';
import type { TriggerRun } from '../../../platform/process/trigger.ts';
import { differences, type Places } from '../../../platform/state/places.ts';
import { canonical, type State } from '../../../platform/state/state.ts';
import { type Exchange, isSuccess, type Trigger } from '../../../spec/index.ts';
import { NotApplicable } from '../../requirement.ts';
import { stateIn } from './shown-state.ts';

/** What came of one trigger. */
export interface Outcome {
  readonly trigger: Trigger;
  readonly fired: TriggerRun;
  /** What it asked of its own operation, and of the whole API, in order. */
  readonly requests: readonly SeenRequest[];
  readonly all: readonly SeenRequest[];
  /** How it ended and what it showed, without what the kit planted. */
  readonly state: State;
  /** It was tried at the same time as others. */
  readonly isBeside?: true;
  /** It only says that the request was accepted (202), before the API has responded. */
  readonly isPending?: true;
  /** The same trial once more, on an account that differs in this. */
  readonly repeat?: (switches: Partial<Switches>) => Promise<Outcome>;
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

/** Milliseconds until a call begins where its beginning would come too early for any client that looks at once. */
const notYetMs = 3_000;

/** Whether two fault scripts have the same outcome; a second run of the first shows what varies. */
export async function sameOutcome(one: Outcome, other: Outcome, again: () => Promise<Outcome>): Promise<boolean> {
  if (canonical(one.state) === canonical(other.state)) return true;
  const varies = differences(one.state, (await again()).state);
  return isSameBut(varies, one, other) || isSameAtOnce(varies, one, other);
}

function isSameBut(varies: Places, one: Outcome, other: Outcome): boolean {
  return !varies.has('') && canonical(one.state, varies) === canonical(other.state, varies);
}

/**
 * Whether two outcomes differ only because the trigger looked at its call at another moment, and read another status: both are
 * tried once more, with a call that begins later.
 */
async function isSameAtOnce(varies: Places, one: Outcome, other: Outcome): Promise<boolean> {
  const [here, there] = [statusesRead(one), statusesRead(other)];
  if (here === '' || there === '' || here === there) return false;
  const first = await one.repeat?.({ beginsAfterMs: notYetMs });
  const second = await other.repeat?.({ beginsAfterMs: notYetMs });
  return first !== undefined && second !== undefined && isSameBut(varies, first, second);
}

/** The statuses of calls that the API showed besides what the trigger is for, in order, each once. */
function statusesRead({ all, requests }: Outcome): string {
  const responses = all.filter((seen) => !requests.includes(seen)).map(({ exchange }) => exchange.response);
  const bodies = responses.map((response) => (isSuccess(response?.status ?? 0) ? response?.body : '') ?? '');
  const found = bodies.flatMap((body) => [...body.matchAll(/"status":\s*"(\w+)"/g)].map(([, status]) => status));
  return [...new Set(found)].join();
}

/** Whether a trigger ended before it could know what the API responds. */
export function isAhead({ requests: [first], fired, isPending }: Outcome): boolean {
  if (isPending) return true;
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
