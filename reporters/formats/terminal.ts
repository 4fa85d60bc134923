import pc from 'picocolors';
import { counted, type Report, type Result } from '../../spec/index.ts';
import { type Cause, causes } from '../findings/causes.ts';
import { fixFirst } from '../findings/fix-first.ts';
import { symptomOf } from '../findings/symptom.ts';
import { coverageLine, coverageShortfall } from '../run/coverage.ts';
import { breaks } from '../run/verdict.ts';
import { contractSentence, isOpen } from '../text/contract.ts';
import { escapeTerminal as safe } from '../text/escape.ts';
import { duration, truncate, truncateLine, wrap, wrapTruncated } from '../text/layout.ts';
import { type Colors, marks } from '../text/marks.ts';
import { verdictSentence } from '../text/sentence.ts';
import { causeBlock } from './terminal-finding.ts';

export interface TerminalOptions {
  readonly width: number;
  readonly color: boolean;
  /** Named in the summary when the report was written there. */
  readonly reportDir?: string;
  /** Only what breaks the run, and the verdict. */
  readonly quiet?: boolean;
}

/** The whole report for people: what to fix first comes first, and the verdict last, where the eye is when the command ends. */
export function terminal(report: Report, { width, color, reportDir, quiet = false }: TerminalOptions): string {
  const colors = pc.createColors(color);
  const of = (outcome: Result['outcome']): Result[] => report.results.filter((result) => result.outcome === outcome);
  const all = causes(report);
  const shown = all.filter(
    ({ kind, results: [worst] }) =>
      kind === 'ended' || (quiet ? breaks(worst, report.run.failOn ?? 'must') : worst.outcome !== 'could-not-run'),
  );
  const lines = [
    ...heading(report, width, colors),
    ...shown.slice(0, maxInFull).flatMap((cause) => ['', ...causeBlock(cause, width, colors)]),
    ...section(
      'More findings, in full in the other reports',
      shown.slice(maxInFull).map((cause) => oneLine(cause, width)),
      colors,
    ),
    ...section('Entries of the baseline that no longer hold', overdue(report, width), colors),
    ...(quiet
      ? []
      : [
          ...section('Accepted until they expire', accepted(report.results, width), colors),
          ...section('Not scored', notScored(report, width), colors),
          ...section('Could not run', grouped(of('could-not-run'), width, 5), colors),
          ...section('Not applicable', grouped(of('not-applicable'), width, 0), colors),
        ]),
    '',
    ...summary(report, all, width, colors),
    ...(reportDir === undefined ? [] : [`The report is in ${truncateLine(reportDir, 200)}`]),
    ran(report),
    ...wrap(tally(report), width),
    lastLine(report),
  ];
  return `${lines.join('\n')}\n`;
}

/** More than these in full are not read; each further cause has a line. */
const maxInFull = 20;

function oneLine({ results: [first, ...others], seen }: Cause, width: number): string {
  const more = others.length > 0 ? ` (and ${others.length} more)` : '';
  return truncateLine(`${marks[first.outcome]} ${first.id}${more}: ${seen}`, width);
}

function heading({ kit, target }: Report, width: number, colors: Colors): string[] {
  const name = target.name ?? target.answerUrl ?? target.webhookUrl ?? 'an integration';
  const place = (label: string, url: string | undefined): string[] =>
    url === undefined ? [] : [`  ${label.padEnd(13)}${safe(truncate(url, 300)).replaceAll('\n', '\\n')}`];
  return [
    colors.bold(truncateLine(`MiniVoice conformance of ${name}`, width)),
    ...place('answer_url', target.answerUrl),
    ...place('webhook_url', target.webhookUrl),
    ...hanging('  declared     ', target.capabilities.join(', ') || 'nothing', width),
    ...hanging('  kit          ', kit.version, width),
  ];
}

