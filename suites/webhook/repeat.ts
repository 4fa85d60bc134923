import { now } from '../../platform/clock.ts';
import { gathered } from '../../platform/events.ts';
import { NotApplicable, type Requirement, Violation } from '../requirement.ts';
import { takesEffect } from '../state/effect.ts';
import { settledPage } from '../state/settled.ts';
import { assertStillShown } from '../state/shown.ts';
import { assertPlainWorks, begin, isAcknowledged, outcomeOf } from './plain.ts';
import { assertSameAsClean, assertStores, playWhole } from './schedule.ts';

export const acknowledged: Requirement = {
  id: 'webhook.repeat.acknowledged',
  clause: 'webhook-repeat-acknowledged',
  title: 'acknowledges a duplicate',
  needs: ['webhook'],
  hint: 'Answer 2xx to an event you have already stored: anything else is delivered again and again.',
  async check(bench) {
    await assertPlainWorks(bench);
    for (const name of ['call.answered', 'call.gathered', 'call.completed'] as const) {
      const { tell } = await begin(bench);
      const event = tell(name);
      const at = now();
      const first = await bench.deliver(event, { at });
      if (!isAcknowledged(first.status)) continue;
      const second = await bench.deliver(event, { at });
      if (isAcknowledged(second.status)) continue;
      throw new Violation(`the same ${name} again: a 2xx status`, outcomeOf(second), {
        exchanges: [first.exchange, second.exchange],
      });
    }
  },
};

export const once: Requirement = {
  id: 'webhook.repeat.once',
  clause: 'webhook-repeat-once',
  title: 'applies a duplicate once',
  needs: ['webhook', 'state'],
  hint: 'Store under a key of call id, event and created_at, and ignore what is already there.',
  check: (bench) =>
    assertSameAsClean(bench, [
      {
        expected: 'the state after each event once',
        async deliver(events) {
          const exchanges = [];
          for (const event of events) {
            const at = now();
            await bench.deliver(event, { at });
            exchanges.push((await bench.deliver(event, { at })).exchange);
          }
          return exchanges;
        },
      },
    ]),
};

const atOnce = 10;
const rounds = 5;

export const concurrent: Requirement = {
  id: 'webhook.repeat.concurrent',
  clause: 'webhook-repeat-concurrent',
  title: 'applies simultaneous duplicates once',
  needs: ['webhook', 'state'],
  hint: 'Look and store in one step: a unique key, INSERT … ON CONFLICT DO NOTHING, or a lock per call.',
  check: (bench) =>
    assertSameAsClean(
      bench,
      Array.from({ length: rounds }, () => ({
        expected: `the state after each event once, with ${atOnce} copies at once`,
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
    ),
};

export const distinctKept: Requirement = {
  id: 'webhook.repeat.distinct-kept',
  clause: 'webhook-repeat-distinct-kept',
  title: 'keeps two different events of one name',
  needs: ['webhook', 'state'],
  assumes: ['Q62'],
  hint: 'Call id and event name are too coarse a key: a call with two menus has two call.gathered (Q57). Add created_at.',
  async check(bench) {
    await assertStores(bench);
    const { call, tell } = await begin(bench, 'call.answered');
    const gather = (digits: string) => () =>
      bench.deliver(tell('call.gathered', gathered({ digits, ending: 'enough' }, { num_digits: 3 })));
    await settledPage(bench, call.id);
    const first = await takesEffect(bench, call.id, gather('481'));
    if (!first.isSeen) {
      await assertStillShown(bench, () => playWhole(bench));
      throw new NotApplicable('one call.gathered changes nothing at observe.callUrl, so two cannot be told apart');
    }
    const second = await takesEffect(bench, call.id, gather('627'));
    await assertStillShown(bench, () => playWhole(bench));
    if (second.isSeen) return;
    throw new Violation('a second call.gathered to take effect', 'the state it had after the first', {
      where: 'observed state',
      exchanges: [first.delivered.exchange, second.delivered.exchange, second.reading.exchange],
    });
  },
};
