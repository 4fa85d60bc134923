import type { Bench } from '../platform/bench.ts';
import { monotonic, until } from '../platform/clock.ts';
import { canonical, type State, volatilePaths } from '../platform/state.ts';
import { type Exchange, excerpt, isRecord } from '../spec/index.ts';
import { Violation } from './requirement.ts';

const patienceMs = 2_000;
const watchMs = 200;
/** Milliseconds from one look to the next. */
const everyMs = 5;
const none: ReadonlySet<string> = new Set();

/** Milliseconds by which what is shown comes after the 2xx: learnt once, from one call; 0 where it is there at once. */
function lag(bench: Bench): Promise<number> {
  return bench.once('lag of the state', async () => {
    if (!bench.capabilities.has('webhook')) return 0;
    const call = bench.newCall();
    const tell = bench.story(call);
    const before = canonical(await bench.observe(call.id));
    for (const name of ['call.created', 'call.answered', 'call.gathered', 'call.completed'] as const) {
      await bench.deliver(tell(name));
    }
    let last = canonical(await bench.observe(call.id));
    const start = monotonic();
    let changedAfter = 0;
    await until(
      async () => {
        const text = canonical(await bench.observe(call.id));
        const elapsed = monotonic() - start;
        if (text !== last) changedAfter = elapsed;
        last = text;
        const quiet = elapsed - changedAfter >= Math.max(watchMs, changedAfter);
        return text !== before && quiet ? true : undefined;
      },
      { timeoutMs: patienceMs, everyMs },
    );
    return changedAfter;
  });
}

/** The state of a call once it has stopped changing: three readings alike, over a time that a store behind the 2xx needs. */
export async function settled(bench: Bench, callId: string): Promise<State> {
  const quietMs = 2 * (await lag(bench));
  let last: string | undefined;
  let alike = 0;
  let since = 0;
  const state = await until(
    async () => {
      const now = await bench.observe(callId);
      const text = canonical(now);
      alike = text === last ? alike + 1 : 1;
      if (alike === 1) since = monotonic();
      last = text;
      return alike >= 3 && monotonic() - since >= quietMs ? { now } : undefined;
    },
    { timeoutMs: patienceMs + quietMs, everyMs },
  );
  if (!state) throw new Error('the observed state of a call that got no events did not come to rest');
  return state.now;
}

/** What is shown for a call that never existed, read anew so that it can be compared. */
export function emptyState(bench: Bench): Promise<State> {
  return bench.once('empty state', () => settled(bench, bench.newCall().id));
}

/** Waits until a call shows something else than `before`; false when it never does. */
export async function changes(bench: Bench, callId: string, before: State): Promise<boolean> {
  const text = canonical(before);
  const changed = await until(async () => (canonical(await bench.observe(callId)) === text ? undefined : true), {
    timeoutMs: patienceMs,
    everyMs,
  });
  return changed === true;
}

/** Throws when the state of a call is not what it was. Places that change by themselves are left out. */
export async function assertUnchanged(
  bench: Bench,
  callId: string,
  before: State,
  expected: string,
  exchanges: readonly Exchange[],
): Promise<void> {
  const after = await settled(bench, callId);
  if (canonical(after) === canonical(before)) return;
  throw new Violation(expected, difference(before, after), { where: 'observed state', exchanges });
}

/** Calls that got the same events the plain way, and what they show: the measure for every other schedule. */
export interface Measure {
  readonly state: State;
  readonly volatile: ReadonlySet<string>;
}

/** Plays a clean schedule for two calls and learns what is the same in both. */
export async function measure(bench: Bench, play: () => Promise<string>): Promise<Measure> {
  const one = await settled(bench, await play());
  const other = await settled(bench, await play());
  const volatile = volatilePaths(one, other);
  if (volatile.has('') || volatile.has('/body') || volatile.has('/status')) {
    throw new Error('two calls with the same events show states that cannot be compared (see observe.callUrl)');
  }
  return { state: one, volatile };
}

/** A call whose events were delivered, and what is expected of it. */
export interface WatchedCall {
  readonly callId: string;
  readonly expected: string;
  readonly exchanges: readonly Exchange[];
}

/** Throws unless every call comes to the measured state and stays there; they are watched at the same time. */
export async function assertAllReach(bench: Bench, measured: Measure, calls: readonly WatchedCall[]): Promise<void> {
  const outcomes = await Promise.allSettled(calls.map((call) => assertReaches(bench, measured, call)));
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
}

async function assertReaches(
  bench: Bench,
  { state, volatile }: Measure,
  { callId, expected, exchanges }: WatchedCall,
): Promise<void> {
  const wanted = canonical(state, volatile);
  await until(async () => (canonical(await bench.observe(callId), volatile) === wanted ? true : undefined), {
    timeoutMs: patienceMs,
    everyMs,
  });
  const reached = await settled(bench, callId);
  if (canonical(reached, volatile) === wanted) return;
  throw new Violation(expected, difference(state, reached), { where: 'observed state', exchanges });
}

/** The first place where two states differ, with both values. */
export function difference(before: State, after: State, volatile: ReadonlySet<string> = none): string {
  const [path] = [...volatilePaths(before, after)].filter((each) => !volatile.has(each)).sort();
  if (path === undefined) return excerpt(JSON.stringify(bodyOf(after)), 200);
  return `at ${path || '/'} ${shown(before, path)} became ${shown(after, path)}`;
}

function shown(state: State, path: string): string {
  let here: unknown = state;
  for (const segment of path.split('/').slice(1)) {
    if (segment === '*') break;
    here = isRecord(here) ? here[segment] : here;
  }
  return excerpt(JSON.stringify(here) ?? 'nothing', 300);
}

function bodyOf(state: State): unknown {
  return isRecord(state) ? state.body : state;
}
