import { type Overdue, type Report, type Result, scoredBy } from '../../spec/index.ts';
import { coverageOf } from './coverage.ts';
import { counts, type Rules, verdict } from './verdict.ts';

/** The conclusion of a run: everything in a report that follows from its results. What is not scored decides nothing. */
export function summarize(
  all: readonly Result[],
  entries: readonly Overdue[],
  { contract, ...rest }: Rules & Pick<Report['run'], 'contract'>,
): Pick<Report, 'verdict' | 'counts' | 'results' | 'notScored' | 'coverage' | 'overdue'> {
  const isScored = scoredBy(contract);
  const results = all.filter(({ id }) => isScored(id));
  const notScored = all.filter(({ id }) => !isScored(id));
  const overdue = entries.filter(({ id }) => isScored(id));
  const rules = { ...rest, selected: rest.selected.filter(isScored) };
  return {
    verdict: overdue.length > 0 ? 'nonconformant' : verdict(results, rules),
    counts: counts(results),
    results,
    ...(notScored.length > 0 && { notScored }),
    coverage: coverageOf({ results }, contract),
    ...(overdue.length > 0 && { overdue }),
  };
}
