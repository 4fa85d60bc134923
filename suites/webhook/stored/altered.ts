import type { Bench } from '../../../platform/bench.ts';
import { gathered } from '../../../platform/events/events.ts';
import { isPage, type Reading } from '../../../platform/state/observe.ts';
import type { Exchange } from '../../../spec/index.ts';
import { beginCall, isAcknowledged } from '../../preconditions/acknowledged.ts';
import { Violation } from '../../requirement.ts';
import { settled } from '../../state/settled.ts';

/** Digits, and others of the same length that differ once they were a number. */
const pairs = [
  { plain: '5820417', other: '0020417', what: 'with leading zeros' },
  { plain: '4820417582041758', other: '9007199254740993', what: 'that a double cannot hold' },
] as const;

/** Digits that are shown otherwise than they were entered, where others of their length are shown as they were. */
export async function alteredDigits(bench: Bench): Promise<Violation | undefined> {
  for (const { plain, other, what } of pairs) {
    if (!(await deliverDigits(bench, plain)).isWhole) continue;
    // Seen twice: what is shown late may have been missed once.
    if ((await deliverDigits(bench, other)).isWhole) continue;
    const { isWhole, reading, exchanges } = await deliverDigits(bench, other);
    if (isWhole || !isPage(reading) || !(await deliverDigits(bench, plain)).isWhole) continue;
    const expected = `the digits ${other} (${what}) as they were entered, as ${plain} is shown`;
    return new Violation(expected, 'other digits, or none', { where: 'observed state', exchanges });
  }
  return undefined;
}

/** Whether the digits of a call.gathered that was acknowledged are in what is stored of its call. */
async function deliverDigits(
  bench: Bench,
  digits: string,
): Promise<{ readonly isWhole: boolean; readonly reading: Reading; readonly exchanges: readonly Exchange[] }> {
  const { call, nextEvent } = await beginCall(bench, 'call.answered');
  const event = nextEvent('call.gathered', gathered({ digits, ending: 'enough' }, { num_digits: digits.length }));
  const { status, exchange } = await bench.deliver(event);
  const reading = await settled(bench, call.id);
  const isWhole = !isAcknowledged(status) || JSON.stringify(reading.state).includes(digits);
  return { isWhole, reading, exchanges: [exchange, reading.exchange] };
}
