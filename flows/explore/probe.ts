import type { GraphNode, Probe } from '../../spec/index.ts';
import type { Successors } from '../graph/successors.ts';
import { inputsAt, keys } from './inputs.ts';
import type { Shares } from './plan.ts';
import { isBroken } from './segment.ts';
import type { Exploring } from './state.ts';

/** Maximum number of prompts to a silent caller (from the catalogue), plus one. */
const max = 11;

/** Turns of a way on which a bound was hit, from which it may be one without an end. */
const enough = 3;

type Choose = (node: GraphNode) => string | undefined;

/** Where a caller with the same input at every turn enters a cycle, or a path that is too long. */
interface Cycle {
  readonly node: GraphNode;
  readonly input: string;
}

/** Tries each round once, with silence and with something that is wrong: what is wrong at its beginning. */
export async function probes(
  { walker, limits, replays }: Exploring,
  ways: Successors,
  { own, left }: Shares,
): Promise<readonly Probe[]> {
  const found: Probe[] = [];
  for (const { node, input } of cycles(ways, left).filter(({ node: { id } }) => own.has(id))) {
    if (walker.spent.requests >= limits.maxRequests || walker.isLate() || replays.nondeterminism) return found;
    const walk = await walker.play([...node.path, ...Array.from({ length: max }, () => input)]);
    const last = walk.segmentsByTurn.at(-1)?.at(-1);
    const turns = walk.segmentsByTurn.length - 1 - node.path.length;
    const outcome =
      last && isBroken(last) ? 'broken' : last?.ends === 'gather' || last === undefined ? 'goes on' : 'ended';
    found.push({ path: node.path, input, turns, outcome, ...(last?.problem && { actual: last.problem.actual }) });
  }
  return found;
}

/** Every round, by silence and by something that is wrong; what leads to a node that is left to others may be one. */
export function cycles(ways: Successors, left: ReadonlySet<string> = new Set()): readonly Cycle[] {
  return [() => 'wait', wrong].flatMap((choose) => cyclesBy(choose, ways, left));
}

/** The nearest node of each cycle that a caller with the same input at every turn walks, and of a path that is too long. */
function cyclesBy(choose: Choose, ways: Successors, left: ReadonlySet<string>): readonly Cycle[] {
  const done = new Set<GraphNode>();
  const found: Cycle[] = [];
  for (const start of ways.nodes) {
    const input = start.ends === 'gather' && !done.has(start) ? choose(start) : undefined;
    if (input === undefined) continue;
    const met = new Set<GraphNode>();
    let next: GraphNode | undefined = start;
    while (next?.ends === 'gather' && !met.has(next) && !done.has(next)) {
      met.add(next);
      next = ways.after(next, choose(next) ?? input).at(-1);
    }
    const isRound = next !== undefined && met.has(next);
    const isUntried = next === undefined && (met.size >= enough || [...met].some(({ id }) => left.has(id)));
    if (isRound || isUntried || met.size > max) found.push({ node: start, input });
    for (const node of met) done.add(node);
  }
  return found;
}

/** A key that the prompt does not name; where several digits are asked for, as many of them as are needed. */
function wrong({ announced, actions }: GraphNode): string | undefined {
  const [several = ''] = inputsAt({ actions, announced: [] });
  if (several.length > 1) return several;
  const finish = actions.at(-1)?.parameters.finish_on_key;
  return keys.find((key) => key !== '1' && !announced.includes(key) && key !== finish);
}
