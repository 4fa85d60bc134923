import type { Api } from '../../../platform/api/api.ts';
import type { Bench } from '../../../platform/bench.ts';
import type { PlatformEvent } from '../../../platform/events/events.ts';
import type { Delivered } from '../../../platform/webhook/delivery.ts';
import type { Exchange } from '../../../spec/index.ts';
import { isAcknowledged } from '../../preconditions/acknowledged.ts';
import type { Shape } from '../../preconditions/matrix.ts';
import { eventsOfNewCall, type ShapedCall } from '../../preconditions/schedule.ts';

/** Attempts that are refused before one is not: one, and all but the last of the usual schedule (Q47). */
const refusals = [1, 3];

/**
 * Calls whose events were refused while the API failed, and delivered again when it did not any more; none where that
 * makes nobody refuse an event. What is acknowledged meanwhile may well lack what the API would have said.
 */
export async function refusedWhileApiFails(bench: Bench, shape: Shape): Promise<readonly ShapedCall[]> {
  const { api } = bench;
  if (!api) return [];
  const refused = new Set<string>();
  for (const event of eventsOfNewCall(bench, shape)) {
    if (isAcknowledged((await whileFailing(bench, api, event)).status)) continue;
    // What is refused while the API answers is refused for another reason.
    if (isAcknowledged((await bench.deliver(event)).status)) refused.add(event.event);
  }
  if (refused.size === 0) return [];
  const calls: ShapedCall[] = [];
  for (const times of refusals) {
    const call = await refusedFirst(bench, api, { shape, refused, times });
    if (call) calls.push(call);
  }
  return calls;
}

/** One such call; undefined where an attempt was not refused. */
async function refusedFirst(
  bench: Bench,
  api: Api,
  { shape, refused, times }: { readonly shape: Shape; readonly refused: ReadonlySet<string>; readonly times: number },
): Promise<ShapedCall | undefined> {
  const events = eventsOfNewCall(bench, shape);
  const exchanges: Exchange[] = [];
  for (const event of events) {
    for (let time = 0; refused.has(event.event) && time < times; time++) {
      const { status, exchange } = await whileFailing(bench, api, event);
      if (isAcknowledged(status)) return undefined;
      exchanges.push(exchange);
    }
    exchanges.push((await bench.deliver(event)).exchange);
  }
  const often = times === 1 ? 'once' : `${times} times`;
  const expected = `the state of each event delivered once, with ${[...refused].join(', ')} refused ${often}, while the API failed, and delivered again`;
  return { callId: events[0]?.call.id ?? '', shape, expected, exchanges: exchanges.slice(-6) };
}

async function whileFailing(bench: Bench, api: Api, event: PlatformEvent): Promise<Delivered> {
  api.injectFaults([{ fault: { kind: 'error', code: 'internal_error', status: 500 } }]);
  try {
    return await bench.deliver(event, { timeoutMs: bench.options.budgets.ackMs * 2 + 500, mayFail: true });
  } finally {
    api.injectFaults([]);
  }
}
