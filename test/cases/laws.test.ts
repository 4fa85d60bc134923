import { expect, _baseTest as test } from '@playwright/test';
import fc from 'fast-check';
import { pointerSegments, valueAt } from '../../spec/text/pointer.ts';
import { schema } from '../../spec/validation/schemas.ts';
import { type Kind, kinds, type SchemaCell } from '../../suites/arbitraries/schema/cell.ts';
import { boundary, cellsOf, grown, invalid, valid } from '../../suites/arbitraries/schema/compile.ts';
import { gaps, places } from '../../tools/schema-cases/figure.ts';
import { compiled, errorsOf, files, isValidByOther } from '../../tools/schema-cases/validators.ts';

const seed = 20;
// One for the list of actions, whose 30 alternatives take long to refuse a value.
const valuesOf = (file: string, { value }: SchemaCell) =>
  fc.sample(value(), { seed, numRuns: file === 'answer' ? 1 : 3 });
const place = (cell: SchemaCell) => `${cell.kind} ${cell.schemaPointer} ${cell.what}, at ${cell.pointer || 'the top'}`;

for (const file of files) {
  test(`${file}: valid values are valid by both validators`, () => {
    for (const value of fc.sample(valid(file), { seed, numRuns: 100 })) {
      expect(errorsOf(file, value), JSON.stringify(value)).toEqual([]);
      expect(isValidByOther(file, value), JSON.stringify(value)).toBe(true);
    }
  });

  for (const kind of ['boundary', 'grown'] as const) {
    test(`${file}: ${kind} values are valid by both validators`, () => {
      for (const cell of cellsOf(file, kind)) {
        for (const value of valuesOf(file, cell)) {
          expect(errorsOf(file, value), place(cell)).toEqual([]);
          expect(isValidByOther(file, value), place(cell)).toBe(true);
        }
      }
    });
  }

  test(`${file}: invalid values are refused by both validators, for the keyword and at the place that they name`, () => {
    for (const cell of cellsOf(file, 'invalid')) {
      for (const value of valuesOf(file, cell)) {
        const errors = errorsOf(file, value);
        const found = errors.map(({ instancePath, keyword }) => `${keyword} at ${instancePath}`);
        expect(found, place(cell)).toContain(`${cell.keyword} at ${cell.pointer}`);
        expect(isValidByOther(file, value), place(cell)).toBe(false);
        expect(besides(cell, errors), place(cell)).toEqual([]);
      }
    }
  });

  test(`${file}: each limit is met exactly: one less, and the same value is refused`, () => {
    const own = cellsOf(file, 'boundary').filter((cell) => cell.schemaPointer.startsWith(`${file}#/`));
    for (const cell of own) {
      const tighter = tightened(file, cell);
      if (!tighter) continue;
      const validate = compiled(tighter, file);
      for (const value of valuesOf(file, cell)) expect(validate(value), place(cell)).toBe(false);
    }
  });

  test(`${file}: cells have names of their own, and the same seed makes the same values`, () => {
    for (const kind of kinds) {
      const names = cellsOf(file, kind).map(place);
      expect(new Set(names).size).toBe(names.length);
    }
    const makers = [valid, ...(cellsOf(file, 'grown').length > 0 ? [grown] : []), boundary, invalid];
    const all = () => makers.map((make) => fc.sample(make(file) as fc.Arbitrary<unknown>, { seed, numRuns: 100 }));
    expect(JSON.stringify(all())).toBe(JSON.stringify(all()));
  });
}

for (const file of files.filter((name) => name !== 'answer' && !name.endsWith('call-ai'))) {
  test(`${file}: a case shrinks to the least that still shows its cell`, () => {
    const { required = [], anyOf = [] } = schema(file) as { required?: string[]; anyOf?: { required: string[] }[] };
    const needed = [...required, ...anyOf.flatMap((each) => each.required)];
    for (const kind of kinds) {
      for (const cell of cellsOf(file, kind)) {
        if (cell.what === 'every member') continue;
        const found = fc.check(
          fc.property(cell.value(), () => false),
          { seed, endOnFailure: false },
        );
        const [least] = found.counterexample ?? [];
        expect(errorsOf(file, least).length > 0, place(cell)).toBe(kind === 'invalid');
        if (typeof least !== 'object' || least === null || Array.isArray(least)) continue;
        const [own = ''] = pointerSegments(cell.pointer);
        const spare = Object.keys(least).filter((name) => name !== own && !needed.includes(name));
        expect(spare.length, `${place(cell)}: ${JSON.stringify(least)}`).toBeLessThanOrEqual(1);
      }
    }
  });
}

