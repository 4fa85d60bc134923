import { Unreachable } from '../../platform/http/sender.ts';
import { type Arrival, type Knot, textOf } from './graph-builder.ts';
import type { Stretch } from './segment.ts';
import type { Exploring } from './state.ts';

/**
 * A place that looks like one that is known, reached another way. It is the same only if what follows is the same: an
 * integration may count attempts, and say so only later.
 */
export interface Doubt {
  readonly from: Knot;
  readonly inputs: string[];
  readonly leg: readonly Stretch[];
  readonly target: Knot;
  readonly arrival: Arrival;
}

type Replay = (knot: Knot, ...inputs: string[]) => Promise<readonly (readonly Stretch[])[] | undefined>;

/** Looks ahead; returns the place when it is another than it looked, and has to be explored itself. */
type Settle = (doubt: Doubt, isStateless: boolean) => Promise<Knot | undefined>;

/** Maximum number of turns for which a caller with the same input every time is followed. */
const turnsAhead = 5;
/** Named keys that are looked behind, and how often in vain before they no longer are. */
const keysAhead = 4;
const keysInVain = 20;

/** Equal for doubts of one kind: an announced key is one by itself, silence, and all that is wrong. */
export function doubtName(doubt: Doubt): string {
  const { from, inputs, leg, target } = doubt;
  const kind = isChosen(doubt) ? inputs[0] : inputs[0]?.endsWith('wait') ? 'wait' : 'wrong';
  return [from.id, target.id, kind, textOf(leg)].join(' ');
}

/** Whether the caller arrived by an announced key, and not by silence or a wrong key. */
function isChosen({ from, inputs: [input = ''] }: Doubt): boolean {
  return from.stretch.announced.includes(input);
}

export function settler({ web, limits, cut, division }: Exploring, replay: Replay): Settle {
  let inVain = 0;

  /** Whether two places behave the same, as far as can be seen: first with a repeated input, then with all keys. */
  async function isSame(one: Knot, other: Knot, doubt: Doubt, isStateless: boolean): Promise<boolean> {
    for (const trial of repetitions(doubt)) if (await tellsApart(one, other, trial)) return false;
    if (isStateless || !isChosen(doubt) || inVain >= keysInVain) return true;
    for (const key of doubt.target.stretch.announced.slice(0, keysAhead)) {
      if (!(await tellsApart(one, other, [key]))) continue;
      inVain = Number.NEGATIVE_INFINITY;
      return false;
    }
    inVain++;
    return true;
  }
  async function tellsApart(one: Knot, other: Knot, trial: readonly string[]): Promise<boolean> {
    return (await seen(one, trial)) !== (await seen(other, trial));
  }
  /** What follows a place, as text; cached if it is known. */
  async function seen(knot: Knot, trial: readonly string[]): Promise<string | undefined> {
    const name = trial.join(' ');
    const known = knot.seen.get(name);
    if (known !== undefined) return known;
    const text = (await replay(knot, ...trial))?.map(textOf).join('\n\n');
    if (text !== undefined) knot.seen.set(name, text);
    return text;
  }

  return async (doubt, isStateless) => {
    const { from, inputs, leg, target, arrival } = doubt;
    const isUntried = target.seen.size === 0 && !division?.dealt;
    if (arrival.path.length >= limits.maxDepth || isUntried) return undefined;
    const place: Knot = { ...target, ...arrival, seen: new Map() };
    const variants = web.variantsOf(target);
    let known: Knot | undefined;
    try {
      for (const each of variants) known ??= (await isSame(place, each, doubt, isStateless)) ? each : undefined;
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      cut.set('unreachable', (cut.get('unreachable') ?? 0) + inputs.length);
      return undefined;
    }
    if (known === target) return undefined;
    web.remove(from, inputs);
    let added: Knot | undefined;
    const variant = known ? known.variant : variants.length;
    for (const input of inputs) added = web.add(from, input, leg, { ...arrival, variant })?.knot;
    if (!added) cut.set('maxStates', (cut.get('maxStates') ?? 0) + inputs.length);
    return known ? undefined : added;
  };
}

/** Doing again and again what brought the caller here; and silence, where that was a choice. */
function repetitions(doubt: Doubt): readonly (readonly string[])[] {
  const [input = 'wait'] = doubt.inputs;
  const again = (what: string) => Array.from({ length: turnsAhead }, () => what);
  return isChosen(doubt) ? [again(input), again('wait')] : [again(input)];
}
