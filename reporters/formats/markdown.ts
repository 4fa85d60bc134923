import { counted, type Report } from '../../spec/index.ts';
import { type Cause, causes } from '../findings/causes.ts';
import { effects } from '../findings/fix-first.ts';
import { coverage, coverageShortfall } from '../run/coverage.ts';
import { commandOfRun, contractSentence, isOpen } from '../text/contract.ts';
import { escapeMarkdownCode as code, escapeMarkdown as prose } from '../text/escape.ts';
import { duration, truncateAndCount } from '../text/layout.ts';
import { marks } from '../text/marks.ts';
import { verdictSentence } from '../text/sentence.ts';
import { causeDetails, tableRow } from './markdown-finding.ts';

/** A comment of a pull request may have 65,536 characters; a job summary many more. */
const longest = 60_000;

const others = ['report.html', 'report.json', 'junit.xml', 'results.sarif', 'ctrf.json'];

/** A summary for a pull request and a job: the verdict, what to fix first, every finding, the coverage. */
export function markdown(report: Report): string {
  const all = causes(report);
  const shortfall = coverageShortfall(report);
  const head = [
    `## ${signs[report.verdict]} MiniVoice conformance of ${prose(truncateAndCount(report.target.name ?? 'the integration', 100))}`,
    '',
    [
      verdictSentence(report),
      contractSentence(report) ?? '',
      ...(report.overdue ?? []).map(({ message }) => message),
      ...(shortfall ? [shortfall] : []),
    ]
      .filter((sentence) => sentence !== '')
      .map((sentence) => prose(truncateAndCount(sentence, 500)))
      .join(' '),
    '',
    counts(report),
    ...(all[0] ? ['', fixFirst(all[0], all.length)] : []),
  ];
  const tail = ['', ...notScoredTable(report), ...coverageTable(report), '', ...footer(report)];
  const room = longest - [...head, ...tail].join('\n').length;
  return `${[...head, ...findings(all, room), ...tail].join('\n')}\n`;
}

const signs = { conformant: marks.passed, nonconformant: marks.failed, incomplete: marks['could-not-run'] } as const;

function counts({ counts, results, notScored = [] }: Report): string {
  const accepted = results.filter((result) => result.accepted).length;
  return [
    `**${counts.passed}** passed`,
    `**${counts.failed}** failed`,
    `**${counts.warned}** warned`,
    `**${counts.notApplicable}** not applicable`,
    `**${counts.couldNotRun}** could not run`,
    ...(accepted > 0 ? [`**${accepted}** accepted`] : []),
    ...(notScored.length > 0 ? [`**${notScored.length}** not scored`] : []),
  ].join(' · ');
}

function fixFirst(cause: Cause, of: number): string {
  const because = of > 1 ? `, because ${cause.why}` : '';
  const seen = code(truncateAndCount(cause.seen, 500));
  const what = cause.kind === 'ended' ? seen : `${code(cause.results[0].id)} (${seen})`;
  return `**Fix first:** ${what}${because}.${effects(cause)}`;
}

/** The table and the details, as many of each as there is room for; what is left out is counted. */
function findings(all: readonly Cause[], room: number): readonly string[] {
  if (all.length === 0) return [];
  const found = all.flatMap(({ results, blocked }) => [...results, ...blocked]);
  // Rows leave a half for the details of what comes first.
  const rows = fitting(found, tableRow, room / 2);
  const blocks = fitting(all, causeDetails, room - rows.join('\n').length - 300);
  const cut = [
    ...(rows.length < found.length ? [`${found.length - rows.length} rows`] : []),
    ...(blocks.length < all.length ? [`the details of ${all.length - blocks.length} causes`] : []),
  ];
  return [
    ...['', '| | Requirement | Level | Expected | Actual |', '| --- | --- | --- | --- | --- |'],
    ...[...rows, ''],
    ...blocks.flatMap((block) => [block, '']),
    ...(cut.length > 0
      ? [`_Cut: ${cut.join(' and ')} are left out here; report.html and report.json have them all._`]
      : []),
  ];
}

/** The first of them, as many as fit. */
function fitting<Member>(
  members: readonly Member[],
  show: (member: Member) => string,
  room: number,
): readonly string[] {
  const shown: string[] = [];
  let left = room;
  for (const member of members) {
    const text = show(member);
    left -= text.length + 2;
    if (left < 0) break;
    shown.push(text);
  }
  return shown;
}

/** What a later version of the contract asks for, and how it came out. */
function notScoredTable({ notScored = [], run }: Report): readonly string[] {
  if (notScored.length === 0) return [];
  const rows = fitting(notScored.filter(isOpen), tableRow, 10_000);
  const rest = notScored.length - rows.length;
  return [
    '<details>',
    `<summary>${notScored.length} not scored: later than version ${prose(run.contract ?? '')} of the contract</summary>`,
    '',
    ...(rows.length > 0 ? ['| | Requirement | Level | Expected | Actual |', '| --- | --- | --- | --- | --- |'] : []),
    ...[...rows, ''],
    ...(rest > 0 ? [`${counted(rest, 'other')} in report.json.`, ''] : []),
    ...['</details>', ''],
  ];
}

function coverageTable(report: Report): readonly string[] {
  const { areas, total, percent, selected } = coverage(report);
  const row = (name: string, { clauses, named, emitted, proven }: typeof total): string =>
    `| ${name} | ${clauses} | ${named} | ${emitted} | ${proven} |`;
  return [
    '<details>',
    `<summary>Coverage of the contract: ${percent} % of the ${selected} clauses that were selected</summary>`,
    '',
    '| Area | Clauses | Named by a requirement | Judged in this run | Proven by a mutant |',
    '| --- | --- | --- | --- | --- |',
    ...Object.entries(areas).map(([area, tally]) => row(prose(area), tally)),
    row('**all**', total),
    '',
    ...contractLine(report),
    '</details>',
  ];
}

function contractLine({ contractCoverage }: Report): readonly string[] {
  if (!contractCoverage) return [];
  const { percent, judged, cells } = contractCoverage;
  return [
    `${judged} of the ${cells} members, values, limits and codes of the contract (${percent} %) were sent or met, and judged.`,
    '',
  ];
}

function footer({ kit, run }: Report): readonly string[] {
  const shard = run.shard ? `, shard ${run.shard.index}/${run.shard.total}` : '';
  return [
    `Kit ${prose(kit.version)}, seed ${run.seed}, ${duration(run.durationMs)}${shard}. Again: ${code(truncateAndCount(commandOfRun(run), 1000))}`,
    '',
    `More in the report folder: ${others.map((name) => `\`${name}\``).join(', ')}.`,
  ];
}
