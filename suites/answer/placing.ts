import type { Bench } from '../../platform/bench.ts';
import { overlapped } from '../overlapped.ts';
import { answersOnWay, placedBy, waysThatPlace, waysToEnds } from '../preconditions/asking-ends.ts';
import { whereOf } from '../preconditions/way.ts';
import { Violation } from '../requirement.ts';

/** Throws where a redirect request that comes again has the integration place another call. */
export async function assertPlacesOnce(bench: Bench): Promise<void> {
  const { api } = bench;
  if (!api) return;
  for (const path of await waysThatPlace(bench, api)) {
    const { call, exchanges } = await answersOnWay(bench, path);
    const last = exchanges.at(-1);
    // A POST may well do something each time.
    if (last?.request.method !== 'GET') continue;
    const { url } = last.request;
    const again = () => bench.answer({ call, url, method: 'GET' });
    // The call that was placed on the way has come by then.
    await placedBy(api, async () => undefined);
    if ((await placedBy(api, again)) === 0 || (await placedBy(api, again)) === 0) continue;
    const where = whereOf(undefined, path);
    throw new Violation('one call placed, however often the redirect request comes', 'another one for each request', {
      ...(where !== undefined && { where }),
      exchanges: [last, ...api.placed.slice(-2).map(({ exchange }) => exchange)],
    });
  }
}

/** Throws where callers wait for an answer because the API does not answer. */
export async function assertAnswersWithoutApi(bench: Bench): Promise<void> {
  const { api } = bench;
  if (!api) return;
  const { answerMs } = bench.options.budgets;
  const ways = await waysToEnds(bench);
  const slowest = async (path: readonly string[]) => {
    const { exchanges } = await answersOnWay(bench, path);
    return exchanges.toSorted((a, b) => b.durationMs - a.durationMs)[0];
  };
  const hung = async (tried: readonly (readonly string[])[]) => {
    api.injectFaults([{ fault: { kind: 'hang' } }]);
    // Events that wait for the API, too, are for webhook.ack.independent-of-api to say.
    const end = bench.health.share();
    try {
      return await overlapped(tried, slowest);
    } finally {
      end();
      api.injectFaults([]);
    }
  };
  const isLate = (exchange: { readonly durationMs: number } | undefined) => (exchange?.durationMs ?? 0) > answerMs;
  const first = await hung(ways);
  for (const path of ways.filter((_, index) => isLate(first[index]))) {
    // Seen again, alone, and not while the API answers.
    const [late] = await hung([path]);
    if (!late || !isLate(late) || isLate(await slowest(path))) continue;
    const where = whereOf(undefined, path);
    throw new Violation(
      `answers within ${answerMs} ms while the API does not answer`,
      `one after ${Math.round(late.durationMs)} ms`,
      { ...(where !== undefined && { where }), exchanges: [late] },
    );
  }
}
