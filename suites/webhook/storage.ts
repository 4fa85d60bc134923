import { type Requirement, Violation } from '../requirement.ts';
import { assertAddress } from '../state/address.ts';
import { shown } from '../state/shown.ts';
import { assertPlainWorks } from './plain.ts';
import { eventsOfNewCall } from './schedule.ts';

export const noFalseAck: Requirement = {
  id: 'webhook.ack.no-false-ack',
  clause: 'webhook-ack-no-false-ack',
  title: 'stores what it acknowledges',
  needs: ['webhook', 'state'],
  hint: 'A 2xx says that the event is safe: store it, and show it at observe.callUrl.',
  async check(bench) {
    await assertPlainWorks(bench);
    const events = eventsOfNewCall(bench);
    const exchanges = [];
    for (const event of events) exchanges.push((await bench.deliver(event)).exchange);
    const { isShown, reading } = await shown(bench, events[0]?.call.id ?? '');
    if (isShown) return;
    await assertAddress(bench, reading);
    throw new Violation('the events of a whole call to show in what is stored for it', 'what an unknown call shows', {
      where: 'observed state',
      exchanges: [...exchanges, reading.exchange],
    });
  },
};
