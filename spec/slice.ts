/** A part of what is to be done, where several machines divide it: `index` from 1 to `total`. */
export interface Slice {
  readonly index: number;
  readonly total: number;
}
