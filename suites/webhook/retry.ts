import type { Bench } from '../../platform/bench.ts';
import { pause } from '../../platform/clock.ts';
import type { Delivered } from '../../platform/delivery.ts';
import type { PlatformEvent } from '../../platform/events.ts';
import type { Exchange } from '../../spec/index.ts';
import { type Requirement, Violation } from '../requirement.ts';
import { assertAllReach, changes, difference, emptyState } from '../state.ts';
import { assertDuplicatesWork, isAcknowledged, outcomeOf } from './plain.ts';
import { assertStores, cleanState, eventsOfNewCall } from './schedule.ts';

/** Milliseconds from sending the second event to the kill: while its handler is at work, in its different stages; 0 is before it. */
const moments = [0, 1, 15, 40];

/** A call of two events with a crash in between, and what came of both. */
interface Crash {
  readonly callId: string;
  /** The event that was answered before the process was killed. */
  readonly accepted: Delivered;
  /** Whether it was still there after the start. */
  readonly isKept: boolean;
  /** The event that met the crash, when it was delivered again. */
  readonly redelivered: Delivered;
  /** Deliveries of that event. */
  readonly exchanges: readonly Exchange[];
}

/** One crash for each moment; they cost a start each, so both requirements look at the same. */
function crashes(bench: Bench): Promise<readonly Crash[]> {
  return bench.once('crashes', async () => {
    const empty = await emptyState(bench);
    const all: Crash[] = [];
    for (const moment of moments) {
      const [created, gathered] = eventsOfNewCall(bench, ['call.created', 'call.gathered']);
      if (!created || !gathered) throw new Error('no event to deliver');
      const accepted = await bench.deliver(created);
      const cut = await interrupted(bench, gathered, moment);
      // What waits in a durable queue is shown a moment after the start.
      const isKept = await changes(bench, created.call.id, empty);
      const redelivered = await bench.deliver(gathered, { freshConnection: true });
      const exchanges = [...cut, redelivered.exchange];
      all.push({ callId: created.call.id, accepted, isKept, redelivered, exchanges });
    }
    return all;
  });
}

/** Tries to deliver while the process is down (moment 0) or is killed at work, and starts it again. */
async function interrupted(bench: Bench, event: PlatformEvent, moment: number): Promise<readonly Exchange[]> {
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

export const afterAcceptance: Requirement = {
  id: 'webhook.ack.after-acceptance',
  clause: 'webhook-ack-after-acceptance',
  title: 'keeps what it acknowledged, also through a crash',
  needs: ['webhook', 'process', 'state'],
  hint: 'Write the event to durable storage first, and answer 2xx only then.',
  async check(bench) {
    await assertStores(bench);
    for (const { accepted, isKept } of await crashes(bench)) {
      const { status, exchange } = accepted;
      if (!isAcknowledged(status)) throw new Error(`the event was not acknowledged (status ${status})`);
      if (isKept) continue;
      const empty = await emptyState(bench);
      const actual = `nothing is stored for the call (it shows ${difference(empty, empty)})`;
      throw new Violation('an acknowledged event to survive a kill right after its 2xx', actual, {
        where: 'observed state',
        exchanges: [exchange],
      });
    }
  },
};

export const recovers: Requirement = {
  id: 'webhook.retry.recovers',
  clause: 'webhook-retry-recovers',
  title: 'takes the redelivery after it was down',
  needs: ['webhook', 'process', 'state'],
  assumes: ['Q53'],
  hint: 'Remember an event as seen in the same step that stores it, so that a crash in between leaves neither.',
  async check(bench) {
    await assertStores(bench);
    const clean = await cleanState(bench, ['call.created', 'call.gathered']);
    const all = await crashes(bench);
    const refused = all.find(({ redelivered }) => !isAcknowledged(redelivered.status));
    if (refused) {
      await assertDuplicatesWork(bench);
      const { redelivered, exchanges } = refused;
      throw new Violation('the redelivery after a restart acknowledged', outcomeOf(redelivered), { exchanges });
    }
    const expected = 'a redelivered event stored once';
    await assertAllReach(
      bench,
      clean,
      all.map(({ callId, exchanges }) => ({ callId, expected, exchanges })),
    );
  },
};
