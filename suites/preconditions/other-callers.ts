import { endsOf } from '../../flows/graph/ends.ts';
import type { Bench } from '../../platform/bench.ts';
import { deadline } from '../../platform/clock.ts';
import type { CallContext } from '../../platform/events/events.ts';
import type { Script } from '../../platform/script.ts';
import { overlapped } from '../overlapped.ts';
import { exploredAtAll } from './explored-flow.ts';
import { type Seen, walk } from './sample-call.ts';

/** An answer to a caller other than those that walk the flow. */
interface SeenByOther extends Seen {
  /** Who it was, in words. */
  readonly as: string;
}

const others: Readonly<Record<string, Partial<CallContext>>> = {
  'a caller without a number': { from: '' },
  'a SIP caller': { from: 'sip:alice@example.com' },
  'an outbound call': { direction: 'outbound' },
};

/** Ends of the flow that each of them reaches, and calls that are played to find the flow of outbound calls. */
const maxEnds = 10;
const maxFound = 10;
/** Milliseconds after which no further call is begun. */
const budgetMs = 20_000;

/**
 * Every answer to callers of whom other things are known than of those who walk the flow: each goes where those went. An
 * outbound call may have a flow of its own, which is found by its announced keys. None where the flow cannot be walked,
 * which is for others to say.
 */
export function otherCallers(bench: Bench): Promise<readonly SeenByOther[]> {
  return bench.once('answers to other callers', async () => {
    const exploration = await exploredAtAll(bench);
    if (!exploration || exploration.nondeterminism) return [];
    const ends = endsOf(exploration.graph).slice(0, maxEnds);
    const end = deadline(budgetMs);
    const calls = Object.entries(others).flatMap(([as, context]) => ends.map(({ path }) => ({ as, context, path })));
    const seen = await overlapped(calls, async ({ as, context, path }) =>
      end.passed() ? [] : seenAs(as, (await walk(bench, path, context)).answers),
    );
    const withheld = lastOfEach(seen.flat().filter(({ call, url }) => call.from === '' && url !== undefined));
    // Where nothing answered, nothing does now.
    const answering = withheld.filter(({ answered }) => answered.exchange.response);
    const unnamed = await overlapped(answering, async (each) =>
      end.passed() ? each : askedWithoutCaller(bench, each),
    );
    return [...seen.flat(), ...unnamed, ...seenAs('an outbound call', await outboundFlow(bench, end.passed))];
  });
}

/** The answer at the end of each call. */
function lastOfEach(answers: readonly SeenByOther[]): readonly SeenByOther[] {
  return [...new Map(answers.map((each) => [each.call.id, each])).values()];
}

/** The same answer to a request that says nothing of the caller. */
async function askedWithoutCaller(bench: Bench, { call, url = '', answered, path }: SeenByOther): Promise<SeenByOther> {
  const { method } = answered.exchange.request;
  const again = await bench.answer({ call, url, method, fields: { from: undefined } });
  return { answered: again, url, call, path, as: 'a caller of whom nothing is said' };
}

function seenAs(as: string, answers: readonly Seen[]): readonly SeenByOther[] {
  return answers.map((each) => ({ ...each, as }));
}

async function outboundFlow(bench: Bench, isLate: () => boolean): Promise<readonly Seen[]> {
  const seen: Seen[] = [];
  const queue: Script[] = [[]];
  for (let calls = 0; calls < maxFound && !isLate(); calls++) {
    const script = queue.shift();
    if (!script) break;
    const { answers, next } = await walk(bench, script, { direction: 'outbound' });
    seen.push(...answers);
    queue.push(...next.map((digits) => [...script, digits]));
  }
  return seen;
}
