import { type Switches, working } from '../../platform/api/resources/records.ts';
import { nearest } from '../../platform/config/nearest.ts';
import { isRecord, show } from '../../spec/index.ts';

/** Switches as they were sent; throws one sentence where one is unknown, or would have no meaning. */
export function switchesIn(body: unknown): Partial<Switches> {
  if (!isRecord(body)) throw new TypeError('switches are an object, such as {"balanceCents": 0}');
  const names = Object.keys(working);
  for (const [name, value] of Object.entries(body)) {
    if (!names.includes(name)) {
      const near = nearest(name, names);
      const which = near === undefined ? '' : `; the nearest is ${JSON.stringify(near)}`;
      throw new RangeError(`there is no switch "${name}", only ${names.join(', ')}${which}`);
    }
    const defaultValue: unknown = Reflect.get(working, name);
    // A limit is off where it is null; the state of AI results may be {"afterReads": N}.
    const kinds =
      defaultValue === null ? ['number', 'null'] : name === 'ai' ? ['string', 'object'] : [typeof defaultValue];
    if (!kinds.includes(value === null ? 'null' : typeof value)) {
      throw new TypeError(`the switch "${name}" must be a ${kinds.join(' or ')} (got ${show(value)})`);
    }
  }
  return body;
}
