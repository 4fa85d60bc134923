import { existsSync } from 'node:fs';
import path from 'node:path';
import { catalogue } from '../../spec/index.ts';
import { UsageError } from '../command.ts';
import { savedReport } from '../report/saved.ts';

const open: ReadonlySet<string> = new Set(['failed', 'warned', 'could-not-run']);

/** The ids of what was not met, or could not be judged, in the last report of a folder. Failures that the baseline accepts count. */
export async function idsOfLastFailed(folder: string): Promise<readonly string[]> {
  const file = path.join(folder, 'report.json');
  const name = JSON.stringify(file);
  if (!existsSync(file)) {
    throw new UsageError(
      `--last-failed needs the report of an earlier run, and there is no ${name}`,
      'Run without it once.',
    );
  }
  const { results } = await savedReport(file);
  const known = new Set<string>(catalogue.map(({ id }) => id));
  const ids = results.filter(({ id, outcome }) => open.has(outcome) && known.has(id)).map(({ id }) => id);
  if (ids.length > 0) return ids;
  throw new UsageError(`nothing failed in the last report (${name})`, 'Run without --last-failed to check everything.');
}
