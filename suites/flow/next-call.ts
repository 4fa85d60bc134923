import { enteredAt } from '../../flows/graph/secret.ts';
import type { GraphNode } from '../../spec/index.ts';
import type { DirectedFlow } from '../preconditions/outbound-flow.ts';
import type { Violation } from '../requirement.ts';
import { after } from './heard.ts';
import { violation } from './secret/unspoken.ts';

/** Callers who enter a secret in one call and something else in the next. */
const firstCaller = 12_025_550_180;
const callers = 20;

/**
 * Wrong digits that are right for a caller whose digits were right in an earlier call: whoever shows that number, which
 * anybody can, needs no secret. The caller is a new one each time, so that nothing is known of the number.
 */
export async function takenInNextCall(
  { bench, exploration, direction }: DirectedFlow,
  node: GraphNode,
  digits: string,
  wrong: readonly string[],
): Promise<Violation | undefined> {
  const right = enteredAt(node, digits);
  const [one, other] = wrong.flatMap((each) => enteredAt(node, each) ?? []);
  if (right === undefined || one === undefined || other === undefined) return undefined;
  const count = await bench.once('callers who enter a secret', async () => ({ last: 0 }));
  const number = `+${firstCaller + (count.last++ % callers)}`;
  const party = direction === 'outbound' ? { to: number } : { from: number };
  const hear = (input: string) => after(bench, exploration.volatileValues, [...node.path, input], party);
  const before = await hear(one);
  const taken = await hear(right);
  if (taken.broken !== undefined || before.shown === taken.shown) return undefined;
  const next = await hear(other);
  if (next.shown !== taken.shown) return undefined;
  const expected = `${other} to be wrong, also in the next call of a caller who entered ${right}`;
  return violation(expected, 'the same as for the right digits', [...node.path, other], next.steps, direction);
}
