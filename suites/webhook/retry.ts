import type { Bench } from '../../platform/bench.ts';
import { pause } from '../../platform/clock.ts';
import type { Delivered } from '../../platform/delivery.ts';
import type { PlatformEvent } from '../../platform/events.ts';
import { isPage, type Reading, readingInWords } from '../../platform/observing.ts';
import type { Exchange } from '../../spec/index.ts';
import { NotApplicable, type Requirement, Violation } from '../requirement.ts';
import { assertAllReach, assertStillClean } from '../state/clean.ts';
import { difference } from '../state/difference.ts';
import { assertStillShown, shown } from '../state/shown.ts';
import { assertDuplicatesWork, isAcknowledged, outcomeOf } from './plain.ts';
import { assertStores, cleanState, eventsOfNewCall, playWhole } from './schedule.ts';

/** Milliseconds from sending the second event to the kill: while its handler is at work, in its different stages; 0 is before it. */
const moments = [0, 1, 15, 40];

/** A call of two events with a crash in between, and what came of both. */
interface Crash {
  readonly callId: string;
  /** The event that was answered before the process was killed. */
  readonly accepted: Delivered;
  /** Whether it was still there after the start. */
  readonly isKept: boolean;
  /** What was shown of it then. */
  readonly reading: Reading;
  /** The event that met the crash, when it was delivered again. */
  readonly redelivered: Delivered;
  /** Deliveries of that event. */
  readonly exchanges: readonly Exchange[];
}

/** One crash for each moment; they cost a start each, so both requirements look at the same. */
function crashes(bench: Bench): Promise<readonly Crash[]> {
  return bench.once('crashes', async () => {
    const all: Crash[] = [];
    for (const moment of moments) {
      const [created, gathered] = eventsOfNewCall(bench, ['call.created', 'call.gathered']);
      if (!created || !gathered) throw new Error('no event to deliver');
      const accepted = await bench.deliver(created);
      const cut = await interrupted(bench, gathered, moment);
      // What waits in a durable queue is shown a moment after the start.
      const { isShown: isKept, reading } = await shown(bench, created.call.id);
      const redelivered = await bench.deliver(gathered, { freshConnection: true });
      const exchanges = [...cut, redelivered.exchange];
      all.push({ callId: created.call.id, accepted, isKept, reading, redelivered, exchanges });
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
    for (const { accepted, isKept, reading } of await crashes(bench)) {
      const { status, exchange } = accepted;
      if (!isAcknowledged(status)) throw new Error(`the event was not acknowledged (status ${status})`);
      if (isKept) continue;
      await assertStillShown(bench, () => playWhole(bench));
      await assertShownAlone(bench);
      const shows = isPage(reading) ? `it shows ${difference(reading.state, reading.state)}` : readingInWords(reading);
      const actual = `nothing is stored for the call (${shows})`;
      throw new Violation('an acknowledged event to survive a kill right after its 2xx', actual, {
        where: 'observed state',
        exchanges: [exchange, reading.exchange],
      });
    }
    await assertStillShown(bench, () => playWhole(bench));
  },
};

/** A page may show nothing of a call before its second event, crash or not. */
async function assertShownAlone(bench: Bench): Promise<void> {
  const { isShown } = await shown(bench, await playWhole(bench, ['call.created']));
  if (!isShown) throw new NotApplicable('observe.callUrl shows nothing of a call that had call.created alone');
}

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
    await assertStillClean(bench, clean);
  },
};
