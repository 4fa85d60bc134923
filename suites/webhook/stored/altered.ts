import type { Bench } from '../../../platform/bench.ts';
import { gathered, type PlatformEvent } from '../../../platform/events/events.ts';
import { isPage, type Reading } from '../../../platform/state/observe.ts';
import { type EventName, isRecord } from '../../../spec/index.ts';
import { isAcknowledged } from '../../preconditions/acknowledged.ts';
import { Violation } from '../../requirement.ts';
import { settled } from '../../state/settled.ts';
import { startedAt } from '../../state/volatile.ts';

/** A text in an event, and others that must show as it does. */
interface Carrier {
  readonly name: EventName;
  readonly what: string;
  readonly plain: string;
  readonly others: readonly string[];
  readonly put: (event: PlatformEvent, text: string) => PlatformEvent;
}

const carriers: readonly Carrier[] = [
  {
    name: 'call.gathered',
    what: 'digits',
    plain: '48395',
    others: ['00425', '*073#', '9007199254740993'],
    put: (event, digits) => ({
      ...event,
      data: gathered({ digits, ending: 'enough' }, { num_digits: digits.length }),
    }),
  },
  {
    name: 'call.answered',
    what: 'a call variable',
    plain: 'kestrel',
    others: ['Grüße 😀', `it's "said" \\`, '00425', '1e3'],
    put: (event, note) => ({ ...event, variables: { note } }),
  },
];

/** Text that is stored as another text, where a plain one is shown as it came. Only pages of JSON say so exactly. */
export async function alteredText(bench: Bench): Promise<Violation | undefined> {
  for (const carrier of carriers) {
    if (!(await isKept(bench, carrier, carrier.plain)).isKept) continue;
    for (const text of carrier.others) {
      const { isKept: isSame, reading, isTaken } = await isKept(bench, carrier, text);
      if (isSame || !isTaken || !isPage(reading) || (await isKept(bench, carrier, text)).isKept) continue;
      // A page that has gone meanwhile shows nothing of the plain one either.
      if (!(await isKept(bench, carrier, carrier.plain)).isKept) return undefined;
      return new Violation(
        `${carrier.what} ${JSON.stringify(text)} to show as it came, as ${JSON.stringify(carrier.plain)} does`,
        'a page without it',
        { where: 'observed state', exchanges: [reading.exchange] },
      );
    }
  }
  return undefined;
}

async function isKept(bench: Bench, { name, put }: Carrier, text: string) {
  const call = bench.newCall();
  const nextEvent = bench.eventsOf(call, startedAt);
  const before = name === 'call.answered' ? [] : [nextEvent('call.answered')];
  await bench.deliver(nextEvent('call.created'));
  for (const event of before) await bench.deliver(event);
  const { status } = await bench.deliver(put(nextEvent(name), text));
  const reading = await settled(bench, call.id);
  const { body } = isRecord(reading.state) ? reading.state : {};
  return { isKept: typeof body !== 'string' && holds(body, text), reading, isTaken: isAcknowledged(status) };
}

/** Whether a text, or the number that reads as it, is somewhere in a value. */
function holds(value: Reading['state'], text: string): boolean {
  if (typeof value === 'string') return value.includes(text);
  if (typeof value === 'number') return String(value) === text;
  if (Array.isArray(value)) return value.some((each) => holds(each, text));
  return isRecord(value) && Object.values(value).some((each) => holds(each, text));
}
