import fc from 'fast-check';
import { cell, type Kind, type SchemaCell, within } from './cell.ts';
import type { Makers } from './makers.ts';
import type { ObjectShape, Shape } from './shape.ts';

type Members = Readonly<Record<string, unknown>>;

/** The name of a member that only its value is tried of. */
const defaultName = 'name';
/** As many members as a receiver may have to keep: 100 short ones. */
const many = 100;

/** An object without members of its own: any, where it is open; none, where it is closed; else those of a shape. */
export function validDictionary({ others, names }: ObjectShape, makers: Makers): fc.Arbitrary<unknown> {
  if (others === 'closed' || others === 'open') return fc.constant({});
  const name = names ? makers.valid(names) : fc.string({ unit: 'grapheme', maxLength: 20 });
  return fc.dictionary(name as fc.Arbitrary<string>, makers.valid(others), { maxKeys: 4, noNullPrototype: true });
}

export function dictionaryCells(shape: ObjectShape, kind: Kind, makers: Makers): readonly SchemaCell[] {
  const { at, others, names, properties } = shape;
  if (others === 'open' && kind === 'boundary' && Object.keys(properties).length === 0) {
    return [cell('boundary', at, 'type', 'no member', () => fc.constant({}))];
  }
  if (others === 'closed' || others === 'open') return [];
  const rest = () => validDictionary(shape, makers);
  const ofValues = makers
    .cells(others, kind)
    .map((inner) =>
      within(inner, `/${defaultName}`, (value) =>
        fc.tuple(rest(), value).map(([members, part]) => ({ ...(members as Members), [defaultName]: part })),
      ),
    );
  const ofNames = (names ? makers.cells(names, kind) : [])
    // A member's name is a string whatever its maker does.
    .filter(({ keyword, kind }) => kind === 'boundary' || keyword !== 'type')
    .map((inner) =>
      within(inner, '', (name) =>
        fc
          .tuple(rest(), name, makers.valid(others))
          .map(([members, key, value]) => ({ ...(members as Members), [String(key)]: value })),
      ),
    );
  return [...(kind === 'boundary' ? sizes(at, others, makers) : []), ...ofNames, ...ofValues];
}

function sizes(at: string, others: Shape, makers: Makers): readonly SchemaCell[] {
  const filled = () =>
    makers
      .valid(others)
      .map((value) => Object.fromEntries(Array.from({ length: many }, (_, index) => [`variable_${index}`, value])));
  return [
    cell('boundary', at, 'additionalProperties', 'no member', () => fc.constant({})),
    cell('boundary', at, 'additionalProperties', 'many members', filled),
  ];
}
