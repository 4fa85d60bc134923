import { Unreachable } from '../../platform/http/sender.ts';
import type { Bound } from '../../spec/index.ts';
import { createWidth } from './concurrency.ts';
import { type Doubt, doubtName, settler } from './doubt.ts';
import { type Knot, textOf } from './graph-builder.ts';
import { inputsAt } from './inputs.ts';
import { jumper } from './resume.ts';
import type { Stretch } from './segment.ts';
import type { Exploring } from './state.ts';
import { mayVary, shapeOf } from './volatile.ts';
import type { Walk } from './walk.ts';

/** Answers that were waited for in vain before the rest is left untried. */
const timeoutsBorne = 2;
/** Maximum number of calls that crashed the integration. */
const lossesBorne = 12;

/** Tries every input at every turn that can be reached, nearest first. */
export async function expander(state: Exploring, root: Knot): Promise<void> {
  const { web, limits, walker, replays, cut, division } = state;
  const queue: Knot[] = [];
  const doubts = new Map<string, Doubt>();
  const jumps = jumper(replay, async (knot, input) => (await walker.jump(knot.stretch, input)).legs.slice(1, 2));
  const settle = settler(state, replay);
  const width = createWidth();

  const inputsOf = (knot: Knot) => inputsAt(knot.stretch, state.bench.options.flow?.digits);
  const leave = (bound: Bound, left: number) => void cut.set(bound, (cut.get(bound) ?? 0) + left);

  /** Why nothing more is tried, if so. */
  function stopped(): Bound | undefined {
    if (replays.drift) return 'unstable';
    if (walker.timeouts() >= timeoutsBorne || walker.losses() >= lossesBorne) return 'unreachable';
    if (walker.isLate()) return 'time';
    if (walker.spent.requests >= limits.maxRequests) return 'maxRequests';
    return [...cut.keys()].find((bound) => bound !== 'maxDepth');
  }
  async function replay(
    knot: Knot,
    ...inputs: readonly string[]
  ): Promise<readonly (readonly Stretch[])[] | undefined> {
    const walk = await replays.beyond(knot, inputs);
    if (walk) note(walk, [...knot.path, ...inputs]);
    const turns = knot.path.length + 1;
    return walk?.legs.slice(turns, turns + inputs.length);
  }
  async function jump(knot: Knot, input: string): Promise<readonly (readonly Stretch[])[] | undefined> {
    const walk = await walker.jump(knot.stretch, input);
    const refused = walk.refused.map((each) => ({ ...each, turn: knot.path.length + 1 }));
    note({ ...walk, refused }, [...knot.path, input]);
    return walk.legs.slice(1, 2);
  }
  function note({ refused }: Walk, path: readonly string[]): void {
    if (state.refused.length < limits.maxStates) state.refused.push(...refused.map((each) => ({ ...each, path })));
  }

  /** What follows an input; it is played twice if something in it may vary. */
  async function follow(knot: Knot, input: string, by: typeof jump): Promise<readonly Stretch[] | undefined> {
    const leg = (await by(knot, input))?.[0];
    const lists = (leg ?? []).map(({ list }) => list).filter(mayVary);
    const fresh = lists.map(shapeOf).filter((shape) => !state.examined.has(shape));
    if (!leg || fresh.length === 0) return leg;
    for (const shape of fresh) state.examined.add(shape);
    const again = (await by(knot, input))?.[0];
    if (again && textOf(again) !== textOf(leg)) replays.learn(leg, again);
    return leg;
  }

  /** What follows each of several inputs, concurrently; one after another if one of them crashed the integration. */
  async function followAll(
    knot: Knot,
    inputs: readonly string[],
    by: typeof jump,
  ): Promise<readonly (readonly Stretch[] | undefined)[]> {
    const losses = walker.losses();
    const legs = await Promise.all(inputs.map((input) => follow(knot, input, by)));
    if (inputs.length === 1 || walker.losses() === losses) return legs;
    const again: (readonly Stretch[] | undefined)[] = [];
    for (const input of inputs) again.push(await follow(knot, input, by));
    return again;
  }

  function connect(knot: Knot, input: string, leg: readonly Stretch[]): void {
    const text = textOf(leg);
    knot.seen.set(input, text);
    const arrival = { path: [...knot.path, input], trail: [...knot.trail, text] };
    const added = web.add(knot, input, leg, arrival);
    if (!added) leave('maxStates', 1);
    if (added?.knot.stretch.ends !== 'gather') return;
    if (added.isNew) {
      queue.push(added.knot);
      return;
    }
    const doubt: Doubt = { from: knot, inputs: [input], leg, target: added.knot, arrival };
    const known = doubts.get(doubtName(doubt));
    if (known) known.inputs.push(input);
    else doubts.set(doubtName(doubt), doubt);
  }

  async function expand(knot: Knot): Promise<void> {
    const inputs = inputsOf(knot);
    if (knot.path.length >= limits.maxDepth) return leave('maxDepth', inputs.length);
    let tried = 0;
    try {
      const by = stopped() === undefined && (await jumps.mayJump(knot, inputs)) ? jump : replay;
      while (tried < inputs.length && !state.isStale()) {
        const bound = stopped();
        if (bound) return leave(bound, inputs.length - tried);
        const some = inputs.slice(tried, tried + width.current());
        const { count, totalMs } = walker.answers;
        const legs = await followAll(knot, some, by);
        const answers = walker.answers.count - count;
        if (answers > 0) width.note(some.length, (walker.answers.totalMs - totalMs) / answers);
        for (const [index, leg] of legs.entries()) if (leg) connect(knot, some[index] ?? '', leg);
        tried += some.length;
      }
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      leave('unreachable', inputs.length - tried);
    }
  }

  /** The next place that is another than it looked. */
  async function variant(): Promise<Knot | undefined> {
    for (const [name, doubt] of doubts) {
      if (stopped() || state.isStale()) return undefined;
      doubts.delete(name);
      // If calls may start anywhere, only a caller that returns directly can find a counter.
      if (jumps.isStateless() && doubt.target !== doubt.from) continue;
      const found = await settle(doubt, jumps.isStateless());
      if (!found) continue;
      division?.abandon();
      return found;
    }
    return undefined;
  }

  for (let next: Knot | undefined = root; next && !state.isStale(); next = queue.shift() ?? (await variant())) {
    const failures = jumps.failures();
    await expand(next);
    // What calls may begin with must be the same in every part.
    if (division?.dealt && jumps.failures() > failures) division.abandon();
    const own = division?.deal(queue, web.knots, walker.spent);
    if (!own) continue;
    // Doubts from the shared prefix belong to no single shard.
    await variant();
    queue.splice(0, queue.length, ...own);
  }
}
