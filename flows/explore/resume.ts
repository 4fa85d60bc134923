import { type StateNode, textOf } from './graph-builder.ts';
import type { Segment } from './segment.ts';

/** Decides where calls may begin in the middle: where they meet what a call from the start meets. */
interface Resumer {
  mayJump(stateNode: StateNode, inputs: readonly string[]): Promise<boolean>;
  /** How often a resumed call gave a different result. */
  failures(): number;
  /** Whether the history of a call has never mattered so far. */
  isStateless(): boolean;
}

type Follow = (stateNode: StateNode, input: string) => Promise<readonly (readonly Segment[])[] | undefined>;

/** Knots that are proven by every kind of input, before a few will do. */
const proofsNeeded = 4;

export function createResumer(replay: Follow, resume: Follow): Resumer {
  const proofs = { passed: 0, failed: 0 };

  async function isProven(stateNode: StateNode, input: string): Promise<boolean> {
    const [[replayed], [jumped]] = [(await replay(stateNode, input)) ?? [], (await resume(stateNode, input)) ?? []];
    return replayed !== undefined && jumped !== undefined && textOf(replayed) === textOf(jumped);
  }
  return {
    failures: () => proofs.failed,
    isStateless: () => proofs.failed === 0 && proofs.passed >= proofsNeeded,
    async mayJump(stateNode, inputs) {
      const [, next, ...more] = stateNode.segment.rest;
      if (stateNode.path.length === 0 || stateNode.variant > 0 || next?.name !== 'redirect' || more.length > 0)
        return false;
      if (proofs.failed > proofs.passed) return false;
      for (const input of proving(stateNode, inputs, proofs.passed)) {
        if (await isProven(stateNode, input)) continue;
        proofs.failed++;
        return false;
      }
      proofs.passed++;
      return true;
    },
  };
}

/** A count of attempts shows by a wrong key only, and what one key forgot by that key only. */
function proving({ segment: { announced } }: StateNode, inputs: readonly string[], passed: number): readonly string[] {
  const wrong = inputs.filter((input) => input !== 'wait' && !announced.includes(input)).slice(-1);
  const named = announced.filter((input) => inputs.includes(input));
  if (passed < proofsNeeded) return [...(named.length > 0 ? named : inputs.slice(0, 1)), ...wrong, 'wait'];
  return [...named.slice(passed % Math.max(1, named.length)).slice(0, 1), ...wrong];
}
