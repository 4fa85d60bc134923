import type { ReportResult } from '../generated/kit.ts';

/** A part of what is to be done, where several machines divide it: `index` from 1 to `total`. */
export type Slice = NonNullable<ReportResult['slice']>;
