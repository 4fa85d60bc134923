import type { Exchange, ReportedViolation, Result } from '../../spec/index.ts';
import { truncateAndCount } from '../text/layout.ts';

/** Characters of a text that reports for programs take over; `report.json` has the whole. */
export const longest = 4000;

/** What was expected and what came, in one line. */
export function headline({ violations, reason }: Result): string {
  const first = violations?.[0];
  if (!first) return truncateAndCount(reason ?? 'violated', longest);
  return `expected ${truncateAndCount(first.expected, longest)}, got ${truncateAndCount(first.actual, longest)}`;
}

/** All details of a result, as lines that are not escaped yet. */
export function details(result: Result): string {
  const { outcome, level, title, accepted, assumptions = [], violations = [], exchanges = [], source } = result;
  return [
    `${outcome} (${level}): the integration ${title}`,
    ...(accepted ? [`accepted until ${accepted.expires} by ${accepted.owner}: ${accepted.reason}`] : []),
    ...violations.slice(0, 3).flatMap(violation),
    ...exchanges.slice(0, 1).flatMap((exchange) => exchangeLines(exchange, longest)),
    ...(assumptions.length > 0 ? [`assumes: ${assumptions.join(', ')}`] : []),
    `documented at: ${source}`,
  ].join('\n');
}

function violation({ expected, actual, where, hint, exchanges, replay }: ReportedViolation): string[] {
  const last = exchanges.at(-1);
  return [
    `expected: ${truncateAndCount(expected, longest)}`,
    `actual: ${truncateAndCount(actual, longest)}`,
    ...(where === undefined ? [] : [`where: ${truncateAndCount(where, longest)}`]),
    ...(last ? exchangeLines(last, longest) : []),
    ...(hint === undefined ? [] : [`how to fix: ${truncateAndCount(hint, longest)}`]),
    `reproduce: ${replay}`,
  ];
}

/** One exchange, each of its texts no longer than the limit. */
export function exchangeLines({ request, response, failure }: Exchange, limit: number): readonly string[] {
  return [
    `request: ${request.method} ${truncateAndCount(request.url, limit)}`,
    ...(request.body === undefined ? [] : [truncateAndCount(request.body, limit)]),
    ...(response ? [`response: ${response.status}`, truncateAndCount(response.body, limit)] : []),
    ...(failure ? [`no response: ${failure.kind}, ${truncateAndCount(failure.message, limit)}`] : []),
  ];
}
