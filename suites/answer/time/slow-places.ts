import { playOnce } from '../../../flows/explore/walk.ts';
import type { Bench } from '../../../platform/bench.ts';
import type { Exchange } from '../../../spec/index.ts';
import { exploredAtAll } from '../../preconditions/explored-flow.ts';
import { type DirectedFlow, outboundFlow } from '../../preconditions/outbound-flow.ts';
import { whereOf } from '../../preconditions/way.ts';
import { Violation } from '../../requirement.ts';

/** Places that are looked at again; those that took longest. */
const places = 4;
/** A place is slow if each of so many answers is late: a busy machine is not late at one place alone. */
const repeats = 3;

/** A place of the call flow of which every answer is late, while the plain one is not; undefined where there is none. */
export async function slowPlace(bench: Bench): Promise<Violation | undefined> {
  const exploration = await exploredAtAll(bench);
  if (!exploration) return undefined;
  const outbound = await outboundFlow(bench);
  for (const flow of [{ bench, exploration }, ...(outbound ? [outbound] : [])]) {
    const found = await slowIn(flow);
    if (found) return found;
  }
  return undefined;
}

async function slowIn({ bench, exploration, direction }: DirectedFlow): Promise<Violation | undefined> {
  const { answerMs } = bench.options.budgets;
  const late = exploration.answers
    .map(({ answered, path }) => ({ path, ...answered.exchange }))
    .filter(({ durationMs, failure }) => durationMs > answerMs && !failure)
    .sort((one, other) => other.durationMs - one.durationMs);
  for (const { path } of late.slice(0, places)) {
    const exchange = await alwaysLate(bench, path);
    if (!exchange || (await bench.answer({ call: bench.newCall() })).exchange.durationMs > answerMs) continue;
    const actual = `${Math.round(exchange.durationMs)} ms, each of ${repeats} times`;
    const where = whereOf(undefined, path, direction && 'an outbound call');
    return new Violation(`answers within ${answerMs} ms at every place of the call flow`, actual, {
      ...(where !== undefined && { where }),
      exchanges: [exchange],
    });
  }
  return undefined;
}

/** The late answer behind the last turn of a path, where there is one each time. */
async function alwaysLate(bench: Bench, path: readonly string[]): Promise<Exchange | undefined> {
  let last: Exchange | undefined;
  for (let again = 0; again < repeats; again++) {
    let turns = 0;
    last = undefined;
    for (const step of (await playOnce(bench, { script: [...path, 'hangup'] })).steps) {
      if (step.kind === 'press') turns++;
      if (step.kind !== 'answer' || turns !== path.length || step.answered.exchange.failure) continue;
      const { exchange } = step.answered;
      if (exchange.durationMs > bench.options.budgets.answerMs) last = exchange;
    }
    if (!last) return undefined;
  }
  return last;
}
