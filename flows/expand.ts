import type { Bench } from '../platform/bench.ts';
import type { Bound } from '../spec/index.ts';
import { type Doubt, settle } from './doubt.ts';
import { inputsAt } from './inputs.ts';
import type { Limits } from './limits.ts';
import type { Replayer } from './replay.ts';
import type { Stretch } from './stretch.ts';
import type { Refusal, Walk, Walker } from './walk.ts';
import { type Knot, textOf, type Web } from './web.ts';

/** What an exploration keeps while it goes on. */
export interface Exploring {
  readonly bench: Bench;
  readonly limits: Limits;
  readonly walker: Walker;
  readonly web: Web;
  readonly replays: Replayer;
  readonly refused: (Refusal & { path: readonly string[] })[];
  readonly cut: Map<Bound, number>;
}

/** Knots at which a jump led where a replay did, before jumps are trusted; then each tenth is proven again. */
const proofsNeeded = 4;
const proveEach = 10;
/** Answers that were waited for in vain before the rest is left untried. */
const timeoutsBorne = 2;

/** An integration that takes longer for an answer is asked several things at once. */
const slowMs = 50;
const atOnce = 7;

/** Tries every input at every turn that can be reached, nearest first. */
export async function expander(state: Exploring, root: Knot): Promise<void> {
  const { web, limits, walker, replays, cut } = state;
  const queue: Knot[] = [root];
  const doubts = new Map<string, Doubt>();
  const proofs = { passed: 0, failed: 0 };
  /** Expanded by jumps that were trusted. */
  let trusting: Knot[] = [];
  let timeouts = 0;

  const inputsOf = (knot: Knot) => inputsAt(knot.stretch, state.bench.options.flow?.digits);
  const leave = (bound: Bound, left: number) => cut.set(bound, (cut.get(bound) ?? 0) + left);
  const isOver = () => [...cut.keys()].some((bound) => bound !== 'maxDepth') || replays.drift !== undefined;

  async function replay(knot: Knot, input: string): Promise<readonly Stretch[] | undefined> {
    const walk = await replays.beyond(knot, input);
    if (walk) note(walk, [...knot.path, input]);
    return walk?.legs[knot.path.length + 1];
  }
  async function jump(knot: Knot, input: string): Promise<readonly Stretch[] | undefined> {
    const walk = await walker.jump(knot.stretch, input);
    note({ ...walk, refused: walk.refused.map((each) => ({ ...each, turn: knot.path.length + 1 })) }, [
      ...knot.path,
      input,
    ]);
    return walk.legs[1];
  }
  function note(walk: Walk, path: readonly string[]): void {
    timeouts += walk.timeouts;
    if (state.refused.length < limits.maxStates) state.refused.push(...walk.refused.map((each) => ({ ...each, path })));
  }

  /** Whether calls may begin at this knot; two inputs say so. */
  async function mayJump(knot: Knot, inputs: readonly string[]): Promise<boolean> {
    const [, next, ...more] = knot.stretch.rest;
    if (proofs.failed > 0 || knot.path.length === 0 || next?.name !== 'redirect' || more.length > 0) return false;
    if (proofs.passed >= proofsNeeded && web.knots.length % proveEach !== 0) {
      trusting.push(knot);
      return true;
    }
    for (const input of [inputs[0] ?? 'wait', 'wait']) {
      const [replayed, jumped] = [await replay(knot, input), await jump(knot, input)];
      if (replayed && jumped && textOf(replayed) === textOf(jumped)) continue;
      proofs.failed++;
      for (const trusted of trusting) web.remove(trusted, inputsOf(trusted));
      queue.push(...trusting);
      trusting = [];
      return false;
    }
    proofs.passed++;
    return true;
  }

  function connect(knot: Knot, input: string, leg: readonly Stretch[]): void {
    const text = textOf(leg);
    knot.seen.set(input, text);
    const arrival = { path: [...knot.path, input], trail: [...knot.trail, text] };
    const added = web.add(knot, input, leg, arrival);
    if (!added) return void leave('maxStates', 1);
    if (added.knot.stretch.ends !== 'gather') return;
    if (added.isNew) return void queue.push(added.knot);
    const name = `${knot.id} ${added.knot.id}`;
    const known = doubts.get(name);
    if (known) known.inputs.push(input);
    else doubts.set(name, { from: knot, inputs: [input], leg, target: added.knot, arrival });
  }

  async function expand(knot: Knot): Promise<void> {
    const inputs = inputsOf(knot);
    if (knot.path.length >= limits.maxDepth) return void leave('maxDepth', inputs.length);
    const jumps = await mayJump(knot, inputs);
    const follow = async (input: string) => ({ input, leg: await (jumps ? jump : replay)(knot, input) });
    for (let index = 0; index < inputs.length; ) {
      if (walker.spent.requests >= limits.maxRequests) leave('maxRequests', inputs.length - index);
      if (timeouts >= timeoutsBorne) leave('unreachable', inputs.length - index);
      if (isOver()) return;
      const lanes = walker.pace() > slowMs ? atOnce : 1;
      const results = await Promise.all(inputs.slice(index, index + lanes).map(follow));
      for (const { input, leg } of results) if (leg) connect(knot, input, leg);
      index += lanes;
    }
  }

  for (;;) {
    const knot = queue.shift();
    if (knot && isOver())
      leave([...cut.keys()].find((bound) => bound !== 'maxDepth') ?? 'unstable', inputsOf(knot).length);
    else if (knot) await expand(knot);
    if (queue.length > 0) continue;
    const stateless = proofs.failed === 0 && proofs.passed >= proofsNeeded;
    const [name, doubt] = doubts.entries().next().value ?? [];
    if (!name || !doubt || isOver() || stateless) return;
    doubts.delete(name);
    const variant = await settle(doubt, state, replay);
    if (variant) queue.push(variant);
  }
}
