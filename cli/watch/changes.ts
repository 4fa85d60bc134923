import pc from 'picocolors';
import { causes } from '../../reporters/findings/causes.ts';
import { tally } from '../../reporters/formats/terminal.ts';
import { causeBlock } from '../../reporters/formats/terminal-finding.ts';
import { mark } from '../../reporters/text/marks.ts';
import type { Outcome, Report } from '../../spec/index.ts';

/** The outcome of each requirement, as the last run that judged it saw it. */
export type Outcomes = Map<string, Outcome>;

const open: ReadonlySet<Outcome> = new Set(['failed', 'warned', 'could-not-run']);

/** The ids of what was not met, or could not be judged. */
export function openIn(outcomes: Outcomes): readonly string[] {
  return [...outcomes].flatMap(([id, outcome]) => (open.has(outcome) ? [id] : []));
}

/** What a run found that the runs before did not: in full where something is wrong now, in a line where it is not. */
export function changesOf(
  report: Report,
  before: Outcomes,
  { width, color }: { readonly width: number; readonly color: boolean },
): readonly string[] {
  const colors = pc.createColors(color);
  const changed = report.results.filter(({ id, outcome }) => before.get(id) !== outcome);
  const isNew = (id: string) => !before.has(id);
  const wrong = changed.filter(({ outcome }) => open.has(outcome));
  const right = changed.filter(({ id, outcome }) => !open.has(outcome) && !isNew(id));
  const still = report.results.filter((each) => open.has(each.outcome) && !changed.includes(each));
  return [
    ...causes({ ...report, results: wrong }).flatMap((cause) => ['', ...causeBlock(cause, width, colors)]),
    ...right.map(({ id, outcome }) => `${mark(outcome, colors)} ${id} (was ${before.get(id)})`),
    ...still.map(({ id, outcome }) => `${mark(outcome, colors)} ${id} (as before)`),
    tally(report),
  ];
}
