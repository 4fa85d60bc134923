import type { CoverageTally, Plan, Report, Result } from '../../spec/index.ts';
import { details, headline, longest } from '../findings/details.ts';
import { grouped } from '../findings/group.ts';
import { truncateReport } from '../findings/truncate.ts';
import { coverage } from '../run/coverage.ts';
import { breaks } from '../run/verdict.ts';
import { notScoredBecause } from '../text/contract.ts';
import { escapeXmlAttribute, escapeXmlText } from '../text/escape.ts';
import { truncate } from '../text/layout.ts';

export interface JUnitOptions {
  readonly failOn: Plan['failOn'];
}

/** JUnit XML: a suite per area. What the verdict passes over is a passing case that says so in its output. */
export function junit(whole: Report, { failOn }: JUnitOptions = { failOn: whole.run.failOn ?? 'must' }): string {
  const report = truncateReport(whole);
  const areas = grouped(report.results, ({ id }) => id.split('.')[0] ?? id);
  const { areas: tallies } = coverage(report);
  const name = `MiniVoice conformance${report.target.name === undefined ? '' : ` of ${report.target.name}`}`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${escapeXmlAttribute(name)}"${totals(report.results, failOn, report.overdue?.length, report.notScored?.length)} time="${seconds(report.run.durationMs)}">`,
    ...[...areas].flatMap(([area, results]) => suite(area, results, tallies[area], report.run.startedAt, failOn)),
    ...baseline(report),
    ...notScored(report),
    '</testsuites>',
    '',
  ].join('\n');
}

function suite(
  area: string,
  results: readonly Result[],
  tally: CoverageTally | undefined,
  startedAt: string,
  failOn: Plan['failOn'],
): string[] {
  const time = seconds(results.reduce((sum, { durationMs }) => sum + durationMs, 0));
  const skipped = results.filter(({ outcome }) => outcome === 'not-applicable').length;
  const name = `minivoice.${area}`;
  return [
    `  <testsuite name="${escapeXmlAttribute(name)}"${totals(results, failOn)} skipped="${skipped}" time="${time}" timestamp="${escapeXmlAttribute(startedAt)}">`,
    ...(tally ? properties(tally) : []),
    ...results.flatMap((result) => testcase(name, result, failOn)),
    '  </testsuite>',
  ];
}

/** An entry that no longer holds fails the run, though its requirement may pass. */
function baseline({ overdue = [], run }: Report): string[] {
  if (overdue.length === 0) return [];
  const name = 'minivoice.baseline';
  const count = overdue.length;
  return [
    `  <testsuite name="${name}" tests="${count}" failures="${count}" errors="0" skipped="0" time="0.000" timestamp="${escapeXmlAttribute(run.startedAt)}">`,
    ...overdue.map(
      ({ id, problem, message }) =>
        `    <testcase classname="${name}" name="${escapeXmlAttribute(id)}" time="0.000"><failure message="${escapeXmlAttribute(message)}" type="${problem}"/></testcase>`,
    ),
    '  </testsuite>',
  ];
}

/** Requirements of later versions of the contract; what was found of them fails nothing. */
function notScored({ notScored: results = [], run }: Report): string[] {
  if (results.length === 0) return [];
  const name = 'minivoice.not-scored';
  const cases = results.map((result) => {
    const { id, title, durationMs, outcome, reason } = result;
    const open = `    <testcase classname="${name}" name="${escapeXmlAttribute(`${id} ${title}`)}" time="${seconds(durationMs)}"`;
    if (outcome === 'passed') return `${open}/>`;
    const what = result.violations ? headline(result) : (reason ?? '');
    return `${open}><skipped message="${escapeXmlAttribute(truncate(`${notScoredBecause(run)}: ${outcome}: ${what}`, longest))}"/></testcase>`;
  });
  const skipped = results.filter(({ outcome }) => outcome !== 'passed').length;
  return [
    `  <testsuite name="${name}" tests="${results.length}" failures="0" errors="0" skipped="${skipped}" time="0.000" timestamp="${escapeXmlAttribute(run.startedAt)}">`,
    ...[...cases, '  </testsuite>'],
  ];
}

/** How much of the area's contract was judged. */
function properties(tally: CoverageTally): string[] {
  const rows = Object.entries(tally).map(
    ([name, value]) => `<property name="coverage.${escapeXmlAttribute(name)}" value="${value}"/>`,
  );
  return ['    <properties>', ...rows.map((row) => `      ${row}`), '    </properties>'];
}

/** Without what was skipped: the schema of Jenkins knows that of a suite alone. */
function totals(results: readonly Result[], failOn: Plan['failOn'], overdue = 0, later = 0): string {
  const failures = results.filter((result) => breaks(result, failOn)).length + overdue;
  const errors = results.filter(({ outcome }) => outcome === 'could-not-run').length;
  return ` tests="${results.length + overdue + later}" failures="${failures}" errors="${errors}"`;
}

function testcase(area: string, result: Result, failOn: Plan['failOn']): string[] {
  const { id, title, durationMs } = result;
  const open = `    <testcase classname="${escapeXmlAttribute(area)}" name="${escapeXmlAttribute(`${id} ${title}`)}" time="${seconds(durationMs)}"`;
  const inner = content(result, failOn);
  return inner === '' ? [`${open}/>`] : [`${open}>`, `      ${inner}`, '    </testcase>'];
}

function content(result: Result, failOn: Plan['failOn']): string {
  const reason = escapeXmlAttribute(truncate(result.reason ?? '', longest));
  switch (result.outcome) {
    case 'passed':
      return '';
    case 'not-applicable':
      return `<skipped message="${reason}"/>`;
    case 'could-not-run':
      return `<error message="${reason}" type="could-not-run"/>`;
    case 'failed':
    case 'warned': {
      const text = escapeXmlText(details(result));
      if (!breaks(result, failOn)) return `<system-out>${text}</system-out>`;
      return `<failure message="${escapeXmlAttribute(headline(result))}" type="${escapeXmlAttribute(result.level)}">${text}</failure>`;
    }
  }
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3);
}
