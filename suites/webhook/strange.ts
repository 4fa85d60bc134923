import type { PlatformEvent } from '../../platform/events/events.ts';

/** Signed JSON texts that are no event, or unlike any that was seen: refused or not, nothing may fail on them. */
export function strange(event: PlatformEvent): readonly (readonly [string, Buffer])[] {
  const changed = (members: Readonly<Record<string, unknown>>) => Buffer.from(JSON.stringify({ ...event, ...members }));
  const noted = (note: unknown) => JSON.stringify({ ...event, x_future_note: note });
  const nested = `${'['.repeat(400)}${']'.repeat(400)}`;
  const [before, after] = noted('mark').split('mark');
  const around = (bytes: readonly number[]) =>
    Buffer.concat([Buffer.from(before ?? ''), Buffer.from(bytes), Buffer.from(after ?? '')]);
  return [
    ['the JSON text null', Buffer.from('null')],
    ['a number instead of an event', Buffer.from('42')],
    ['a number too large for a double', Buffer.from('1e999')],
    ['true instead of an event', Buffer.from('true')],
    ['a string instead of an event', Buffer.from('"call.completed"')],
    ['an empty list', Buffer.from('[]')],
    ['a list of events', Buffer.from(`[${JSON.stringify(event)}]`)],
    ['an empty object', Buffer.from('{}')],
    ['an event without a call', changed({ call: undefined })],
    ['an event whose call is null', changed({ call: null })],
    ['an event whose call has no id', changed({ call: { ...event.call, id: undefined } })],
    ['an event whose call id is a number', changed({ call: { ...event.call, id: 42 } })],
    ['an event without a name', changed({ event: undefined })],
    ['an event whose name is a number', changed({ event: 42 })],
    ['an event whose data is null', changed({ data: null })],
    ['an event whose variables are a list', changed({ variables: [] })],
    ['an event whose time is a number', changed({ created_at: 42 })],
    ['an event with the character NUL in a string', Buffer.from(noted('a\0b'))],
    ['an event with control characters in a string', Buffer.from(noted('\u0001\u001b\u007f'))],
    ['an event with half a surrogate pair in a string', Buffer.from(noted('\ud800'))],
    ['an event with a byte that is no UTF-8', around([0xff])],
    ['an event with a NUL byte in a string', around([0])],
    ['an event with a byte order mark', Buffer.from(`\ufeff${JSON.stringify(event)}`)],
    ['an event with a list nested 400 deep', Buffer.from(noted('mark').replace('"mark"', nested))],
    ['an event with a member twice', Buffer.from(JSON.stringify(event).replace('{', '{"event":"call.created",'))],
    [
      'an event with numbers that a double cannot hold',
      Buffer.from(noted('mark').replace('"mark"', '[9007199254740993,1e400,-0]')),
    ],
  ];
}
