import { type Knot, textOf } from './graph-builder.ts';
import type { Stretch } from './segment.ts';

/** Decides where calls may begin in the middle: where they meet what a call from the start meets. */
interface Jumper {
  mayJump(knot: Knot, inputs: readonly string[]): Promise<boolean>;
  /** How often a resumed call gave a different result. */
  failures(): number;
  /** Whether the history of a call has never mattered so far. */
  isStateless(): boolean;
}

type Follow = (knot: Knot, input: string) => Promise<readonly (readonly Stretch[])[] | undefined>;

/** Knots that are proven by every kind of input, before a few will do. */
const proofsNeeded = 4;

export function jumper(replay: Follow, jump: Follow): Jumper {
  const proofs = { passed: 0, failed: 0 };

  async function isProven(knot: Knot, input: string): Promise<boolean> {
    const [[replayed], [jumped]] = [(await replay(knot, input)) ?? [], (await jump(knot, input)) ?? []];
    return replayed !== undefined && jumped !== undefined && textOf(replayed) === textOf(jumped);
  }
  return {
    failures: () => proofs.failed,
    isStateless: () => proofs.failed === 0 && proofs.passed >= proofsNeeded,
    async mayJump(knot, inputs) {
      const [, next, ...more] = knot.stretch.rest;
      if (knot.path.length === 0 || knot.variant > 0 || next?.name !== 'redirect' || more.length > 0) return false;
      if (proofs.failed > proofs.passed) return false;
      for (const input of proving(knot, inputs, proofs.passed)) {
        if (await isProven(knot, input)) continue;
        proofs.failed++;
        return false;
      }
      proofs.passed++;
      return true;
    },
  };
}

/** A count of attempts shows by a wrong key only, and what one key forgot by that key only. */
function proving({ stretch: { announced } }: Knot, inputs: readonly string[], passed: number): readonly string[] {
  const wrong = inputs.filter((input) => input !== 'wait' && !announced.includes(input)).slice(-1);
  const named = announced.filter((input) => inputs.includes(input));
  if (passed < proofsNeeded) return [...(named.length > 0 ? named : inputs.slice(0, 1)), ...wrong, 'wait'];
  return [...named.slice(passed % Math.max(1, named.length)).slice(0, 1), ...wrong];
}
