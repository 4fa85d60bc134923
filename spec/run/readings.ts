import { type AssumptionId, assumptions } from '../generated/assumptions.ts';

/** Open questions with the reading that is chosen for each: `{ Q29: 'in-request' }`. */
export type Readings = { readonly [Id in AssumptionId]?: keyof (typeof assumptions)[Id]['readings'] };

/** Every open question with the reading that is taken unless another is chosen. */
export const defaultReadings: Required<Readings> = Object.fromEntries(
  Object.entries(assumptions).map(([id, { default: reading }]) => [id, reading]),
) as Required<Readings>;
