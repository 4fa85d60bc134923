import type { Exploration } from '../../flows/explore/exploration.ts';
import { explore } from '../../flows/explore/explore.ts';
import { limitsOf } from '../../flows/graph/limits.ts';
import type { Bench } from '../../platform/bench.ts';
import { outboundDiffers } from './sample-call.ts';

/** A call flow, and a bench whose calls go through it. */
export interface DirectedFlow {
  readonly bench: Bench;
  readonly exploration: Exploration;
  /** Undefined for the flow of inbound calls, which outbound calls often share. */
  readonly direction?: 'outbound';
}

/**
 * The call flow of outbound calls, walked once for all checks of a bench. Undefined if callees hear what callers hear, as
 * both have one flow then; of several machines that divide the walk, the first walks it.
 */
export function outboundFlow(bench: Bench): Promise<DirectedFlow | undefined> {
  return bench.once('flow of outbound calls', async () => {
    const { part } = bench.options;
    if ((part && part.index !== 1) || !(await outboundDiffers(bench))) return undefined;
    const outbound = placingCalls(bench);
    return { bench: outbound, exploration: await explore(outbound, limitsOf(bench.options)), direction: 'outbound' };
  });
}

/** The same bench, with calls that MiniVoice places unless it is told otherwise. */
function placingCalls(bench: Bench): Bench {
  return {
    ...bench,
    newCall: (context = {}) => bench.newCall({ direction: 'outbound', ...context }),
    call: (plan = {}) => bench.call({ direction: 'outbound', ...plan }),
  };
}
