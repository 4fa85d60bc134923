import type { Reading } from '../../platform/state/observe.ts';
import { mask, type Places, varies } from '../../platform/state/places.ts';
import { masked } from '../../platform/state/text-places.ts';
import { isRecord } from '../../spec/index.ts';
import { Blocked } from '../requirement.ts';

/** Blocks a comparison where nothing of a page is left once what varies is left out: any two such pages are alike. */
export function assertSteady({ state, exchange }: Reading, places: Places): void {
  if (places.size === 0) return;
  const left = mask(state, places);
  const body = isRecord(left) ? left.body : undefined;
  if (JSON.stringify(body) === JSON.stringify(isRecord(state) ? state.body : undefined) || hasContent(body)) return;
  const where = [...places].sort().slice(0, 5).join(', ');
  throw new Blocked(`all that ${exchange.request.url} shows varies by itself (at ${where})`);
}

function hasContent(value: unknown): boolean {
  // A list without entries says something: that there are none.
  if (Array.isArray(value)) return value.length === 0 || value.some(hasContent);
  if (isRecord(value)) return Object.values(value).some(hasContent);
  return value !== undefined && value !== varies && value !== masked;
}
