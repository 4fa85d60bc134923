import type { Stretch } from './stretch.ts';
import { type Knot, textOf } from './web.ts';

/** Decides where calls may begin in the middle: where they meet what a call from the start meets. */
export interface Jumper {
  mayJump(knot: Knot, inputs: readonly string[]): Promise<boolean>;
  /** How often a call that began in the middle met something else. */
  failures(): number;
  /** Whether what came before never mattered. */
  isStateless(): boolean;
}

type Follow = (knot: Knot, input: string) => Promise<readonly (readonly Stretch[])[] | undefined>;

/** Knots that are proven by two inputs, before one will do. */
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
      const first = inputs[0] ?? 'wait';
      for (const input of proofs.passed < proofsNeeded ? [first, 'wait'] : [first]) {
        if (await isProven(knot, input)) continue;
        proofs.failed++;
        return false;
      }
      proofs.passed++;
      return true;
    },
  };
}
