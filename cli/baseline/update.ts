import { isMap } from 'yaml';
import type { Acceptance, Result } from '../../spec/index.ts';
import type { Baseline } from './file.ts';

interface Rules {
  /** For what fails and is not accepted yet. */
  readonly given: Acceptance;
  /** A date in UTC. */
  readonly today: string;
  readonly failOn: 'must' | 'should';
}

interface Update {
  /** What was done, and what was left, a sentence each. */
  readonly lines: readonly string[];
  readonly changes: number;
  /** Entries that there are now. */
  readonly count: number;
}

const header =
  ' Accepted failures of mvk check. An entry fails the run once its requirement is met again, or it has expired.';

/** Adds failures, and removes entries that are met now. The rest of the document stays as it was written. */
export function updated({ entries, document }: Baseline, results: readonly Result[], rules: Rules): Update {
  const known = new Map(entries.map((entry) => [entry.id, entry]));
  const lines: string[] = [];
  let [added, removed] = [0, 0];
  if (!isMap(document.contents)) {
    document.contents = document.createNode({});
    document.commentBefore ??= header;
  }
  for (const { id, outcome, reason = '' } of results) {
    const entry = known.get(id);
    if (outcome === 'passed' && entry) {
      document.delete(id);
      removed++;
      lines.push(`removed ${id}, which is met now (${entry.owner}: ${entry.reason})`);
    }
    if (outcome === 'could-not-run') lines.push(`not accepted: ${id}, which could not run (${reason})`);
    if (!isBroken(outcome, rules.failOn)) continue;
    if (!entry) {
      const { reason: why, owner, expires } = rules.given;
      document.set(id, document.createNode({ reason: why, owner, expires }));
      added++;
      lines.push(`added ${id}, until ${expires}`);
    } else if (entry.expires < rules.today) {
      lines.push(
        `left ${id}, which expired on ${entry.expires}: set a new date at ${entry.where} if ${entry.owner} agrees`,
      );
    } else lines.push(`left ${id}, accepted until ${entry.expires} by ${entry.owner}`);
  }
  return { lines, changes: added + removed, count: entries.length + added - removed };
}

function isBroken(outcome: Result['outcome'], failOn: Rules['failOn']): boolean {
  return outcome === 'failed' || (outcome === 'warned' && failOn === 'should');
}
