import { Unreachable } from '../../platform/http/sender.ts';
import { type NodeArrival, type StateNode, textOf } from './graph-builder.ts';
import { inputsAt } from './inputs.ts';
import type { Segment } from './segment.ts';
import type { Exploring } from './state.ts';

/**
 * A place that looks like one that is known, reached another way. It is the same only if what follows is the same: an
 * integration may count attempts, and say so only later.
 */
export interface PendingMerge {
  readonly from: StateNode;
  readonly inputs: string[];
  readonly turnSegments: readonly Segment[];
  readonly target: StateNode;
  readonly arrival: NodeArrival;
}

type Replay = (stateNode: StateNode, ...inputs: string[]) => Promise<readonly (readonly Segment[])[] | undefined>;

/** Looks ahead; returns the place when it is another than it looked, and has to be explored itself. */
type ResolveMerge = (pending: PendingMerge, isStateless: boolean) => Promise<StateNode | undefined>;

/** Maximum number of turns for which a caller with the same input every time is followed. */
const turnsAhead = 5;
/** Named keys that are looked behind, and how often in vain before they no longer are. */
const keysAhead = 4;
const keysInVain = 20;

/** Equal for doubts of one kind: an announced key and known digits are one each, silence, and all that is wrong. */
export function equivalenceKey(pending: PendingMerge, known: readonly string[] = []): string {
  const { from, inputs, turnSegments, target } = pending;
  const isOwn = isChosen(pending) || isKnown(pending, known);
  const kind = isOwn ? inputs[0] : inputs[0]?.endsWith('wait') ? 'wait' : 'wrong';
  return [from.id, target.id, kind, textOf(turnSegments)].join(' ');
}

/** Whether the caller arrived by an announced key, and not by silence or a wrong key. */
function isChosen({ from, inputs: [input = ''] }: PendingMerge): boolean {
  return from.segment.announced.includes(input);
}

/** Whether the caller arrived by digits that the integration is known to take. */
export function isKnown({ inputs: [input = ''] }: Pick<PendingMerge, 'inputs'>, known: readonly string[]): boolean {
  return known.some((digits) => input === digits || input === `${digits}#`);
}

export function createMergeResolver({ bench, builder, limits, cut, sharder }: Exploring, replay: Replay): ResolveMerge {
  const known = bench.options.flow?.digits ?? [];
  let inVain = 0;

  /** Whether two places behave the same, as far as can be seen: first with a repeated input, then with all keys. */
  async function isSame(
    one: StateNode,
    other: StateNode,
    pending: PendingMerge,
    isStateless: boolean,
  ): Promise<boolean> {
    for (const trial of repetitions(pending)) if (await tellsApart(one, other, trial)) return false;
    // A number may be looked up only together with the secret that follows: the right one of each is a pair.
    if (isKnown(pending, known)) {
      for (const digits of inputsAt(pending.target.segment, known).filter((each) => known.includes(each)))
        if (await tellsApart(one, other, [digits])) return false;
    }
    if (isStateless || !isChosen(pending) || inVain >= keysInVain) return true;
    for (const key of pending.target.segment.announced.slice(0, keysAhead)) {
      if (!(await tellsApart(one, other, [key]))) continue;
      inVain = Number.NEGATIVE_INFINITY;
      return false;
    }
    inVain++;
    return true;
  }
  async function tellsApart(one: StateNode, other: StateNode, trial: readonly string[]): Promise<boolean> {
    return (await textBehind(one, trial)) !== (await textBehind(other, trial));
  }
  /** What follows a place, as text; cached if it is known. */
  async function textBehind(stateNode: StateNode, trial: readonly string[]): Promise<string | undefined> {
    const name = trial.join(' ');
    const known = stateNode.seen.get(name);
    if (known !== undefined) return known;
    const text = (await replay(stateNode, ...trial))?.map(textOf).join('\n\n');
    if (text !== undefined) stateNode.seen.set(name, text);
    return text;
  }

  return async (pending, isStateless) => {
    const { from, inputs, turnSegments, target, arrival } = pending;
    const isUntried = target.seen.size === 0 && !sharder?.plan;
    if (arrival.path.length >= limits.maxDepth || isUntried) return undefined;
    const place: StateNode = { ...target, ...arrival, seen: new Map() };
    const variants = builder.variantsOf(target);
    let alike: StateNode | undefined;
    try {
      for (const each of variants) alike ??= (await isSame(place, each, pending, isStateless)) ? each : undefined;
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      cut.set('unreachable', (cut.get('unreachable') ?? 0) + inputs.length);
      return undefined;
    }
    if (alike === target) return undefined;
    builder.remove(from, inputs);
    let added: StateNode | undefined;
    const variant = alike ? alike.variant : variants.length;
    for (const input of inputs) added = builder.add(from, input, turnSegments, { ...arrival, variant })?.stateNode;
    if (!added) cut.set('maxStates', (cut.get('maxStates') ?? 0) + inputs.length);
    return alike ? undefined : added;
  };
}

/** Doing again and again what brought the caller here; and silence, where that was a choice. */
function repetitions(pending: PendingMerge): readonly (readonly string[])[] {
  const [input = 'wait'] = pending.inputs;
  const again = (what: string) => Array.from({ length: turnsAhead }, () => what);
  return isChosen(pending) ? [again(input), again('wait')] : [again(input)];
}
