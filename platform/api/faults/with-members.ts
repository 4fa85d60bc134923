import { isRecord, pointerSegments } from '../../../spec/index.ts';
import type { OtherMember } from './faults.ts';

/** A JSON body in which some members have other values. What a pointer does not lead to is left as it is. */
export function withMembers(body: string, members: readonly OtherMember[]): string {
  const value = JSON.parse(body) as unknown;
  for (const { pointer, value: other } of members) set(value, pointerSegments(pointer), other);
  return JSON.stringify(value);
}

function set(place: unknown, [name, ...further]: readonly string[], value: unknown): void {
  if (name === undefined) return;
  if (Array.isArray(place)) {
    const items = name === '*' ? [...place.keys()] : [Number(name)].filter((index) => index < place.length);
    for (const index of items) {
      if (further.length === 0) place[index] = value;
      else set(place[index], further, value);
    }
  } else if (isRecord(place)) {
    const members = place as Record<string, unknown>;
    if (further.length === 0) members[name] = value;
    else set(members[name], further, value);
  }
}
