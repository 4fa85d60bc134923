import type { Bench } from '../../../platform/bench.ts';
import { now } from '../../../platform/clock.ts';
import type { PlatformEvent } from '../../../platform/events/events.ts';
import {
  assertDuplicatesWork,
  assertPlainWorks,
  beginFor,
  isAcknowledged,
  outcomeOf,
  plainlyTaken,
  playable,
} from '../../preconditions/acknowledged.ts';
import { type Cell, cellInWords, cells, eachEvent, menuCall, shapes } from '../../preconditions/matrix.ts';
import { assertSameAsClean } from '../../preconditions/schedule.ts';
import { type Sweep, some, someBeside } from '../../preconditions/sweep.ts';
import { type Requirement, Violation } from '../../requirement.ts';

const retriedId = 'webhook.signature.resigned-retry';
const eachRetried: Sweep<Cell> = { when: 'again at once', of: cells, drawn: (draw) => eachEvent(draw, retriedId) };
const lateRetried = { ...some('in its turn', cells, 2, `${retriedId} late`), as: 'a day late' };
const callsRetried = { ...someBeside(menuCall, some('again at once', shapes, 3, retriedId)), as: 'in whole calls' };

export const resignedRetry: Requirement = {
  id: retriedId,
  clause: 'webhook-signature-resigned-retry',
  title: 'accepts a retry with a new signature, and applies it once',
  needs: ['webhook', 'signed'],
  assumes: ['Q51', 'Q53'],
  hint: 'Recognise a repeat by its content (call id, event, created_at), not by its signature or timestamp.',
  sends: [eachRetried, lateRetried, callsRetried],
  async check(bench) {
    await assertPlainWorks(bench);
    const earlier = new Date(now().getTime() - 5_000);
    const anew = bench.options.readings.Q53 !== 'byte-identical';
    for (const cell of await plainlyTaken(bench, eachEvent(bench, this.id))) {
      const { nextEvent } = await beginFor(bench, cell);
      const event = nextEvent(cell.name);
      await bench.deliver(event, { at: earlier });
      const retry = await bench.deliver(event, anew ? {} : { at: earlier });
      if (isAcknowledged(retry.status)) continue;
      await assertDuplicatesWork(bench);
      throw new Violation(`the retry of ${cellInWords(cell)}: acknowledged with 2xx`, outcomeOf(retry), {
        exchanges: [retry.exchange],
      });
    }
    if (anew) await assertTakenLate(bench);
    if (!bench.capabilities.has('state')) return;
    const [, ...others] = callsRetried.drawn(bench);
    await assertSameAsClean(
      bench,
      [menuCall, ...(await playable(bench, others))].map((shape) => ({
        expected: 'one effect of an event and its retry',
        shape,
        async deliver(events) {
          const exchanges = [];
          for (const each of events) {
            await bench.deliver(each, { at: earlier });
            exchanges.push((await bench.deliver(each, anew ? {} : { at: earlier })).exchange);
          }
          return exchanges;
        },
      })),
    );
  },
};

/** The first delivery that arrives may be a retry: its signature is fresh, and what it says happened a day before. */
async function assertTakenLate(bench: Bench): Promise<void> {
  for (const cell of lateRetried.drawn(bench, await plainlyTaken(bench))) {
    const nextEvent = bench.eventsOf(bench.newCall({ direction: cell.direction }));
    if (cell.name !== 'call.created') await bench.deliver(dayBefore(nextEvent('call.created')));
    const delivered = await bench.deliver(dayBefore(nextEvent(cell.name)));
    if (isAcknowledged(delivered.status)) continue;
    const expected = `a newly signed retry of ${cellInWords(cell)} of the day before: acknowledged with 2xx`;
    throw new Violation(expected, outcomeOf(delivered), { exchanges: [delivered.exchange] });
  }
}

const dayMs = 24 * 60 * 60 * 1000;

/** The same event with all its times a day earlier. */
function dayBefore(event: PlatformEvent): PlatformEvent {
  const times = /"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d+)?Z"/g;
  const earlier = (_: string, time: string) =>
    `"${new Date(Date.parse(`${time}Z`) - dayMs).toISOString().slice(0, 19)}Z"`;
  return JSON.parse(JSON.stringify(event).replace(times, earlier)) as PlatformEvent;
}
