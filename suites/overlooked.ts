import type { Bench } from '../platform/bench.ts';
import { within } from '../platform/clock.ts';
import { Unreachable } from '../platform/http/sender.ts';
import { KitFault } from '../platform/kit-fault.ts';
import type { Endpoint, Health } from '../platform/request-policy/health.ts';
import {
  type EventName,
  type Exchange,
  eventNames,
  isRequirementId,
  isSuccess,
  type RequirementId,
  statusInWords,
} from '../spec/index.ts';
import { Blocked, NotApplicable, type Requirement, Violation } from './requirement.ts';

/** The requirements that say of an endpoint that it responds at all, and goes on to do so. */
const owners: Readonly<Record<Endpoint, readonly RequirementId[]>> = {
  answer: ['answer.http.reachable', 'answer.http.lasting'],
  webhook: ['webhook.ack.every-event'],
};
/** The requirement that fails where an endpoint never works. */
const working: Readonly<Record<Endpoint, RequirementId>> = {
  answer: 'answer.http.success-status',
  webhook: 'webhook.ack.every-event',
};
const hint =
  'Answer every request in full: look for a crash, a handler that never responds, or a connection closed early.';

/** Milliseconds that the requests under way have at the end of a check. */
const settleMs = 1_000;

/** Requirements that failed, by run. */
const failures = new WeakMap<Health, Set<string>>();
/** The requirement that failed when an endpoint stopped working, by the first exchange that says so. */
const blamed = new WeakMap<Exchange, RequirementId>();

/** Where several instances are checked: whether a requirement that another one is asked for fails on this one, too. */
const others = new WeakMap<Health, (id: RequirementId) => Promise<boolean>>();

export function askOfOthers(bench: Bench, fails: (id: RequirementId) => Promise<boolean>): void {
  others.set(bench.health, fails);
}

export function noteFailure(bench: Bench, id: Requirement['id']): void {
  const known = failures.get(bench.health) ?? new Set();
  failures.set(bench.health, known.add(id));
  if (!isRequirementId(id)) return;
  for (const first of bench.health.doubtful().values()) if (!blamed.has(first)) blamed.set(first, id);
}

/**
 * What the requests of a check say against the integration although the check itself came to another end: one got no
 * complete response, or its endpoint has not worked since. A request whose answer never came is evidence, whatever
 * happened afterwards.
 */
export async function overlooked(
  { id }: Requirement,
  bench: Bench,
  end: unknown,
): Promise<Violation | Blocked | undefined> {
  if (end instanceof Violation || end instanceof Blocked || end instanceof KitFault) return undefined;
  // An event that the check did not wait for is one of its requests all the same.
  await within(bench.health.settled(), settleMs);
  const incomplete = bench.health.incomplete();
  if (incomplete) return verdictOn(bench, id, incomplete.endpoint, [incomplete.exchange], 'a complete response');
  if (end !== undefined && !(end instanceof NotApplicable)) return undefined;
  for (const [endpoint, first] of bench.health.doubtful()) {
    const hasWorked = bench.health.hasWorked(endpoint);
    // An endpoint that never works hides only what is asked of itself.
    if (!hasWorked && !id.startsWith(`${endpoint}.`)) continue;
    const last = await works(bench, endpoint);
    if (last === true) continue;
    const exchanges = last ? [first, last] : [first];
    const earlier = blamed.get(first);
    if (earlier && earlier !== id) {
      return new Blocked(`${endpoint} requests have had no 2xx since then`, earlier);
    }
    if (!hasWorked && id !== working[endpoint]) {
      return new Blocked(`no ${endpoint} request has had a 2xx`, working[endpoint]);
    }
    return verdictOn(bench, id, endpoint, exchanges, 'a plain request to be answered with 2xx as before');
  }
  return undefined;
}

async function verdictOn(
  bench: Bench,
  id: Requirement['id'],
  endpoint: Endpoint | undefined,
  exchanges: readonly Exchange[],
  expected: string,
): Promise<Violation | Blocked> {
  const [first] = exchanges;
  const actual = first ? outcome(first) : 'no response';
  for (const owner of endpoint ? owners[endpoint] : []) {
    const isFailed = async () => failures.get(bench.health)?.has(owner) || (await others.get(bench.health)?.(owner));
    if (owner !== id && (await isFailed()))
      return new Blocked(`${first?.request.method} ${endpoint} got ${actual}`, owner);
  }
  return new Violation(expected, actual, { hint, exchanges });
}

function outcome({ response, failure }: Exchange): string {
  return response
    ? `${statusInWords(response.status)}, and no better response since`
    : (failure?.message ?? 'no response');
}

/** Whether an endpoint still does what it did: true, or the exchange that shows that it does not, where there is one. */
async function works(bench: Bench, endpoint: Endpoint): Promise<Exchange | true | undefined> {
  let last: Exchange | undefined;
  try {
    for await (const exchange of plainRequests(bench, endpoint)) {
      const status = exchange.response?.status ?? 0;
      if (isSuccess(status)) return true;
      last = exchange;
    }
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
  }
  return last;
}

/** Two plain calls, or the events of one: a working receiver acknowledges some of them. */
async function* plainRequests(bench: Bench, endpoint: Endpoint): AsyncGenerator<Exchange, void, undefined> {
  if (endpoint === 'answer') {
    for (let again = 0; again < 2; again++) {
      yield (await bench.answer({ call: bench.newCall(), freshConnection: true })).exchange;
    }
    return;
  }
  const nextEvent = bench.eventsOf(bench.newCall());
  for (const name of eventNames satisfies readonly EventName[]) {
    yield (await bench.deliver(nextEvent(name), { freshConnection: true })).exchange;
  }
}