/**
 * What else is wrong of a value. Where alternatives are offered each of them says something; a value of another type is
 * none of a closed list either.
 */
function besides({ keyword, pointer }: SchemaCell, errors: ReturnType<typeof errorsOf>): readonly string[] {
  if (errors.some((error) => ['anyOf', 'oneOf'].includes(error.keyword))) return [];
  const implied = [keyword, 'propertyNames', ...(keyword === 'type' ? ['enum'] : [])];
  return errors
    .filter((error) => !implied.includes(error.keyword) || error.instancePath !== pointer)
    .map((error) => `${error.keyword} at ${error.instancePath}`);
}

/** A copy of a schema in which the limit of a cell is one tighter. */
function tightened(
  file: string,
  { schemaPointer, keyword, pointer, value }: SchemaCell,
): Record<string, unknown> | undefined {
  const copy = structuredClone(schema(file)) as Record<string, unknown>;
  const at = schemaPointer.slice(file.length + 1);
  const node = valueAt(copy, at.slice(0, at.lastIndexOf('/'))) as Record<string, unknown>;
  const limit = node[keyword];
  if (keyword === 'enum') {
    const [made] = fc.sample(value(), { seed, numRuns: 1 });
    node.enum = (limit as unknown[]).filter((each) => each !== valueAt(made, pointer));
  } else if (keyword === 'maxLength' || keyword === 'maximum') node[keyword] = Number(limit) - 1;
  else if (keyword === 'minLength' || keyword === 'minimum') node[keyword] = Number(limit) + 1;
  else return undefined;
  return copy;
}

test('a keyword that no generator knows is named with its place', async () => {
  const { readShape } = await import('../../suites/arbitraries/schema/read.ts');
  const read = (node: Record<string, unknown>) => () => readShape(node, 'events/new#');
  const strange = {
    type: 'object',
    properties: { list: { type: 'array', items: { type: 'string', contentEncoding: 'x' } } },
  };
  expect(read(strange)).toThrow('events/new#/properties/list/items/contentEncoding: no generator knows the keyword');
  expect(read({ type: 'array', items: { type: 'string' }, uniqueItems: true })).toThrow('events/new#/uniqueItems');
  expect(read({ type: 'integer', multipleOf: 2 })).toThrow('events/new#/multipleOf');
  expect(read({ not: {} })).toThrow('events/new#/type: no generator knows the type undefined');
});

test('a pattern that no generator reads is named', async () => {
  const { patternOf } = await import('../../suites/arbitraries/schema/pattern.ts');
  for (const source of ['^(?=a)b$', '^a|b$', '(a', '^\\bword$', '^a+?$', '^\\1$']) {
    expect(() => patternOf(source), source).toThrow('no generator knows the pattern');
  }
});

test('every text of a pattern matches it, and what is next to it does not', async () => {
  const { patternOf } = await import('../../suites/arbitraries/schema/pattern.ts');
  const sources = [
    ...[
      '^a{2}b{1,}(c|dd){0,3}$',
      'x',
      '^[^a-z]{3}',
      '(?:ab)?\\d$',
      '^[\\]\\\\-]+$',
      '^(\\+[1-9][0-9]{1,14}|s:[^\\s@]+(@[^\\s@]+)?)$',
    ],
  ];
  for (const source of sources) {
    const { valid, shortest, longest, invalid } = patternOf(source);
    const expression = new RegExp(source, 'u');
    for (const text of [...fc.sample(valid, { seed, numRuns: 200 }), ...shortest, ...longest]) {
      expect(expression.test(text), `${JSON.stringify(text)} of ${source}`).toBe(true);
    }
    for (const text of Object.values(invalid).flat()) expect(expression.test(text), source).toBe(false);
  }
});

test('an astral character counts once', () => {
  const longest = cellsOf('events/call.created', 'boundary').filter(({ what }) => what === 'the longest, astral');
  expect(longest.map(({ pointer }): string => pointer)).toEqual(['/variables', '/variables/name']);
});

test('every keyword of the contract is broken by a case, and met at its limit by another', () => {
  const all = places();
  expect(gaps(all)).toEqual([]);
  const count = (kind: Kind) => all.filter(({ kinds }) => kinds.has(kind)).length;
  test.info().annotations.push({
    type: 'figures',
    description: `${all.length} places: ${kinds.map((kind) => `${kind} ${count(kind)}`).join(', ')}`,
  });
});
