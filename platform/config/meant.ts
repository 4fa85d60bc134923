import { configKeys, type KeyNames } from '../../spec/index.ts';
import { keysAt } from './keys.ts';
import { nearest, nearestIs } from './nearest.ts';

/** Other words for keys, as other tools have them. */
const otherWords: Readonly<Record<string, string>> = {
  cmd: 'command',
  run: 'command',
  script: 'command',
  dir: 'cwd',
  workdir: 'cwd',
  environment: 'env',
  secret: 'webhookSecret',
  url: 'answerUrl',
  depth: 'maxDepth',
};

/** The key that was probably meant, as the end of a sentence: one of this place, one of another place, or all of this place. */
export function meantKey(typed: string, pointer: string): string {
  const known = keysAt(pointer);
  const other = otherWords[typed.toLowerCase()];
  const synonym = known.find((key) => key === other) ?? known.find((key) => withoutUnit(key) === withoutUnit(typed));
  if (synonym !== undefined) return `; the nearest known key is ${JSON.stringify(synonym)}`;
  const elsewhere = isPort(typed, pointer) ? undefined : placeOf(typed, pointer);
  if (elsewhere !== undefined && nearest(typed, known) === undefined) return `; its place is ${elsewhere}`;
  return nearestIs(typed, known, 'known key');
}

/** What no key says: where the integration listens is part of its URLs. */
export function unknownKeyRemedy(typed: string, pointer: string): string | undefined {
  if (!isPort(typed, pointer)) return undefined;
  return 'Write the port into each URL; env: { PORT: "3000" } of start passes one to the integration.';
}

function isPort(typed: string, pointer: string): boolean {
  return /^port$/i.test(typed) && (pointer === '' || pointer === '/start');
}

function withoutUnit(key: string): string {
  return bare(key.replace(/(?:[-_]?(?:Ms|Millis|Milliseconds|Secs?|Seconds|Mins?|Minutes))$/i, ''));
}

function bare(key: string): string {
  return key.toLowerCase().replaceAll(/[-_]/g, '');
}

/** Where such a key is known, those below this place first: `start.command`. */
function placeOf(typed: string, pointer: string): string | undefined {
  const here = pointer
    .split('/')
    .slice(1)
    .map((step) => (/^\d+$/.test(step) ? '*' : step));
  const places = below(configKeys, []).filter((place) => bare(place.at(-1) ?? '') === bare(typed));
  const isInside = (place: readonly string[]): boolean => here.every((step, index) => place[index] === step);
  const found = places.find(isInside) ?? places.sort((one, other) => one.length - other.length)[0];
  return found?.join('.').replaceAll('.*', '[]');
}

function below(keys: KeyNames, place: readonly string[]): string[][] {
  return Object.entries(keys).flatMap(([key, inner]) => {
    const here = [...place, key];
    return key === '*' ? below(inner, here) : [here, ...below(inner, here)];
  });
}
