import type { Report } from '../../spec/index.ts';
import { type Cause, causes } from '../findings/causes.ts';
import { headline } from '../findings/details.ts';
import { placeOf } from '../findings/location.ts';
import { coverageShortfall } from '../run/coverage.ts';
import { escapeCommandMessage, escapeCommandProperty } from '../text/escape.ts';
import { truncateAndCount } from '../text/layout.ts';

/** What GitHub shows of a step, of each kind; further ones are dropped in silence. */
const shown = 10;

type Kind = 'error' | 'warning';

interface Note {
  readonly kind: Kind;
  readonly file?: string;
  readonly title: string;
  readonly message: string;
}

/** Workflow commands that GitHub shows as annotations: one for each cause, and at most as many as it shows. */
export function annotations(report: Report): string {
  const shortfall = coverageShortfall(report);
  const notes: readonly Note[] = [
    ...[...(report.overdue ?? []).map(({ message }) => message), ...(shortfall === undefined ? [] : [shortfall])].map(
      (message): Note => ({ kind: 'error', title: 'MiniVoice conformance', message: truncateAndCount(message, 1000) }),
    ),
    ...causes(report).map((cause) => noteOf(cause, report)),
  ];
  const lines = (['error', 'warning'] as const).flatMap((kind) => bounded(notes.filter((note) => note.kind === kind)));
  return lines.map((line) => `${line}\n`).join('');
}

/** The last one counts those that there is no room for. */
function bounded(notes: readonly Note[]): readonly string[] {
  const [first] = notes;
  if (!first || notes.length <= shown) return notes.map(command);
  const message = `${notes.length - shown + 1} more causes are in the report.`;
  return [...notes.slice(0, shown - 1), { kind: first.kind, title: 'MiniVoice conformance', message }].map(command);
}

function noteOf({ results: [first, ...others], blocked }: Cause, { run }: Report): Note {
  const broken = first.outcome === 'failed' || (first.outcome === 'warned' && run.failOn === 'should');
  const file = placeOf(first, run)?.file;
  const [violation] = first.violations ?? [];
  const unjudged = first.outcome === 'could-not-run';
  const said = truncateAndCount(headline(first), 1000);
  const lines = [
    unjudged
      ? `Could not run: ${said}`
      : `Requirement not met: the integration ${truncateAndCount(first.title, 200)}: ${said}`,
    ...(violation?.where === undefined ? [] : [`Where: ${truncateAndCount(violation.where, 300)}`]),
    ...(violation?.hint === undefined ? [] : [`How to fix: ${truncateAndCount(violation.hint, 1000)}`]),
    ...listIds('By the same cause', others),
    ...listIds('Not judged until then', blocked),
    `Documented at ${truncateAndCount(first.source, 300)}`,
    ...(violation ? [`Reproduce: ${truncateAndCount(violation.replay, 1000)}`] : []),
  ];
  return {
    kind: broken || (unjudged && first.level === 'must') ? 'error' : 'warning',
    ...(file !== undefined && { file }),
    title: truncateAndCount(first.id, 200),
    message: lines.join('\n'),
  };
}

function listIds(what: string, results: Report['results']): readonly string[] {
  const ids = results.map(({ id }) => truncateAndCount(id, 200));
  if (ids.length === 0) return [];
  return [`${what}: ${ids.slice(0, 20).join(', ')}${ids.length > 20 ? ` and ${ids.length - 20} more` : ''}`];
}

function command({ kind, file, title, message }: Note): string {
  const place = file === undefined ? '' : `file=${escapeCommandProperty(file)},line=1,`;
  return `::${kind} ${place}title=${escapeCommandProperty(title.replaceAll('\n', ' '))}::${escapeCommandMessage(message)}`;
}
