import { gathered, type PlatformEvent } from '../../platform/events/events.ts';
import type { EventName } from '../../spec/index.ts';
import { limitsOf, membersOf } from './schema/compile.ts';

/** A member of an event that meets a limit of the contract. */
export interface EventLimit {
  /** `call.from of 15 digits` */
  readonly what: string;
  /** The member and its place: one event can meet a limit of each. */
  readonly member: string;
  readonly apply: (event: PlatformEvent) => PlatformEvent;
}

/** Members of a recording without its ids and what repeats the call. */
const ofRecording = ['file_url', 'duration_seconds', 'size_bytes'];
/** What `call.gathered` repeats of its action, whose limits are documented. */
const ofAction = ['num_digits', 'min_digits', 'max_digits', 'timeout_seconds', 'finish_on_key'];

/** Each limit that an event of this name can meet. Ids are not among them: an integration may know its own alone. */
export function eventLimits(name: EventName): readonly EventLimit[] {
  return [...['from', 'to'].flatMap(ofCall), ...dataLimits(name)];
}

/** Events as few as possible that together meet all limits: each member meets one of its own in each of them. */
export function inRows(limits: readonly EventLimit[]): readonly (readonly EventLimit[])[] {
  const members = [...new Set(limits.map(({ member }) => member))];
  const columns = members.map((member) => limits.filter((limit) => limit.member === member));
  const count = Math.max(...columns.map(({ length }) => length));
  return Array.from({ length: count }, (_, row) => columns.flatMap((column) => column[row] ?? []));
}

/** An event that meets some limits. */
export function atLimits(event: PlatformEvent, limits: readonly EventLimit[]): PlatformEvent {
  const changed = limits.reduce((before, limit) => limit.apply(before), event);
  const { digits, timed_out, min_digits, max_digits } = changed.data;
  if (typeof digits !== 'string' || typeof min_digits !== 'number' || typeof max_digits !== 'number') return changed;
  // No gather ends with more digits than it wants, nor is it complete with fewer.
  const max = Math.max(max_digits, digits.length);
  const min = timed_out === true ? min_digits : Math.min(min_digits, digits.length);
  return { ...changed, data: { ...changed.data, min_digits: min, max_digits: max } };
}

function ofCall(member: string): readonly EventLimit[] {
  return limitsOf('resources/webhook-call', member).map(({ what, value }) => ({
    what: `call.${member} ${what}`,
    member: `call.${member}`,
    apply: (event) => ({ ...event, call: { ...event.call, [member]: value } }),
  }));
}

function dataLimits(name: EventName): readonly EventLimit[] {
  if (name === 'call.gathered') return limitsOfGathered();
  if (name.startsWith('recording.')) return ofRecording.flatMap((member) => ofData('resources/recording', member));
  return membersOf(`events/${name}`, 'data').flatMap((member) => ofData(`events/${name}`, 'data', member));
}

function ofData(file: string, ...names: readonly string[]): readonly EventLimit[] {
  const member = names.at(-1) ?? '';
  return limitsOf(file, ...names).map(({ what, value }) => ({
    what: `data.${member} ${what} (${JSON.stringify(value)})`,
    member,
    apply: (event) => ({ ...event, data: { ...event.data, [member]: value } }),
  }));
}

function limitsOfGathered(): readonly EventLimit[] {
  const keys = limitsOf('events/call.gathered', 'data', 'digits').map(({ what, value }) => ({
    what: `data.digits ${what} (${JSON.stringify(value)})`,
    member: 'digits',
    apply: pressed(String(value)),
  }));
  const echoed = ofAction.flatMap((member) =>
    limitsOf('actions/gather', member).map(({ what, value }) => ({
      what: `a gather with ${member} ${what} (${JSON.stringify(value)})`,
      member,
      apply: (event: PlatformEvent) => ({ ...event, data: { ...event.data, ...echo(member, value) } }),
    })),
  );
  return [...keys, ...echoed];
}

function pressed(digits: string): EventLimit['apply'] {
  const { status, timed_out } = gathered({ digits, ending: digits === '' ? 'timeout' : 'enough' });
  return (event) => ({ ...event, data: { ...event.data, digits, status, timed_out } });
}

/** What an event repeats of an action: `num_digits` is its fewest and its most digits. */
function echo(member: string, value: unknown): Readonly<Record<string, unknown>> {
  const own = gathered({ digits: '1', ending: 'enough' }, { [member]: value });
  const names = member === 'num_digits' ? ['min_digits', 'max_digits'] : [member];
  return Object.fromEntries(names.map((name) => [name, own[name]]));
}
