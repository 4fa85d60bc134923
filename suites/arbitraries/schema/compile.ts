import fc from 'fast-check';
import { arrayCells, validArray } from './array.ts';
import { type Case, cell, fixedCell, type Kind, type SchemaCell, wrongType } from './cell.ts';
import { choiceCells, validChoice } from './choice.ts';
import type { Makers } from './makers.ts';
import { numberCells, validNumber } from './number.ts';
import { objectCells, validObject, type Wish } from './object.ts';
import { shapeOf } from './read.ts';
import type { FixedShape, ObjectShape, PlainShape, Shape } from './shape.ts';
import { stringCells, validString } from './string.ts';

const makers: Makers = { valid: validOf, cells };
const made = new WeakMap<Shape, fc.Arbitrary<unknown>>();

/** Any value that a schema allows, by the path of its file below `spec/schemas`: `events/call.created`. */
export function valid(file: string): fc.Arbitrary<unknown> {
  return validOf(shapeOf(file));
}

/** Any value of a member of an object, by its names from the top. */
export function validMember(file: string, ...names: readonly string[]): fc.Arbitrary<unknown> {
  return validOf(memberOf(file, names));
}

/** Objects of a schema with some members made otherwise, some always there and some never. */
export function validWith(file: string, wish: Wish): fc.Arbitrary<Readonly<Record<string, unknown>>> {
  return validObject(objectOf(file, []), makers, wish) as fc.Arbitrary<Readonly<Record<string, unknown>>>;
}

/** Every cell of a schema: what there is to meet, to break and to grow. */
export function cellsOf(file: string, kind: Kind): readonly SchemaCell[] {
  return cells(shapeOf(file), kind);
}

/** A value that meets a limit exactly. */
interface Limit {
  readonly keyword: string;
  readonly what: string;
  readonly value: unknown;
}

const limiting: ReadonlySet<string> = new Set([
  ...['minLength', 'maxLength', 'pattern', 'minimum', 'maximum', 'x-generate', 'x-generate-maximum'],
]);

/** The limits of a member itself, those that we know beside its schema included. */
export function limitsOf(file: string, ...names: readonly string[]): readonly Limit[] {
  return cells(memberOf(file, names), 'boundary')
    .filter(({ keyword, pointer }) => pointer === '' && limiting.has(keyword))
    .flatMap(({ keyword, what, value }) =>
      fc.sample(value(), { seed: 0, numRuns: 1 }).map((made) => ({ keyword, what, value: made })),
    );
}

/** The names of the members of an object that a schema describes. */
export function membersOf(file: string, ...names: readonly string[]): readonly string[] {
  return Object.keys(objectOf(file, names).properties);
}

/** Those of them that it does not require. */
export function optionalMembers(file: string, ...names: readonly string[]): readonly string[] {
  const { properties, required } = objectOf(file, names);
  return Object.keys(properties).filter((name) => !required.has(name));
}

/** Values that meet one limit of a schema exactly. */
export function boundary(file: string): fc.Arbitrary<Case> {
  return anyOf(cellsOf(file, 'boundary'));
}

/** Values that break one keyword of a schema. */
export function invalid(file: string): fc.Arbitrary<Case> {
  return anyOf(cellsOf(file, 'invalid'));
}

/** Values that a later version of a schema may allow, and that its receivers must accept today. */
export function grown(file: string): fc.Arbitrary<Case> {
  return anyOf(cellsOf(file, 'grown'));
}

/** Instead of a name: the members of any other name, and these names themselves. */
export const furtherMembers = '*';
export const namesOfMembers = '*name';

function memberOf(file: string, names: readonly string[]): Shape {
  return names.reduce<Shape>((shape, name) => {
    const member = shape.type === 'object' ? memberNamed(shape, name) : undefined;
    if (!member) throw new Error(`${shape.at} has no member ${name}`);
    return member;
  }, shapeOf(file));
}

function objectOf(file: string, names: readonly string[]): ObjectShape {
  const shape = memberOf(file, names);
  if (shape.type !== 'object') throw new Error(`${shape.at} is no object`);
  return shape;
}

function memberNamed({ properties, names, others }: ObjectShape, name: string): Shape | undefined {
  if (name === namesOfMembers) return names;
  if (name === furtherMembers) return typeof others === 'string' ? undefined : others;
  return properties[name];
}

function anyOf(all: readonly SchemaCell[]): fc.Arbitrary<Case> {
  return fc.oneof(...all.map(({ value, ...rest }) => value().map((made): Case => ({ ...rest, value: made }))));
}

function validOf(shape: Shape): fc.Arbitrary<unknown> {
  const arbitrary = made.get(shape) ?? make(shape);
  made.set(shape, arbitrary);
  return arbitrary;
}

function make(shape: Shape): fc.Arbitrary<unknown> {
  switch (shape.type) {
    case 'fixed':
      return fc.constantFrom(...shape.values);
    case 'string':
      return validString(shape);
    case 'number':
    case 'integer':
      return validNumber(shape);
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'object':
      return validObject(shape, makers);
    case 'array':
      return validArray(shape, makers);
    case 'choice':
      return validChoice(shape, makers);
  }
}

function cells(shape: Shape, kind: Kind): readonly SchemaCell[] {
  switch (shape.type) {
    case 'fixed':
      return fixedCells(shape, kind);
    case 'string':
      return stringCells(shape, kind);
    case 'number':
    case 'integer':
      return numberCells(shape, kind);
    case 'boolean':
    case 'null':
      return plainCells(shape, kind);
    case 'object':
      return objectCells(shape, kind, makers);
    case 'array':
      return arrayCells(shape, kind, makers);
    case 'choice':
      return choiceCells(shape, kind, makers);
  }
}

function fixedCells({ at, keyword, values, isTyped }: FixedShape, kind: Kind): readonly SchemaCell[] {
  if (kind === 'grown') return [];
  if (kind === 'boundary') {
    return values.map((value) => fixedCell('boundary', at, keyword, `exactly ${String(value)}`, value));
  }
  const texts = values.filter((value): value is string => typeof value === 'string');
  const near = ['x_unknown', ...texts.map((value) => `${value}x`), ...texts.map((value) => value.toUpperCase())];
  const wrong = near.filter((value) => !values.includes(value));
  return [
    cell('invalid', at, keyword, 'another value', () => fc.constantFrom(...wrong)),
    cell('invalid', at, isTyped ? 'type' : keyword, 'a value of another type', () => fc.constantFrom(null, 0, true)),
  ];
}

function plainCells({ at, type }: PlainShape, kind: Kind): readonly SchemaCell[] {
  if (kind === 'grown') return [];
  const values = type === 'null' ? [null] : [false, true];
  if (kind === 'boundary') return values.map((value) => fixedCell('boundary', at, 'type', String(value), value));
  return [wrongType(at, type), ...(type === 'boolean' ? [fixedCell('invalid', at, 'type', 'a word', 'true')] : [])];
}
