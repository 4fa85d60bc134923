import type { Api, SeenRequest } from '../../../platform/api/api.ts';
import type { Bench } from '../../../platform/bench.ts';
import type { TriggerRun } from '../../../platform/process/trigger.ts';
import { differences } from '../../../platform/state/places.ts';
import { canonical, type State } from '../../../platform/state/state.ts';
import type { Exchange, Trigger } from '../../../spec/index.ts';
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

/** Whether two fault scripts have the same outcome; a second run of the first shows what varies. */
export async function sameOutcome(one: Outcome, other: Outcome, again: () => Promise<Outcome>): Promise<boolean> {
  if (canonical(one.state) === canonical(other.state)) return true;
  const twin = await again();
  const varies = differences(one.state, twin.state);
  return !varies.has('') && canonical(one.state, varies) === canonical(other.state, varies);
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
