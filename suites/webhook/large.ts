import type { Bench } from '../../platform/bench.ts';
import type { PlatformEvent } from '../../platform/events/events.ts';
import { Unreachable } from '../../platform/http/sender.ts';
import type { Delivery } from '../../platform/webhook/delivery.ts';
import { assertAcknowledged, assertPlainWorks, beginCall } from '../preconditions/acknowledged.ts';
import { type Requirement, Violation } from '../requirement.ts';
import { longLetters, pieceCount } from './letters.ts';

/** Deeper than any event, and no deeper than what a receiver may do with what it trusts: keep it, compare it. */
const deep = 1_000;
/** Nesting deeper than a call stack, in no more bytes than a receiver must accept: unsigned, as anyone could send it. */
const deepest = 10_000;

/** The event with a list of lists. */
function nested(depth: number): (event: PlatformEvent) => Buffer {
  return (event) => {
    const text = JSON.stringify({ ...event, x_future_note: 'mark' });
    return Buffer.from(text.replace('"mark"', `${'['.repeat(depth)}${']'.repeat(depth)}`));
  };
}

/** Delivers what a right receiver may refuse as it likes, but takes no harm from. */
async function assertSurvives(
  bench: Bench,
  what: string,
  change: (event: PlatformEvent) => PlatformEvent | Buffer,
  how: Delivery = {},
): Promise<void> {
  const { nextEvent } = await beginCall(bench);
  const { exchange } = await bench.deliver(change(nextEvent('call.completed')), { ...how, mayFail: true });
  try {
    const next = await beginCall(bench);
    const after = await bench.deliver(next.nextEvent('call.completed'), { freshConnection: true });
    assertAcknowledged(after, `a plain event after ${what}`);
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    throw new Violation(`a plain event after ${what}: a 2xx status`, error.message, { exchanges: [exchange] });
  }
}

export const bodyLarge: Requirement = {
  id: 'webhook.body.large',
  clause: 'webhook-body-large',
  title: 'accepts bodies of 20 kB and survives far larger ones',
  needs: ['webhook'],
  hint: 'Set the body limit of the framework to at least 20 kB, and refuse far larger bodies without crashing.',
  async check(bench) {
    await assertPlainWorks(bench);
    const first = await beginCall(bench);
    const padding = (bytes: number) => ({ x_future_padding: 'p'.repeat(bytes) });
    const event = first.nextEvent('call.completed');
    const size = 20_000 - JSON.stringify(event).length - 25;
    assertAcknowledged(await bench.deliver({ ...event, ...padding(size) } as PlatformEvent), 'an event of 20 kB');
    await assertSurvives(bench, 'one of 10 MB', (event) => ({ ...event, ...padding(10_000_000) }));
    await assertSurvives(bench, `one with a list nested ${deep} deep`, nested(deep));
    if (bench.capabilities.has('signed')) {
      await assertSurvives(bench, `an unsigned one with a list nested ${deepest} deep`, nested(deepest), {
        secret: null,
      });
    }
    const pieces = await beginCall(bench);
    const letters = { x_future_padding: longLetters(6_000) };
    const slow = await bench.deliver({ ...pieces.nextEvent('call.completed'), ...letters } as PlatformEvent, {
      pieces: pieceCount,
    });
    assertAcknowledged(slow, `an event of 19 kB that arrives in ${pieceCount} pieces, cut within letters`);
  },
};
