import type { Validate } from '../../../spec/index.ts';
import { isRecord } from '../../../spec/index.ts';
import {
  asOnePage,
  enlarged,
  retimed,
  revalued,
  unknownValues,
  withBareItems,
  withoutCount,
  withoutItems,
  withoutTexts,
} from '../resources/values.ts';
import type { Reshape } from './faults.ts';

/** A response that the contract allows as well as the one before: clients must read it (Q83). */
export function reshaped(how: Reshape, body: string, validate: Validate | undefined, only?: string): string {
  const value = JSON.parse(body) as unknown;
  switch (how) {
    case 'unknown-members':
      return JSON.stringify(grown(value));
    case 'other-order':
      return JSON.stringify(reversed(value));
    case 'fewer-members':
      return JSON.stringify(without(value, validate, 'left out', only));
    case 'null-members':
      return JSON.stringify(without(value, validate, 'null', only));
    case 'other-values':
      return JSON.stringify(revalued(value));
    case 'unknown-values':
      return JSON.stringify(unknownValues(value, 'but the status'));
    case 'unknown-status':
      return JSON.stringify(unknownValues(value, 'the status'));
    case 'empty-lists':
      return JSON.stringify(withoutItems(value));
    case 'empty-texts':
      return JSON.stringify(withoutTexts(value));
    case 'large-values':
      return JSON.stringify(enlarged(value));
    case 'larger-count':
      return JSON.stringify(asOnePage(value));
    case 'without-count':
      return JSON.stringify(withoutCount(value));
    case 'bare-items':
      return JSON.stringify(withBareItems(value));
    case 'other-times':
      return JSON.stringify(retimed(value));
  }
}

/** Members that no documentation has: the first and the last of each object. */
export const grownNames = ['x_future_id', 'x_future'] as const;

/** Members are added to every object but the one whose members are the client's own. */
function grown(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(grown);
  if (!isRecord(value)) return value;
  const members = Object.entries(value).map(([name, each]) => [name, name === 'metadata' ? each : grown(each)]);
  const [before, after] = grownNames;
  return { [before]: 'x', ...Object.fromEntries(members), [after]: { list: [1, null, { deep: true }] } };
}

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (!isRecord(value)) return value;
  const members = Object.entries(value).reverse();
  return Object.fromEntries(members.map(([name, each]) => [name, reversed(each)]));
}

/** A copy in which every member without which the whole is still valid is missing, or null; or those of one name only. */
function without(
  value: unknown,
  validate: Validate | undefined,
  how: 'left out' | 'null',
  only: string | undefined,
): unknown {
  const copy = structuredClone(value);
  if (!validate) return copy;
  const optional = thin(copy, () => validate(copy), only);
  if (how === 'null') for (const { members, name } of optional) members[name] = null;
  return copy;
}

interface Optional {
  readonly members: Record<string, unknown>;
  readonly name: string;
}

/** Takes out, in place, every member without which the whole is still valid, and says which. */
function thin(part: unknown, isValid: () => boolean, only: string | undefined): readonly Optional[] {
  if (Array.isArray(part)) return part.flatMap((each) => thin(each, isValid, only));
  if (!isRecord(part)) return [];
  const members = part as Record<string, unknown>;
  return Object.entries(members).flatMap(([name, value]) => {
    if (only === undefined || only === name) {
      delete members[name];
      if (isValid()) return [{ members, name }];
      members[name] = value;
    }
    return thin(value, isValid, only);
  });
}
