import fc from 'fast-check';
import { gathered } from '../../platform/events/events.ts';
import { type EventName, eventNames } from '../../spec/index.ts';
import { digits, lowerCase, text } from './characters.ts';

/** What the caller of `call.gathered` pressed, and the action it echoes. */
function gatheredData(): fc.Arbitrary<Record<string, unknown>> {
  return fc
    .record(
      {
        digits: text(`${digits}*#`, 0, 12),
        num_digits: fc.integer({ min: 1, max: 12 }),
        timeout_seconds: fc.integer({ min: 1, max: 30 }),
        finish_on_key: fc.constantFrom('#', '*', '0'),
      },
      { requiredKeys: ['digits'] },
    )
    .map(({ digits, ...action }) => gathered({ digits, ending: digits === '' ? 'timeout' : 'enough' }, action));
}

/** The data of an event, where the documentation leaves room for more than one value. */
export function dataOf(name: EventName): fc.Arbitrary<Record<string, unknown> | undefined> {
  if (name === 'call.gathered') return gatheredData();
  if (name.startsWith('recording.')) {
    return fc.record({
      id: text(`${lowerCase + digits}_.`, 1, 30).map((ending) => `rec_${ending}`),
      status: fc.constant(name.slice('recording.'.length)),
      storage_type: fc.constantFrom('local', 's3'),
      file_url: fc.constantFrom('', 'https://recordings.example.com/rec_1.wav'),
      duration_seconds: fc.integer({ min: 0, max: 86_400 }),
      size_bytes: fc.integer({ min: 0, max: 2 ** 40 }),
    });
  }
  return fc.constant(undefined);
}

/** Any documented event with data of its own. Made once: building an arbitrary costs more than a delivery. */
export function documentedEvent(): fc.Arbitrary<[EventName, Record<string, unknown> | undefined]> {
  return fc.oneof(...eventNames.map((name) => fc.tuple(fc.constant(name), dataOf(name))));
}
