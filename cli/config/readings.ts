import { assumptions } from '../../spec/index.ts';
import { UsageError } from '../command.ts';
import { nearestIs } from '../terminal/nearest.ts';

/** Every assumption with the reading of this run: the default, unless the file or, above it, a flag says otherwise. */
export function readings(
  file: Readonly<Record<string, string>>,
  flags: readonly string[],
): Readonly<Record<string, string>> {
  const defaults = Object.entries(assumptions).map(([id, { default: reading }]) => [id, reading] as const);
  const chosen = [
    ...Object.entries(file).map(([id, reading]) => known(id, reading, 'the configuration')),
    ...flags.map((flag) => {
      const [, id, reading] = /^([^=]+)=(.+)$/.exec(flag) ?? [];
      if (id === undefined || reading === undefined) {
        throw new UsageError(`--assume must be ID=READING (got ${JSON.stringify(flag)})`, 'mvk list --assumptions');
      }
      return known(id, reading, '--assume');
    }),
  ];
  return Object.fromEntries([...defaults, ...chosen]);
}

function known(id: string, reading: string, place: string): readonly [string, string] {
  const [, assumption] = Object.entries(assumptions).find(([other]) => other === id) ?? [];
  if (!assumption) {
    const near = nearestIs(id, Object.keys(assumptions), 'assumption');
    throw new UsageError(
      `${place} names the unknown assumption ${JSON.stringify(id)}${near}`,
      'mvk list --assumptions',
    );
  }
  const names = readingNames(assumption.readings);
  if (names.includes(reading)) return [id, reading];
  const near = nearestIs(reading, names, 'reading');
  throw new UsageError(`${place} gives ${id} the unknown reading ${JSON.stringify(reading)}${near}`);
}

/** The names of an assumption's readings. */
export function readingNames(all: readonly string[] | Readonly<Record<string, string>>): readonly string[] {
  return Array.isArray(all) ? all : Object.keys(all);
}
