import { nearest } from '../../platform/config/nearest.ts';
import { catalogue, escapeRegExp } from '../../spec/index.ts';
import { UsageError } from '../command.ts';

/** The ids that any of the globs matches, in their own order; `*` crosses dots. Each glob must match something. */
export function select(ids: readonly string[], globs: readonly string[]): readonly string[] {
  if (globs.length === 0) return ids;
  const patterns = globs.map((glob) => {
    const pattern = patternOf(glob);
    if (!ids.some((id) => pattern.test(id))) throw nothing(glob, ids);
    return pattern;
  });
  return ids.filter((id) => patterns.some((pattern) => pattern.test(id)));
}

/** What `--only` names; without it everything but readiness, which has a command of its own and goes further. */
export function selectedBy(globs: readonly string[] = []): readonly string[] {
  const ids = catalogue.map(({ id }) => id);
  return select(globs.length > 0 ? ids : ids.filter((id) => !id.startsWith('readiness.')), globs);
}

interface SelectFlags {
  readonly only?: readonly string[];
  readonly lastFailed?: boolean;
  readonly report?: string;
}

/** The same among what failed in the last report, with `--last-failed`. */
export async function selectedIn({ only, lastFailed, report = 'mvk-report' }: SelectFlags): Promise<readonly string[]> {
  if (!lastFailed) return selectedBy(only);
  const failed = await (await import('./last-failed.ts')).idsOfLastFailed(report);
  return only ? select(failed, only) : failed;
}

function patternOf(glob: string): RegExp {
  const literal = glob.split('*').map(escapeRegExp);
  return new RegExp(`^${literal.join('.*')}$`);
}

/** Compares as many parts of each id as were typed: `webhok.*` is near `webhook.*`. */
function nothing(glob: string, ids: readonly string[]): UsageError {
  const typed = glob.replace(/\.?\*.*$/, '');
  const depth = typed.split('.').length;
  const near = nearest(typed, [...new Set(ids.map((id) => id.split('.').slice(0, depth).join('.')))]);
  const whole = near === undefined || ids.includes(near) ? near : `${near}.*`;
  const rest = whole === undefined ? '' : `; the nearest is ${JSON.stringify(whole)}`;
  return new UsageError(`--only ${JSON.stringify(glob)} matches no requirement${rest}`, 'mvk list prints every id.');
}
