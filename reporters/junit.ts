import type { Exchange, Plan, Report, ReportedViolation, Result } from '../spec/index.ts';
import { xml } from './escape.ts';
import { beginning } from './layout.ts';
import { breaks } from './verdict.ts';

export interface JUnitOptions {
  readonly failOn: Plan['failOn'];
}

const longest = 4000;

/** JUnit XML: a suite per area. What the verdict passes over is a passing case that says so in its output. */
export function junit(report: Report, { failOn }: JUnitOptions = { failOn: 'must' }): string {
  const areas = new Map<string, Result[]>();
  for (const result of report.results) {
    const area = `minivoice.${result.id.split('.')[0]}`;
    areas.set(area, [...(areas.get(area) ?? []), result]);
  }
  const name = `MiniVoice conformance${report.target.name === undefined ? '' : ` of ${report.target.name}`}`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${xml(name)}"${totals(report.results, failOn)} time="${seconds(report.run.durationMs)}">`,
    ...[...areas].flatMap(([area, results]) => suite(area, results, report.run.startedAt, failOn)),
    '</testsuites>',
    '',
  ].join('\n');
}

function suite(area: string, results: readonly Result[], startedAt: string, failOn: Plan['failOn']): string[] {
  const time = seconds(results.reduce((sum, { durationMs }) => sum + durationMs, 0));
  const timestamp = xml(startedAt);
  return [
    `  <testsuite name="${xml(area)}"${totals(results, failOn)} time="${time}" timestamp="${timestamp}">`,
    ...results.flatMap((result) => testcase(area, result, failOn)),
    '  </testsuite>',
  ];
}

function totals(results: readonly Result[], failOn: Plan['failOn']): string {
  const failures = results.filter((result) => breaks(result, failOn)).length;
  const errors = results.filter(({ outcome }) => outcome === 'could-not-run').length;
  const skipped = results.filter(({ outcome }) => outcome === 'not-applicable').length;
  return ` tests="${results.length}" failures="${failures}" errors="${errors}" skipped="${skipped}"`;
}

function testcase(area: string, result: Result, failOn: Plan['failOn']): string[] {
  const { id, title, durationMs } = result;
  const open = `    <testcase classname="${xml(area)}" name="${xml(`${id} ${title}`)}" time="${seconds(durationMs)}"`;
  const inner = content(result, failOn);
  return inner === '' ? [`${open}/>`] : [`${open}>`, `      ${inner}`, '    </testcase>'];
}

function content(result: Result, failOn: Plan['failOn']): string {
  const reason = xml(beginning(result.reason ?? '', longest));
  switch (result.outcome) {
    case 'passed':
      return '';
    case 'not-applicable':
      return `<skipped message="${reason}"/>`;
    case 'could-not-run':
      return `<error message="${reason}" type="could-not-run"/>`;
    case 'failed':
    case 'warned': {
      const text = xml(details(result));
      if (!breaks(result, failOn)) return `<system-out>${text}</system-out>`;
      return `<failure message="${xml(headline(result))}" type="${xml(result.level)}">${text}</failure>`;
    }
  }
}

function headline({ violations, reason }: Result): string {
  const first = violations?.[0];
  if (!first) return beginning(reason ?? 'violated', longest);
  return `expected ${beginning(first.expected, longest)}, got ${beginning(first.actual, longest)}`;
}

function details(result: Result): string {
  const { outcome, level, title, accepted, assumptions = [], violations = [], source } = result;
  return [
    `${outcome} (${level}): the integration ${title}`,
    ...(accepted ? [`accepted until ${accepted.expires} by ${accepted.owner}: ${accepted.reason}`] : []),
    ...violations.slice(0, 3).flatMap(violation),
    ...(assumptions.length > 0 ? [`rests on: ${assumptions.join(', ')}`] : []),
    `documented at: ${source}`,
  ].join('\n');
}

function violation({ expected, actual, where, hint, exchanges, replay }: ReportedViolation): string[] {
  const last = exchanges.at(-1);
  return [
    `expected: ${beginning(expected, longest)}`,
    `actual: ${beginning(actual, longest)}`,
    ...(where === undefined ? [] : [`where: ${beginning(where, longest)}`]),
    ...(last ? exchange(last) : []),
    ...(hint === undefined ? [] : [`how to mend it: ${beginning(hint, longest)}`]),
    `run again: ${replay}`,
  ];
}

function exchange({ request, response, failure }: Exchange): string[] {
  return [
    `request: ${request.method} ${beginning(request.url, longest)}`,
    ...(request.body === undefined ? [] : [beginning(request.body, longest)]),
    ...(response ? [`response: ${response.status}`, beginning(response.body, longest)] : []),
    ...(failure ? [`no response: ${failure.kind}, ${beginning(failure.message, longest)}`] : []),
  ];
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3);
}
