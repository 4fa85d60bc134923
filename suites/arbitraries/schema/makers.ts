import type fc from 'fast-check';
import type { Kind, SchemaCell } from './cell.ts';
import type { Shape } from './shape.ts';

/** What a shape with parts needs to make its parts. */
export interface Makers {
  valid(shape: Shape): fc.Arbitrary<unknown>;
  cells(shape: Shape, kind: Kind): readonly SchemaCell[];
}
