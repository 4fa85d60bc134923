import type { Api } from '../../platform/api/api.ts';
import type { Bench } from '../../platform/bench.ts';
import type { Delivered } from '../../platform/delivery.ts';
import type { PlatformEvent } from '../../platform/events.ts';
import type { Exchange } from '../../spec/index.ts';
import type { Shape } from './matrix.ts';
import { isAcknowledged } from './plain.ts';
import { eventsOfNewCall, type ShapedCall } from './schedule.ts';

/**
 * A call whose events were refused while the API failed, and delivered again when it did not any more; undefined where
 * that makes nobody refuse an event. What is acknowledged meanwhile may well lack what the API would have said.
 */
export async function refusedWhileApiFails(bench: Bench, shape: Shape): Promise<ShapedCall | undefined> {
  const { api } = bench;
  if (!api) return undefined;
  const refused = new Set<string>();
  for (const event of eventsOfNewCall(bench, shape)) {
    if (isAcknowledged((await whileFailing(bench, api, event)).status)) continue;
    // What is refused while the API answers is refused for another reason.
    if (isAcknowledged((await bench.deliver(event)).status)) refused.add(event.event);
  }
  if (refused.size === 0) return undefined;
  const events = eventsOfNewCall(bench, shape);
  const exchanges: Exchange[] = [];
  for (const event of events) {
    if (refused.has(event.event)) {
      const { status, exchange } = await whileFailing(bench, api, event);
      if (isAcknowledged(status)) return undefined;
      exchanges.push(exchange);
    }
    exchanges.push((await bench.deliver(event)).exchange);
  }
  const expected = `the state of each event delivered once, with ${[...refused].join(', ')} refused first, while the API failed, and delivered again`;
  return { callId: events[0]?.call.id ?? '', shape, expected, exchanges: exchanges.slice(-6) };
}

async function whileFailing(bench: Bench, api: Api, event: PlatformEvent): Promise<Delivered> {
  api.misbehave([{ fault: { kind: 'error', code: 'internal_error', status: 500 } }]);
  try {
    return await bench.deliver(event, { timeoutMs: bench.options.budgets.ackMs * 2 + 500, mayFail: true });
  } finally {
    api.misbehave([]);
  }
}
