import type { Bench } from '../../platform/bench.ts';
import { pause } from '../../platform/clock.ts';
import type { PlatformEvent } from '../../platform/events.ts';
import type { Exchange } from '../../spec/index.ts';
import { type Requirement, Violation } from '../requirement.ts';
import { assertReaches, changes, difference, emptyState, measure } from '../state.ts';
import { assertDuplicatesWork, isAcknowledged, outcomeOf } from './plain.ts';
import { assertStores, eventsOfNewCall } from './schedule.ts';

const kills = 3;

export const afterAcceptance: Requirement = {
  id: 'webhook.ack.after-acceptance',
  clause: 'webhook-ack-after-acceptance',
  title: 'keeps what it acknowledged, also through a crash',
  needs: ['webhook', 'process', 'state'],
  hint: 'Write the event to durable storage first, and answer 2xx only then.',
  async check(bench) {
    await assertStores(bench);
    for (let round = 0; round < kills; round++) {
      const empty = await emptyState(bench);
      const [event] = eventsOfNewCall(bench);
      if (!event) throw new Error('no event to deliver');
      const { status, exchange } = await bench.deliver(event);
      await bench.kill();
      await bench.restart();
      if (!isAcknowledged(status)) throw new Error(`the event was not acknowledged (status ${status})`);
      // What waits in a durable queue is shown a moment after the start.
      if (await changes(bench, event.call.id, empty)) continue;
      const actual = `nothing is stored for the call (it shows ${difference(empty, empty)})`;
      throw new Violation('an acknowledged event to survive a kill right after its 2xx', actual, {
        where: 'observed state',
        exchanges: [exchange],
      });
    }
  },
};

/** Milliseconds from sending to the kill: while the handler is at work, in its different stages. */
const moments = [1, 15, 40];

export const recovers: Requirement = {
  id: 'webhook.retry.recovers',
  clause: 'webhook-retry-recovers',
  title: 'takes the redelivery after it was down',
  needs: ['webhook', 'process', 'state'],
  assumes: ['Q53'],
  hint: 'Remember an event as seen in the same step that stores it, so that a crash in between leaves neither.',
  async check(bench) {
    await assertStores(bench);
    const clean = await measure(bench, async () => {
      const events = eventsOfNewCall(bench, ['call.created', 'call.gathered']);
      for (const event of events) await bench.deliver(event);
      return events[0]?.call.id ?? '';
    });
    for (const moment of [0, ...moments]) {
      const [created, gathered] = eventsOfNewCall(bench, ['call.created', 'call.gathered']);
      if (!created || !gathered) throw new Error('no event to deliver');
      await bench.deliver(created);
      const exchanges = await interrupted(bench, gathered, moment);
      const again = await bench.deliver(gathered, { freshConnection: true });
      exchanges.push(again.exchange);
      if (!isAcknowledged(again.status)) {
        await assertDuplicatesWork(bench);
        throw new Violation('the redelivery after a restart acknowledged', outcomeOf(again), { exchanges });
      }
      await assertReaches(bench, gathered.call.id, clean, { expected: 'a redelivered event stored once', exchanges });
    }
  },
};

/** Tries to deliver while the process is down (moment 0) or is killed at work, and starts it again. */
async function interrupted(bench: Bench, event: PlatformEvent, moment: number): Promise<Exchange[]> {
  if (moment === 0) {
    await bench.kill();
    await bench.deliver(event).catch(() => undefined);
    await bench.restart();
    return [];
  }
  let sent: () => void = () => undefined;
  const isSent = new Promise<void>((resolve) => {
    sent = resolve;
  });
  const attempt = bench.deliver(event, { freshConnection: true, onSent: sent }).catch(() => undefined);
  await Promise.race([isSent, attempt]);
  await Promise.race([attempt, pause(moment)]);
  await bench.kill();
  const cut = await attempt;
  await bench.restart();
  return cut ? [cut.exchange] : [];
}