function section(title: string, lines: readonly string[], colors: Colors): string[] {
  return lines.length === 0 ? [] : ['', colors.bold(title), ...lines];
}

/** One entry per reason, with as many ids as are asked for: the reason is what there is to act on. */
function grouped(results: readonly Result[], width: number, ids: number): string[] {
  const groups = new Map<string, Result[]>();
  for (const result of results) {
    const reason = symptomOf(result).seen;
    groups.set(reason, [...(groups.get(reason) ?? []), result]);
  }
  return [...groups].flatMap(([reason, members]) => {
    const sign = members[0] ? marks[members[0].outcome] : '';
    const named = members.slice(0, ids).map(({ id }) => id);
    const rest = members.length - named.length;
    if (ids > 0 && rest > 0) named.push(`${rest} more`);
    return [
      ...hanging(`${sign} ${String(members.length).padStart(3)}  `, reason, width),
      ...(ids > 0 ? hanging('       ', named.join(', '), width) : []),
    ];
  });
}

function hanging(prefix: string, text: string, width: number): string[] {
  const lines = wrapTruncated(text, width - prefix.length, 3);
  return lines.map((line, index) => (index === 0 ? prefix : ' '.repeat(prefix.length)) + line);
}

function accepted(results: readonly Result[], width: number): string[] {
  return results.flatMap(({ id, accepted, outcome }) =>
    accepted
      ? hanging(`${marks[outcome]} `, `${id}: ${accepted.reason} (${accepted.owner}, ${accepted.expires})`, width)
      : [],
  );
}

/** What a later version of the contract asks for, and how it came out. */
function notScored({ notScored: all = [] }: Report, width: number): string[] {
  const open = all.filter(isOpen);
  const rest = all.length - open.length;
  return [
    ...open.flatMap((result) => hanging(`${marks[result.outcome]} `, `${result.id}: ${symptomOf(result).seen}`, width)),
    ...(rest > 0 ? [`  ${counted(rest, 'other')} passed or did not apply`] : []),
  ];
}

function overdue({ overdue: entries = [] }: Report, width: number): string[] {
  return entries.flatMap(({ message }) => hanging(`${marks.failed} `, message, width));
}

function summary(report: Report, all: readonly Cause[], width: number, colors: Colors): string[] {
  const paint = { conformant: colors.green, nonconformant: colors.red, incomplete: colors.yellow }[report.verdict];
  const shortfall = coverageShortfall(report);
  return [
    ...wrap(verdictSentence(report), width).map((line) => paint(line)),
    ...wrap(contractSentence(report) ?? '', width).filter((line) => line !== ''),
    ...(all[0] ? wrapTruncated(`Fix first: ${fixFirst(all[0], all.length)}`, width, 4) : []),
    ...wrap(coverageLine(report), width),
    ...(shortfall === undefined ? [] : wrap(shortfall, width).map((line) => colors.red(line))),
  ];
}

function ran({ run }: Report): string {
  const shard = run.shard ? `, shard ${run.shard.index}/${run.shard.total}` : '';
  return `It took ${duration(run.durationMs)} with seed ${run.seed}${shard}.`;
}

/** Everything that the last line merges, apart. */
export function tally({ counts, results, notScored = [] }: Report): string {
  const parts = [
    `${counts.passed} passed`,
    `${counts.failed} failed`,
    `${counts.warned} warned`,
    `${counts.notApplicable} not applicable`,
    `${counts.couldNotRun} could not run`,
  ];
  const baselined = results.filter(({ accepted }) => accepted).length;
  if (baselined > 0) parts.push(`${baselined} accepted`);
  if (notScored.length > 0) parts.push(`${notScored.length} not scored`);
  return parts.join(', ');
}

/** Other programs read this line: its words do not change. */
export function lastLine({ counts }: Report): string {
  return `${counts.passed} passed, ${counts.failed} failed, ${counts.notApplicable + counts.couldNotRun} skipped`;
}
