import type { BaselineEntry, Overdue, Result } from '../../spec/index.ts';

interface AcceptedResults {
  readonly results: readonly Result[];
  readonly overdue: readonly Overdue[];
}

/**
 * Marks the failures that the baseline accepts, and names the entries that no longer hold. `today` is a date in UTC. An
 * entry for a requirement that was not selected says nothing here.
 */
export function accept(results: readonly Result[], entries: readonly BaselineEntry[], today: string): AcceptedResults {
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  return {
    results: results.map((result) => {
      const entry = byId.get(result.id);
      if (!entry || !isBroken(result) || entry.expires < today) return result;
      const { reason, owner, expires } = entry;
      return { ...result, accepted: { reason, owner, expires } };
    }),
    overdue: results.flatMap((result) => {
      const entry = byId.get(result.id);
      return entry ? overdue(entry, result, today) : [];
    }),
  };
}

/** A requirement that could not run is never accepted, because it may hide a failure. */
function isBroken(result: Result): result is Extract<Result, { outcome: 'failed' | 'warned' }> {
  return result.outcome === 'failed' || result.outcome === 'warned';
}

function overdue({ id, where, expires, owner }: BaselineEntry, result: Result, today: string): readonly Overdue[] {
  if (result.outcome === 'passed') {
    const message = `${where}: the entry "${id}" is stale, as the requirement is met now: remove it`;
    return [{ id, problem: 'stale', where, message }];
  }
  if (expires >= today) return [];
  const message = `${where}: the entry "${id}" expired on ${expires}: fix what breaks it, or have ${owner} agree on a new date`;
  return [{ id, problem: 'expired', where, message }];
}
