import type { Asking, SeenRequest } from '../../../../platform/api/api.ts';
import type { Bench } from '../../../../platform/bench.ts';
import type { Trigger } from '../../../../spec/index.ts';
import { givenNumbers, isOfOtherTrial } from './fictional-numbers.ts';
import { namedCall } from './other-call.ts';

/** Calls that each trigger asks about, by its name: a request about another call is the integration's own business. */
function knownCalls(bench: Bench): Promise<Map<string, ReadonlySet<string>>> {
  return bench.once('calls of triggers', async () => new Map<string, ReadonlySet<string>>());
}

/** Learns from two plain runs which calls a trigger asks about; those that it names, else those of both runs. */
export async function learnOwnCalls(
  bench: Bench,
  trigger: Trigger,
  first: readonly SeenRequest[],
  second: readonly SeenRequest[],
): Promise<void> {
  const text = decodeURIComponentOr(JSON.stringify(trigger));
  const asked = [...first, ...second].flatMap((seen) => callOf(seen) ?? []);
  const named = asked.filter((id) => text.includes(id));
  const inBoth = asked.filter((id) => [first, second].every((run) => run.some((seen) => callOf(seen) === id)));
  const own = named.length > 0 ? named : inBoth;
  if (own.length > 0) (await knownCalls(bench)).set(trigger.name, new Set(own));
}

/** Tells the requests of a trigger, as it was fired, from those that the integration makes in the background, after the events of other calls. */
export async function belongsTo(bench: Bench, trigger: Trigger): Promise<(seen: Asking) => boolean> {
  const own = (await knownCalls(bench)).get(trigger.name);
  const given = await givenNumbers(bench);
  const text = decodeURIComponentOr(JSON.stringify(trigger));
  return (seen) => {
    if (seen.operation !== trigger.operation) return false;
    if (isOfOtherTrial(seen, text, given)) return false;
    const id = callOf(seen);
    return own === undefined || id === undefined || own.has(namedCall(id)) || text.includes(id);
  };
}

/** The call that a request is about, where its path says it. */
function callOf({ request }: Asking): string | undefined {
  const [, id] = /\/calls\/([^/?]+)/.exec(request.target) ?? [];
  return id === undefined ? undefined : decodeURIComponentOr(id);
}

function decodeURIComponentOr(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
