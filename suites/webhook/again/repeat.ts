import { now } from '../../../platform/clock.ts';
import type { PlatformEvent } from '../../../platform/events/events.ts';
import type { EventName } from '../../../spec/index.ts';
import { assertPlainWorks, beginFor, isAcknowledged, outcomeOf, playable } from '../../preconditions/acknowledged.ts';
import { type Cell, cellInWords, cells, menuCall, type Shape, shapes } from '../../preconditions/matrix.ts';
import { assertAllClean, assertSameAsClean, eventsOfNewCall } from '../../preconditions/schedule.ts';
import { every, some, someBeside } from '../../preconditions/sweep.ts';
import { type Requirement, Violation } from '../../requirement.ts';
import { afterTraffic, deliverAgain, muchLater, oldest, remembered, signedAgain } from './remembered.ts';
import { assertUnknownOnce } from './unknown.ts';

const eachAtOnce = every('again at once', cells);
const allLater = every('again later', shapes);

export const acknowledged: Requirement = {
  id: 'webhook.repeat.acknowledged',
  clause: 'webhook-repeat-acknowledged',
  title: 'acknowledges a duplicate',
  needs: ['webhook'],
  hint: 'Answer 2xx to an event you have already stored: anything else is delivered again and again.',
  sends: [eachAtOnce, allLater],
  async check(bench) {
    await assertPlainWorks(bench);
    const sent: { readonly cell: Cell; readonly event: PlatformEvent; readonly at: Date; readonly when: string }[] = [];
    for (const cell of eachAtOnce.drawn(bench)) {
      const { nextEvent } = await beginFor(bench, cell);
      const event = nextEvent(cell.name);
      const at = now();
      const first = await bench.deliver(event, { at });
      if (!isAcknowledged(first.status)) continue;
      sent.push({ cell, event, at, when: 'after other events' });
      await again(cell, event, { at }, 'at once');
    }
    for (const { names, direction } of await playable(bench, allLater.drawn(bench))) {
      const at = now();
      const events = eventsOfNewCall(bench, { names, direction });
      for (const event of events) await bench.deliver(event, { at });
      sent.push(
        ...events.map((event, index) => ({
          cell: { name: names[index] ?? 'call.created', direction },
          event,
          at,
          when: 'after the end of its call',
        })),
      );
    }
    for (const { cell, event, at, when } of sent) await again(cell, event, signedAgain(bench, at), when);

    async function again(cell: Cell, event: PlatformEvent, how: { readonly at?: Date }, when: string): Promise<void> {
      const second = await bench.deliver(event, how);
      if (isAcknowledged(second.status)) return;
      throw new Violation(`the same ${cellInWords(cell)}, again ${when}: a 2xx status`, outcomeOf(second), {
        exchanges: [second.exchange],
      });
    }
  },
};

/** A caller who goes round in a menu: whoever remembers the last few events of a call has forgotten its first. */
const longCall: Shape = {
  names: ['call.created', 'call.answered', ...Array<EventName>(12).fill('call.gathered'), 'call.completed'],
  direction: 'inbound',
};
const muchLaterInCall = { ...every('again later', [longCall]), as: 'in a long call' };
/** The first events of it come again. */
const early = 4;

const onceId = 'webhook.repeat.once';
const twice = someBeside(menuCall, some('again at once', shapes, 4, onceId));

export const repeatOnce: Requirement = {
  id: onceId,
  clause: 'webhook-repeat-once',
  title: 'applies a duplicate once',
  needs: ['webhook', 'state'],
  assumes: ['Q53'],
  hint: 'Store under a key of call id, event and created_at, and ignore what is already there, however long ago it came.',
  sends: [twice, muchLaterInCall, afterTraffic, muchLater],
  async check(bench) {
    const [, ...others] = twice.drawn(bench);
    await assertSameAsClean(
      bench,
      [menuCall, ...(await playable(bench, others))].map((shape) => ({
        expected: 'the state after each event once',
        shape,
        async deliver(events) {
          const exchanges = [];
          for (const event of events) {
            const at = now();
            await bench.deliver(event, { at });
            exchanges.push((await bench.deliver(event, { at })).exchange);
          }
          return exchanges;
        },
      })),
    );
    await assertSameAsClean(
      bench,
      (await playable(bench, muchLaterInCall.drawn(bench))).map((shape) => ({
        expected: `the state after each event once, with the first ${early} again after ${shape.names.length - early} others of the call`,
        shape,
        async deliver(events) {
          const at = now();
          for (const event of events) await bench.deliver(event, { at });
          const again = [];
          for (const event of events.slice(0, early)) again.push(await bench.deliver(event, signedAgain(bench, at)));
          return again.map(({ exchange }) => exchange);
        },
      })),
    );
    await assertUnknownOnce(bench);
    const before = await remembered(bench);
    const traffic = 'the state after each event once, with all of them again after the events of other calls';
    await assertAllClean(bench, await deliverAgain(bench, before, traffic));
    const late = 'the state after each event once, with all of them again a while later';
    await assertAllClean(bench, await deliverAgain(bench, [await oldest(bench)], late));
  },
};

const atOnce = 10;
const concurrentId = 'webhook.repeat.concurrent';
const together = someBeside(menuCall, some('again together', shapes, 4, concurrentId));

export const repeatConcurrent: Requirement = {
  id: concurrentId,
  clause: 'webhook-repeat-concurrent',
  title: 'applies simultaneous duplicates once',
  needs: ['webhook', 'state'],
  hint: 'Check and store in one step: a unique key, INSERT … ON CONFLICT DO NOTHING, or a lock per call.',
  sends: [together],
  async check(bench) {
    const [, ...others] = together.drawn(bench);
    await assertSameAsClean(
      bench,
      [menuCall, ...(await playable(bench, others))].map((shape) => ({
        expected: `the state after each event once, with ${atOnce} copies at once`,
        shape,
        async deliver(events) {
          const exchanges = [];
          for (const event of events) {
            const at = now();
            const copies = await Promise.all(Array.from({ length: atOnce }, () => bench.deliver(event, { at })));
            exchanges.push(...copies.slice(0, 2).map(({ exchange }) => exchange));
          }
          return exchanges;
        },
      })),
    );
  },
};
