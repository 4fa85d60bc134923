import type { Exploring } from './expand.ts';
import { inputsAt } from './inputs.ts';
import type { Stretch } from './stretch.ts';
import { type Arrival, type Knot, textOf } from './web.ts';

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

type Replay = (knot: Knot, input: string) => Promise<readonly Stretch[] | undefined>;

/** Looks one turn ahead; returns the place when it is another than it looked, and has to be explored itself. */
export async function settle(doubt: Doubt, { web, limits, cut }: Exploring, replay: Replay): Promise<Knot | undefined> {
  const { from, inputs, leg, target, arrival } = doubt;
  if (arrival.path.length >= limits.maxDepth || target.seen.size === 0) return undefined;
  const place: Knot = { ...target, ...arrival, seen: new Map() };
  for (const input of lookahead(target)) {
    const met = await replay(place, input);
    if (met) place.seen.set(input, textOf(met));
  }
  const variants = web.variantsOf(target);
  const same = variants.findIndex(({ seen }) => [...place.seen].every(([input, text]) => seen.get(input) === text));
  if (variants[same] === target) return undefined;
  const variant = same < 0 ? variants.length : same;
  web.remove(from, inputs);
  let added: Knot | undefined;
  for (const input of inputs) added = web.add(from, input, leg, { ...arrival, variant })?.knot;
  if (!added) cut.set('maxStates', (cut.get('maxStates') ?? 0) + inputs.length);
  return same < 0 ? added : undefined;
}

function lookahead(target: Knot): readonly string[] {
  const [first = 'wait'] = inputsAt(target.stretch);
  return [...new Set([first, 'wait'])].filter((input) => target.seen.has(input));
}
