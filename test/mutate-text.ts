/** A repeatable source of numbers below `most`. */
type Dice = (most: number) => number;

export function dice(seed: number): Dice {
  let state = seed >>> 0;
  return (most) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % most;
  };
}

function pick<T>(roll: Dice, list: readonly T[]): T {
  return list[roll(list.length)] as T;
}

const strange: readonly unknown[] = [
  ...[null, true, false, 0, -1, 1, 1.5, 30, 31, 20, 21, 60_000, 60_001, 1e308, '', ' ', '#', '*', '##', '0123456789'],
  ...[
    '+12025550111',
    '+1',
    '12025550111',
    'sip:a@example.com',
    'sip:',
    'https://example.com',
    'http://',
    '//x',
    'wss://x',
  ],
  ...[
    'GET',
    'POST',
    'put',
    'in',
    'out',
    'both',
    'say',
    'play',
    'text',
    [],
    {},
    [[]],
    [{}],
    { text: 'a' },
    { type: 'say' },
  ],
  ...['\ud800', '\0', '__proto__', 'a'.repeat(5000), Array.from({ length: 20 }, () => ({ say: { text: 'a' } }))],
];
const names = [
  'say',
  'gather',
  'text',
  'type',
  'actions',
  'url',
  'destination',
  'to',
  'mute',
  '__proto__',
  'toString',
  '',
];

/** A copy in which one place is another: a value, a name, an element more or less. */
function altered(value: unknown, roll: Dice): unknown {
  if (roll(6) === 0 || typeof value !== 'object' || value === null) return pick(roll, strange);
  if (Array.isArray(value)) {
    const at = roll(value.length + 1);
    if (roll(4) === 0) return value.toSpliced(at, roll(2), pick(roll, strange));
    return value.length === 0
      ? [pick(roll, strange)]
      : value.with(at % value.length, altered(value[at % value.length], roll));
  }
  const entries = Object.entries(value);
  if (entries.length === 0 || roll(5) === 0) return asObject([...entries, [pick(roll, names), pick(roll, strange)]]);
  const at = roll(entries.length);
  const [name, member] = entries[at] ?? ['', undefined];
  if (roll(6) === 0) return asObject(entries.toSpliced(at, 1));
  if (roll(6) === 0) return asObject(entries.with(at, [pick(roll, names), member]));
  return asObject(entries.with(at, [name, altered(member, roll)]));
}

/** `__proto__` becomes a member, as it does when JSON is read. */
function asObject(entries: readonly (readonly [string, unknown])[]): unknown {
  return JSON.parse(`{${entries.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join()}}`);
}

const scraps = [
  '"',
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '\\',
  '\\u12',
  ' ',
  '\n',
  '0',
  '-',
  '1e',
  '.',
  'null',
  '\0',
  '\ufeff',
  '//',
  "'",
];

/** The bytes with one of them changed, or a scrap of JSON put among them, or taken out. */
function scratched(bytes: Buffer, roll: Dice): Buffer {
  const at = roll(bytes.length + 1);
  const [before, after] = [bytes.subarray(0, at), bytes.subarray(Math.min(bytes.length, at + roll(3)))];
  if (roll(3) === 0) return Buffer.concat([before, after]);
  const scrap = roll(2) === 0 ? Buffer.from([roll(256)]) : Buffer.from(pick(roll, scraps));
  return Buffer.concat([before, scrap, after]);
}

export interface Mutated {
  readonly status: number;
  readonly type: string;
  readonly bytes: Buffer;
}

const types = [
  ...[
    'application/json',
    'application/json; charset=utf-8',
    'Application/JSON',
    'application/problem+json',
    'text/html',
  ],
  ...['', 'json', 'application/jsonp', 'text/json+json', 'application/ json', 'application/json, text/html', '/json'],
];
const statuses = [200, 200, 200, 200, 200, 201, 204, 205, 206, 299, 300, 302, 199, 400, 404, 500, 503, 999];

/** A response made from a valid answer by a few changes, none included. */
export function mutated(valid: readonly unknown[], roll: Dice): Mutated {
  let answer = pick(roll, valid);
  for (let left = roll(4); left > 0; left--) answer = altered(answer, roll);
  let bytes: Buffer = Buffer.from(JSON.stringify(answer) ?? '');
  if (roll(4) === 0) for (let left = 1 + roll(3); left > 0; left--) bytes = scratched(bytes, roll);
  return { status: pick(roll, statuses), type: pick(roll, types), bytes };
}
