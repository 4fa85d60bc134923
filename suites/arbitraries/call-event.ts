import fc from 'fast-check';
import { gathered } from '../../platform/events/events.ts';
import { type EventName, eventNames } from '../../spec/index.ts';
import { membersOf, validMember, validWith } from './schema/compile.ts';

type Data = Readonly<Record<string, unknown>>;

/** What the caller of `call.gathered` pressed, and the action it echoes: members that agree, which no schema says. */
function gatheredData(): fc.Arbitrary<Data> {
  const keys = validMember('events/call.gathered', 'data', 'digits') as fc.Arbitrary<string>;
  const action = validWith('actions/gather', { absent: ['type', 'prompt'] });
  return fc
    .tuple(keys, action)
    .map(([digits, action]) => gathered({ digits, ending: digits === '' ? 'timeout' : 'enough' }, action));
}

/** Members that repeat the call, or the time of the event. */
const repeated = ['call_id', 'customer_id', 'application_id', 'provider_call_id', 'created_at', 'updated_at'];

function recordingData(status: string): fc.Arbitrary<Data> {
  return validWith('resources/recording', {
    absent: repeated,
    present: ['id', 'status', 'storage_type', 'file_url', 'duration_seconds', 'size_bytes'],
    // The list of storages is open: only one is documented.
    members: { status: fc.constant(status), storage_type: fc.constantFrom('local', 's3') },
  });
}

/** The data of an event, where the documentation leaves room for more than one value. */
export function dataOf(name: EventName): fc.Arbitrary<Data | undefined> {
  if (name === 'call.gathered') return gatheredData();
  if (name.startsWith('recording.')) return recordingData(name.slice('recording.'.length));
  // The data of a call's first event repeats the call.
  if (name === 'call.created' || membersOf(`events/${name}`, 'data').length === 0) return fc.constant(undefined);
  return validMember(`events/${name}`, 'data') as fc.Arbitrary<Data>;
}

/** Any documented event with data of its own. Made once: building an arbitrary costs more than a delivery. */
export function documentedEvent(): fc.Arbitrary<[EventName, Data | undefined]> {
  return fc.oneof(...eventNames.map((name) => fc.tuple(fc.constant(name), dataOf(name))));
}
