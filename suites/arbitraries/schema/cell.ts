import fc from 'fast-check';

/** `boundary` meets a limit exactly, `invalid` breaks one keyword, `grown` is what a later version may send. */
export const kinds = ['boundary', 'invalid', 'grown'] as const;
export type Kind = (typeof kinds)[number];

/** One thing to try of a schema. There are finitely many; each has many values, which differ in everything else. */
export interface SchemaCell {
  readonly kind: Kind;
  readonly keyword: string;
  /** The schema file and the place of the keyword in it: `resources/did#/properties/id/minLength`. */
  readonly schemaPointer: string;
  /** The place in the value that the keyword judges. */
  readonly pointer: string;
  /** In a few words, unique beside the rest: `one more than the longest`. */
  readonly what: string;
  /** Made when it is asked for: most cells of a schema are not drawn in a run. */
  readonly value: () => fc.Arbitrary<unknown>;
}

/** A value of a cell, beside what it shows. */
export interface Case extends Omit<SchemaCell, 'value'> {
  readonly value: unknown;
}

/** A cell of the schema at `at` itself. */
export function cell(
  kind: Kind,
  at: string,
  keyword: string,
  what: string,
  value: fc.Arbitrary<unknown> | (() => fc.Arbitrary<unknown>),
): SchemaCell {
  const made = typeof value === 'function' ? value : () => value;
  return { kind, keyword, schemaPointer: `${at}/${keyword}`, pointer: '', what, value: made };
}

/** A cell with one value. */
export function fixedCell(kind: Kind, at: string, keyword: string, what: string, value: unknown): SchemaCell {
  return cell(kind, at, keyword, what, () => fc.constant(value));
}

/** A cell of a part, as a cell of the whole that `embed` makes of the part. */
export function within(
  inner: SchemaCell,
  pointer: string,
  embed: (part: fc.Arbitrary<unknown>) => fc.Arbitrary<unknown>,
): SchemaCell {
  return { ...inner, pointer: `${pointer}${inner.pointer}`, value: () => embed(inner.value()) };
}

const ofEachType: readonly unknown[] = [null, true, 0, 1.5, '', '1', [], {}];

/** Values of JSON of all types but some. */
export function wrongType(at: string, ...right: readonly string[]): SchemaCell {
  const wrong = ofEachType.filter((value) => !typesOf(value).some((type) => right.includes(type)));
  return cell('invalid', at, 'type', 'of another type', () => fc.constantFrom(...wrong));
}

/** The JSON Schema types of a value: 0 is both a number and an integer. */
export function typesOf(value: unknown): readonly string[] {
  if (value === null) return ['null'];
  if (Array.isArray(value)) return ['array'];
  if (typeof value === 'number') return Number.isInteger(value) ? ['integer', 'number'] : ['number'];
  return [typeof value];
}
