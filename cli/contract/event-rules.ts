import { eventNames, schema } from '../../spec/index.ts';

/** Where events are described in general. */
export const eventPage = 'https://doc.minivoice.eu/docs/webhooks/call-created';

/** A rule by which `mvk lint` judges an event. */
interface EventRule {
  readonly text: string;
  readonly source: string;
}

/** The meaning of a rule of `mvk lint` on events, or of an event name; undefined for anything else. */
export function eventRules(id: string): EventRule | undefined {
  if (id === 'json') return { text: 'An event is one JSON document.', source: eventPage };
  if (id === 'event') return { text: `Its member event is one of ${eventNames.join(', ')}.`, source: eventPage };
  const name = eventNames.find((each) => each === id || `${each}.schema` === id);
  if (name === undefined) return undefined;
  const { required } = schema(`events/${name}`);
  const members = Array.isArray(required) ? required.join(', ') : '';
  return { text: `The event ${name} has the members ${members}, as its schema says.`, source: eventPageOf(name) };
}

/** The page that describes an event. */
export function eventPageOf(name: string): string {
  const page = schema(`events/${name}`)['x-source'];
  return typeof page === 'string' ? page : eventPage;
}
