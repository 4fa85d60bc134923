import { cuts } from './cuts.ts';
import { framing } from './framing.ts';
import type { Hostile } from './hostile.ts';
import { silence } from './silence.ts';
import { sizes } from './sizes.ts';
import { texts } from './texts.ts';

export const hostiles: readonly Hostile[] = [...silence, ...cuts, ...framing, ...sizes, ...texts];
