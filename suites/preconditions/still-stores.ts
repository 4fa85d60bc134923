import type { Bench } from '../../platform/bench.ts';
import { isPage, readingInWords } from '../../platform/state/observe.ts';
import { Blocked, Violation } from '../requirement.ts';
import { waitUntilShown } from '../state/shown.ts';
import { isAcknowledged } from './acknowledged.ts';
import { eventsOfNewCall, wholeShown } from './schedule.ts';

/** Calls that are tried before one is taken for lost: a busy machine may be late once. */
const tries = 2;

/**
 * Throws where new calls are acknowledged and not shown any more, while an earlier one still is: a queue whose worker has
 * died of one event, or tries that event for ever. `after` names what came before.
 */
export async function assertStillStores(bench: Bench, after: string): Promise<void> {
  if (!bench.capabilities.has('state')) return;
  const earlier = await wholeShown(bench);
  if (!earlier.isShown) return;
  for (let turn = 1; ; turn++) {
    const events = eventsOfNewCall(bench);
    const delivered = [];
    for (const event of events) delivered.push(await bench.deliver(event));
    const { isShown, reading } = await waitUntilShown(bench, events[0]?.call.id ?? '');
    if (isShown || !delivered.every(({ status }) => isAcknowledged(status))) return;
    const still = await bench.read(earlier.reading.callId);
    if (!isPage(still)) throw new Blocked(`${readingInWords(still)} for a call that it showed before`);
    if (turn < tries) continue;
    throw new Violation(`the events of a whole call to be stored after ${after}`, 'what an unknown call shows', {
      where: 'observed state',
      exchanges: [...delivered.map(({ exchange }) => exchange), reading.exchange],
    });
  }
}
