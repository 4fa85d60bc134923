import type { Bench } from '../../../platform/bench.ts';
import { isPage, readingInWords } from '../../../platform/state/observe.ts';
import { assertDuplicatesWork, isAcknowledged, outcomeOf } from '../../preconditions/acknowledged.ts';
import { assertAllClean, assertStores, cleanState, playWhole } from '../../preconditions/schedule.ts';
import { Blocked, NotApplicable, type Requirement, Violation } from '../../requirement.ts';
import { assertAllReach, assertStillClean } from '../../state/clean.ts';
import { difference } from '../../state/difference.ts';
import { assertStillShown, waitUntilShown } from '../../state/shown.ts';
import { afterStart, beforeCrash, begunCall, crashes, gatheredCall, inCrash, intactBefore } from './crashes.ts';
import { afterRestart, beforeTraffic, deliverAgain, intact, untouched } from './remembered.ts';
import { readBadly } from './unusual.ts';

export const afterAcceptance: Requirement = {
  id: 'webhook.ack.after-acceptance',
  clause: 'webhook-ack-after-acceptance',
  title: 'keeps acknowledged events, even through a crash',
  needs: ['webhook', 'process', 'state'],
  hint: 'Write the event to durable storage first, and answer 2xx only then.',
  sends: [beforeTraffic, beforeCrash, afterStart],
  async check(bench) {
    await assertStores(bench);
    const earlier = 'every event acknowledged to be there after the events of other calls';
    await assertAllClean(
      bench,
      (await untouched(bench)).map((call) => ({ ...call, expected: earlier })),
    );
    for (const { accepted, isKept, reading } of await crashes(bench)) {
      const { status, exchange } = accepted;
      if (!isAcknowledged(status)) {
        const seen = `an event before a crash was not acknowledged (${outcomeOf(accepted)})`;
        throw new Blocked(seen, 'webhook.ack.every-event');
      }
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
    const before = (await intactBefore(bench)).map(({ shape, events }) => ({
      callId: events[0]?.call.id ?? '',
      shape,
      expected: 'every event acknowledged before a crash to be there after it',
      exchanges: [],
    }));
    const [lost] = (await crashes(bench)).flatMap((crash) => crash.lost ?? []);
    if (lost) throw lost;
    const badly = await readBadly(bench);
    if (badly) throw badly;
    const around = (await crashes(bench)).flatMap(({ prior, next }) => [...prior, next]);
    await assertAllClean(bench, [...before, ...around]);
  },
};

/** A page may show nothing of a call before its second event, crash or not. */
async function assertShownAlone(bench: Bench): Promise<void> {
  const { isShown } = await waitUntilShown(bench, await playWhole(bench, begunCall));
  if (!isShown) throw new NotApplicable('observe.callUrl shows nothing of a call that had call.created alone');
}

export const recovers: Requirement = {
  id: 'webhook.retry.recovers',
  clause: 'webhook-retry-recovers',
  title: 'processes redelivered events after a restart',
  needs: ['webhook', 'process', 'state'],
  assumes: ['Q53'],
  hint: 'Remember an event as seen in the same step that stores it, so that a crash in between leaves neither.',
  sends: [inCrash, afterRestart],
  async check(bench) {
    await assertStores(bench);
    const clean = await cleanState(bench, gatheredCall);
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
    await assertAllClean(
      bench,
      all.flatMap((crash) => crash.again),
    );
    const again = 'the state after each event once, with all of them again after a restart';
    await assertAllClean(bench, await deliverAgain(bench, await intact(bench), again));
  },
};
