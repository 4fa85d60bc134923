import { expect, _baseTest as test } from '@playwright/test';
import fc from 'fast-check';
import { jsonLines, nearest } from '../../reporters/html/exchange/json-lines.ts';
import { escapePointer } from '../../spec/index.ts';

const text = (lines: ReturnType<typeof jsonLines>) =>
  (lines ?? []).map(({ name, text: value }) => (name === undefined ? value : `${name}: ${value}`)).join('\n');

const parsed = (json: string): unknown => JSON.parse(json);

/** Every place of a value, with its pointer. */
function places(value: unknown, pointer = ''): readonly (readonly [string, unknown])[] {
  const inside = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return [[pointer, value], ...inside.flatMap(([name, each]) => places(each, `${pointer}/${escapePointer(name)}`))];
}

test('indenting JSON anew changes nothing but white space', () => {
  fc.assert(
    fc.property(fc.jsonValue({ noUnicodeString: false }), fc.constantFrom(0, 1, 4), (value, indent) => {
      const given = JSON.stringify(value, null, indent);
      expect(text(jsonLines(given))).toBe(JSON.stringify(value, null, 1).replace(/^ +/gm, ''));
    }),
  );
});

test('what is marked is exactly the place of the pointer', () => {
  fc.assert(
    // As JSON says it: there is no -0.
    fc.property(fc.json().map(parsed), fc.nat(), (value, choice) => {
      const all = places(value);
      const [pointer, there] = all[choice % all.length] ?? ['', value];
      const lines = jsonLines(JSON.stringify(value), pointer) ?? [];
      const marked = lines.filter((line) => line.marked);
      const [first, ...rest] = marked;
      const { name: _, ...bare } = first ?? { depth: 0, text: '', marked: true };
      expect(JSON.parse(text([bare, ...rest]).replace(/,$/, ''))).toEqual(there);
    }),
  );
});

test('tokens are shown as they came, and members that occur twice are both there', () => {
  const lines = jsonLines('{"a":1.0,"b":1e400,"a":"\\u0041","c":[],"d":{},"e":[ ]}', '/a');
  expect(text(lines)).toBe('{\n"a": 1.0,\n"b": 1e400,\n"a": "\\u0041",\n"c": [],\n"d": {},\n"e": []\n}');
  expect(lines?.filter(({ marked }) => marked)).toHaveLength(2);
});

test('text that is not JSON has no lines', () => {
  for (const given of ['', '{', 'hello', '{"a":1,}', '[1] 2']) expect(jsonLines(given)).toBeUndefined();
});

test('depth is no matter', () => {
  const depth = 5000;
  const lines = jsonLines('['.repeat(depth) + ']'.repeat(depth), '/0/0');
  expect(lines).toHaveLength(2 * depth - 1);
});

test('a pointer to what is missing is cut to what is there', () => {
  const given = '{"actions":[{"say":{}}],"a/b":{"~":1}}';
  expect(nearest(given, '/actions/0/say/text')).toBe('/actions/0/say');
  expect(nearest(given, '/a~1b/~0')).toBe('/a~1b/~0');
  expect(nearest(given, '/actions/7')).toBe('/actions');
  expect(nearest(given, '/toString')).toBeUndefined();
  expect(nearest(given, 'header Content-Type')).toBeUndefined();
  expect(nearest('not JSON', '/a')).toBeUndefined();
});
