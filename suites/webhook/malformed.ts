import type { Bench } from '../../platform/bench.ts';
import type { PlatformEvent } from '../../platform/events/events.ts';
import type { Exchange } from '../../spec/index.ts';
import {
  assertAcknowledged,
  assertPlainWorks,
  beginCall,
  beginFor,
  outcomeOf,
  plainlyTaken,
} from '../preconditions/acknowledged.ts';
import { cellInWords, cells } from '../preconditions/matrix.ts';
import { assertStores, playWhole, wholeShown } from '../preconditions/schedule.ts';
import { assertStillStores } from '../preconditions/still-stores.ts';
import { some } from '../preconditions/sweep.ts';
import { type Requirement, Violation } from '../requirement.ts';
import { settledPage } from '../state/settled.ts';
import { assertUnchanged } from '../state/unchanged.ts';
import { strange } from './strange.ts';

/** Bytes that are signed but are no JSON text; each is the beginning or the neighbour of an event. */
function broken(event: PlatformEvent): readonly (readonly [string, Buffer])[] {
  const text = JSON.stringify(event);
  return [
    ['a truncated event', Buffer.from(text.slice(0, -10))],
    ['an event with a trailing comma', Buffer.from(`${text.slice(0, -1)},}`)],
    ['an event in single quotes', Buffer.from(text.replaceAll('"', "'"))],
    ['plain text', Buffer.from('call.completed')],
    ['an empty body', Buffer.alloc(0)],
  ];
}

const someStrange = some('in its turn', cells, 2, 'strange texts');

/** Throws where a strange text meets a failure. */
async function assertSurvivesStrange(bench: Bench): Promise<void> {
  for (const cell of someStrange.drawn(bench, await plainlyTaken(bench))) {
    const { nextEvent } = await beginFor(bench, cell);
    for (const [what, bytes] of strange(nextEvent(cell.name))) {
      const delivered = await bench.deliver(bytes);
      if (delivered.status !== undefined && delivered.status < 500) continue;
      throw new Violation(`a status below 500 for ${what} (${cellInWords(cell)})`, outcomeOf(delivered), {
        exchanges: [delivered.exchange],
      });
    }
    assertAcknowledged(await bench.deliver(nextEvent(cell.name)), `a plain ${cellInWords(cell)} after strange ones`);
  }
}

export const bodyMalformed: Requirement = {
  id: 'webhook.body.malformed',
  clause: 'webhook-body-malformed',
  title: 'refuses what is not JSON with a 4xx status',
  needs: ['webhook', 'signed'],
  hint: 'Parse inside a try, answer 400 when it fails or gives no object, and store nothing.',
  sends: [someStrange],
  async check(bench) {
    await assertPlainWorks(bench);
    if (bench.capabilities.has('state')) await wholeShown(bench);
    const { call, nextEvent } = await beginCall(bench);
    const before = bench.capabilities.has('state') ? await settledPage(bench, call.id) : undefined;
    const exchanges: Exchange[] = [];
    for (const [what, bytes] of broken(nextEvent('call.completed'))) {
      const delivered = await bench.deliver(bytes);
      exchanges.push(delivered.exchange);
      const status = delivered.status ?? 0;
      if (status >= 400 && status <= 499) continue;
      throw new Violation(`a 4xx status for ${what}`, outcomeOf(delivered), { exchanges: [delivered.exchange] });
    }
    if (before) {
      await assertStores(bench);
      const same = async () => (await beginCall(bench)).call.id;
      const visible = () => playWhole(bench);
      await assertUnchanged(bench, { before, expected: 'no effect of a refused body', exchanges, same, visible });
    }
    assertAcknowledged(await bench.deliver(nextEvent('call.answered')), 'a plain event after malformed ones');
    await assertSurvivesStrange(bench);
    await assertStillStores(bench, 'strange texts');
  },
};
