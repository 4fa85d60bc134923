import { Unreachable } from '../../platform/http/sender.ts';
import type { Bound } from '../../spec/index.ts';
import { createWidth } from './concurrency.ts';
import { type StateNode, textOf } from './graph-builder.ts';
import { inputsAt } from './inputs.ts';
import { createMergeResolver, equivalenceKey, isKnown, type PendingMerge } from './pending-merge.ts';
import { createResumer } from './resume.ts';
import type { Segment } from './segment.ts';
import type { Exploring } from './state.ts';
import { mayVary, shapeOf } from './volatile.ts';
import type { Walk } from './walk.ts';

/** Answers that were waited for in vain before the rest is left untried. */
const timeoutsBorne = 2;
/** Maximum number of calls that crashed the integration. */
const lossesBorne = 12;

/** Tries every input at every turn that can be reached, nearest first; says whether several calls were under way at once. */
export async function expander(state: Exploring, root: StateNode): Promise<boolean> {
  const { builder, limits, walker, replays, cut, sharder } = state;
  const queue: StateNode[] = [];
  const pendingMerges = new Map<string, PendingMerge>();
  const resumer = createResumer(replay, async (stateNode, input) =>
    (await walker.resume(stateNode.segment, input)).segmentsByTurn.slice(1, 2),
  );
  const settle = createMergeResolver(state, replay);
  const width = createWidth();

  const digits = state.bench.options.flow?.digits ?? [];
  const inputsOf = (stateNode: StateNode) => inputsAt(stateNode.segment, digits);
  const leave = (bound: Bound, left: number) => void cut.set(bound, (cut.get(bound) ?? 0) + left);

  /** Why nothing more is tried, if so. */
  function stopped(): Bound | undefined {
    if (replays.nondeterminism) return 'unstable';
    if (walker.timeouts() >= timeoutsBorne || walker.losses() >= lossesBorne) return 'unreachable';
    const late = walker.lateBy();
    if (late) return late;
    if (walker.spent.requests >= limits.maxRequests) return 'maxRequests';
    return [...cut.keys()].find((bound) => bound !== 'maxDepth');
  }
  async function replay(
    stateNode: StateNode,
    ...inputs: readonly string[]
  ): Promise<readonly (readonly Segment[])[] | undefined> {
    const walk = await replays.beyond(stateNode, inputs);
    if (walk) note(walk, [...stateNode.path, ...inputs]);
    const turns = stateNode.path.length + 1;
    return walk?.segmentsByTurn.slice(turns, turns + inputs.length);
  }
  async function resume(stateNode: StateNode, input: string): Promise<readonly (readonly Segment[])[] | undefined> {
    const walk = await walker.resume(stateNode.segment, input);
    const refused = walk.refused.map((each) => ({ ...each, turn: stateNode.path.length + 1 }));
    note({ ...walk, refused }, [...stateNode.path, input]);
    return walk.segmentsByTurn.slice(1, 2);
  }
  function note({ refused }: Walk, path: readonly string[]): void {
    if (state.refused.length < limits.maxStates) state.refused.push(...refused.map((each) => ({ ...each, path })));
  }

  /** What follows an input; it is played twice if something in it may vary. */
  async function follow(
    stateNode: StateNode,
    input: string,
    by: typeof resume,
  ): Promise<readonly Segment[] | undefined> {
    const turnSegments = (await by(stateNode, input))?.[0];
    const lists = (turnSegments ?? []).map(({ list }) => list).filter(mayVary);
    const fresh = lists.map(shapeOf).filter((shape) => !state.examined.has(shape));
    if (!turnSegments || fresh.length === 0) return turnSegments;
    for (const shape of fresh) state.examined.add(shape);
    const again = (await by(stateNode, input))?.[0];
    if (again && textOf(again) !== textOf(turnSegments)) replays.learn(turnSegments, again);
    return turnSegments;
  }

  /** What follows each of several inputs, concurrently; one after another if one of them crashed the integration. */
  async function followAll(
    stateNode: StateNode,
    inputs: readonly string[],
    by: typeof resume,
  ): Promise<readonly (readonly Segment[] | undefined)[]> {
    const losses = walker.losses();
    const segmentsByTurn = await Promise.all(inputs.map((input) => follow(stateNode, input, by)));
    if (inputs.length === 1 || walker.losses() === losses) return segmentsByTurn;
    const again: (readonly Segment[] | undefined)[] = [];
    for (const input of inputs) again.push(await follow(stateNode, input, by));
    return again;
  }

  function connect(stateNode: StateNode, input: string, turnSegments: readonly Segment[]): void {
    const text = textOf(turnSegments);
    stateNode.seen.set(input, text);
    const arrival = { path: [...stateNode.path, input], history: [...stateNode.history, text] };
    const added = builder.add(stateNode, input, turnSegments, arrival);
    if (!added) leave('maxStates', 1);
    if (added?.isNew) replays.learnTurns(turnSegments, arrival.path.length);
    if (added?.stateNode.segment.ends !== 'gather') return;
    if (added.isNew) {
      queue.push(added.stateNode);
      return;
    }
    const pending: PendingMerge = { from: stateNode, inputs: [input], turnSegments, target: added.stateNode, arrival };
    const name = equivalenceKey(pending, digits);
    const known = pendingMerges.get(name);
    if (known) known.inputs.push(input);
    else pendingMerges.set(name, pending);
  }

  async function expand(stateNode: StateNode): Promise<void> {
    const inputs = inputsOf(stateNode);
    if (stateNode.path.length >= limits.maxDepth) return leave('maxDepth', inputs.length);
    let tried = 0;
    try {
      const by = stopped() === undefined && (await resumer.mayJump(stateNode, inputs)) ? resume : replay;
      while (tried < inputs.length && !state.isStale()) {
        const bound = stopped();
        if (bound) return leave(bound, inputs.length - tried);
        const some = inputs.slice(tried, tried + width.current());
        const { count, totalMs } = walker.answers;
        const segmentsByTurn = await followAll(stateNode, some, by);
        const answers = walker.answers.count - count;
        if (answers > 0) width.note(some.length, (walker.answers.totalMs - totalMs) / answers);
        for (const [index, turnSegments] of segmentsByTurn.entries())
          if (turnSegments) connect(stateNode, some[index] ?? '', turnSegments);
        tried += some.length;
      }
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      leave('unreachable', inputs.length - tried);
    }
  }

  /** The next place that is another than it looked. */
  async function variant(): Promise<StateNode | undefined> {
    for (const [name, pending] of pendingMerges) {
      if (stopped() || state.isStale()) return undefined;
      pendingMerges.delete(name);
      // If calls may start anywhere, only a caller that returns directly can find a counter, and one with a number of a pair.
      if (resumer.isStateless() && pending.target !== pending.from && !isKnown(pending, digits)) continue;
      const found = await settle(pending, resumer.isStateless());
      if (!found) continue;
      sharder?.abandon();
      return found;
    }
    return undefined;
  }

  for (let next: StateNode | undefined = root; next && !state.isStale(); next = queue.shift() ?? (await variant())) {
    const failures = resumer.failures();
    await expand(next);
    // What calls may begin with must be the same in every part.
    if (sharder?.plan && resumer.failures() > failures) sharder.abandon();
    const own = sharder?.deal(queue, builder.stateNodes, walker.spent);
    if (!own) continue;
    // Doubts from the shared prefix belong to no single shard.
    await variant();
    queue.splice(0, queue.length, ...own);
  }
  return width.wasWide();
}
