import { answer } from './answer/index.ts';
import type { Requirement } from './requirement.ts';
import { webhook } from './webhook/index.ts';

/** Every requirement of the kit, area by area. */
export const requirements: readonly Requirement[] = [...answer, ...webhook];
