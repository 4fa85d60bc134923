import { assumptions, defaultReadings, type Readings } from '../../spec/index.ts';
import { nearestIs } from './nearest.ts';
import { UsageError } from './usage-error.ts';

/** Every open question with the reading of this run: the default, unless the file or, above it, a flag says otherwise. */
export function readings(file: Readonly<Record<string, string>>, flags: readonly string[]): Required<Readings> {
  const chosen = [
    ...Object.entries(file).map(([id, reading]) => knownReading(id, reading, 'the configuration')),
    ...flags.map((flag) => {
      const [, id, reading] = /^([^=]+)=(.+)$/.exec(flag) ?? [];
      if (id === undefined || reading === undefined) {
        throw new UsageError(`--assume must be ID=READING (got ${JSON.stringify(flag)})`, 'mvk list --assumptions');
      }
      return knownReading(id, reading, '--assume');
    }),
  ];
  return { ...defaultReadings, ...Object.fromEntries(chosen) };
}

function knownReading(id: string, reading: string, place: string): readonly [string, string] {
  const [, assumption] = Object.entries(assumptions).find(([other]) => other === id) ?? [];
  if (!assumption) {
    const near = nearestIs(id, Object.keys(assumptions), 'assumption');
    throw new UsageError(
      `${place} names the unknown assumption ${JSON.stringify(id)}${near}`,
      'mvk list --assumptions',
    );
  }
  const names = Object.keys(assumption.readings);
  if (names.includes(reading)) return [id, reading];
  const near = nearestIs(reading, names, 'reading');
  throw new UsageError(`${place} gives ${id} the unknown reading ${JSON.stringify(reading)}${near}`);
}
