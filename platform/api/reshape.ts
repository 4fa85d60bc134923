import type { Validate } from '../../spec/index.ts';
import { isRecord } from '../../spec/index.ts';
import type { Fault } from '../faults.ts';

type How = Extract<Fault, { kind: 'reshape' }>['how'];

/** A response that says the same by the contract: clients must read it as the one before (Q83). */
export function reshaped(how: How, body: string, validate: Validate | undefined): string {
  const value = JSON.parse(body) as unknown;
  if (how === 'unknown-members') return JSON.stringify(grown(value));
  if (how === 'other-order') return JSON.stringify(reversed(value));
  const copy = structuredClone(value);
  if (validate) thin(copy, () => validate(copy));
  return JSON.stringify(copy);
}

/** Members are added to every object but the one whose members are the client's own. */
function grown(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(grown);
  if (!isRecord(value)) return value;
  const members = Object.entries(value).map(([name, each]) => [name, name === 'metadata' ? each : grown(each)]);
  return { x_future_id: 'x', ...Object.fromEntries(members), x_future: { list: [1, null, { deep: true }] } };
}

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (!isRecord(value)) return value;
  const members = Object.entries(value).reverse();
  return Object.fromEntries(members.map(([name, each]) => [name, reversed(each)]));
}

/** Takes out, in place, every member without which the whole is still valid. */
function thin(part: unknown, isValid: () => boolean): void {
  if (Array.isArray(part)) {
    for (const each of part) thin(each, isValid);
    return;
  }
  if (!isRecord(part)) return;
  const members = part as Record<string, unknown>;
  for (const [name, value] of Object.entries(members)) {
    delete members[name];
    if (isValid()) continue;
    members[name] = value;
    thin(value, isValid);
  }
}
