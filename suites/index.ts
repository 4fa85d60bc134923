import { answer } from './answer/index.ts';
import { api } from './api/index.ts';
import { fixture } from './fixture/index.ts';
import { flow } from './flow/index.ts';
import { readiness } from './readiness/index.ts';
import type { Requirement } from './requirement.ts';
import { webhook } from './webhook/index.ts';

/** Every requirement of the kit, area by area. */
export const requirements: readonly Requirement[] = [...answer, ...flow, ...webhook, ...api, ...readiness, ...fixture];
