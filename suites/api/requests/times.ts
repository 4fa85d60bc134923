import type { SeenRequest } from '../../../platform/api/api.ts';
import type { Bench } from '../../../platform/bench.ts';
import type { Trigger } from '../../../spec/index.ts';
import { Violation } from '../../requirement.ts';
import { replaced } from '../trial/distinct/replace-value.ts';
import { outcomeOf } from '../trial/fire.ts';
import { evidenceOf } from '../trial/outcome.ts';

const utc = /\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

/**
 * Throws where a time that a trigger gives reaches the query of its request as another moment, once it is written with a
 * plus. Returns whether it gives one.
 */
export async function assertTimesPassedOn(bench: Bench, trigger: Trigger, request: SeenRequest): Promise<boolean> {
  const name = [...queryOf(request)].find(([, value]) => utc.test(value) && isGiven(trigger, value))?.[0];
  const usual = name === undefined ? undefined : queryOf(request).get(name);
  if (name === undefined || !usual) return false;
  const value = usual.replace('Z', '+00:00');
  const other = replaced(trigger, usual, value);
  if (other === undefined) return false;
  // A trigger that refuses this notation asks nothing, and says so.
  const outcome = await outcomeOf(bench, other, [], { maySkip: true, isPinned: true });
  const wrong = outcome.requests.find((each) => Date.parse(queryOf(each).get(name) ?? '') !== Date.parse(usual));
  if (wrong === undefined) return true;
  const where = `trigger ${trigger.name} with ${JSON.stringify(value)} instead of ${JSON.stringify(usual)}`;
  const actual = JSON.stringify(queryOf(wrong).get(name) ?? null);
  throw new Violation(`${JSON.stringify(value)} in the query, percent-encoded`, actual, {
    where,
    ...evidenceOf(outcome),
  });
}

function queryOf({ request }: SeenRequest): URLSearchParams {
  return new URL(request.target, 'http://localhost').searchParams;
}

function isGiven(trigger: Trigger, value: string): boolean {
  const text = JSON.stringify(trigger.request ?? trigger.command ?? '');
  return text.includes(value) || text.includes(encodeURIComponent(value));
}
