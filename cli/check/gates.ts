import type { Plan } from '../../spec/index.ts';
import { choice, text, UsageError, type Values } from '../command.ts';

/** What a run must reach, besides that no must is broken. */
export function gatesOf(values: Values): Pick<Plan, 'failOn' | 'minCoverage'> {
  // Read here, so that a wrong word is said before anything runs.
  choice(values, 'annotations', ['github']);
  const minCoverage = percent(values, 'min-coverage');
  return {
    failOn: choice(values, 'fail-on', ['must', 'should']) ?? 'must',
    ...(minCoverage !== undefined && { minCoverage }),
  };
}

function percent(values: Values, name: string): number | undefined {
  const value = text(values, name);
  if (value === undefined) return undefined;
  const number = Number(value);
  if (/^\d+(\.\d+)?$/.test(value) && number <= 100) return number;
  throw new UsageError(`--${name} must be a number from 0 to 100 (got ${JSON.stringify(value)})`);
}
