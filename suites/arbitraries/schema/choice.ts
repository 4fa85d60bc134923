import fc from 'fast-check';
import { cell, type Kind, type SchemaCell, typesOf } from './cell.ts';
import type { Makers } from './makers.ts';
import type { ChoiceShape, Shape } from './shape.ts';

export function validChoice({ of }: ChoiceShape, makers: Makers): fc.Arbitrary<unknown> {
  return fc.oneof(...of.map((each) => makers.valid(each)));
}

/** The cells of each alternative; what is wrong of one must not be right by another. */
export function choiceCells(shape: ChoiceShape, kind: Kind, makers: Makers): readonly SchemaCell[] {
  const { at, keyword, of } = shape;
  const ofEach = of.flatMap((alternative) =>
    makers.cells(alternative, kind).map((inner) => excludingOthers(inner, shape, alternative)),
  );
  if (kind === 'boundary') {
    const each = of.map((alternative, index) =>
      cell('boundary', `${at}/${keyword}`, String(index), `alternative ${index + 1}`, () => makers.valid(alternative)),
    );
    return [...each.map((made) => ({ ...made, keyword })), ...ofEach];
  }
  if (kind === 'grown') return ofEach;
  const none = [null, true, 0.5, 'x_none', [], {}].filter((value) => !of.some((each) => takes(each, value)));
  return [cell('invalid', at, keyword, 'none of the alternatives', () => fc.constantFrom(...none)), ...ofEach];
}

function excludingOthers(inner: SchemaCell, { of }: ChoiceShape, own: Shape): SchemaCell {
  if (inner.kind !== 'invalid' || inner.pointer !== '') return inner;
  const others = of.filter((each) => each !== own);
  return { ...inner, value: () => inner.value().filter((value) => !others.some((each) => takes(each, value))) };
}

/** Whether a value is of the type of a shape, or one of its values. Objects of a choice differ in their members. */
function takes(shape: Shape, value: unknown): boolean {
  if (shape.type === 'fixed') return shape.values.includes(value);
  if (shape.type === 'choice') return shape.of.some((each) => takes(each, value));
  if (shape.type === 'object') return typesOf(value).includes('object') && shape.required.size === 0;
  return typesOf(value).includes(shape.type);
}
