import type { ReportedViolation, Result } from '../../spec/index.ts';
import type { Cause } from '../findings/causes.ts';
import { exchangeLines } from '../findings/details.ts';
import { symptomOf } from '../findings/symptom.ts';
import {
  escapeMarkdownBlock as block,
  escapeMarkdownCode,
  escapeXmlAttribute,
  escapeMarkdown as prose,
} from '../text/escape.ts';
import { truncateAndCount } from '../text/layout.ts';
import { marks } from '../text/marks.ts';

const short = 200;
const long = 1000;

/** One row of the table: what was asked, and what came. */
export function tableRow(result: Result): string {
  const { outcome, id, level, violations } = result;
  const [first] = violations ?? [];
  const [expected, actual] = first ? [first.expected, first.actual] : ['', symptomOf(result).seen];
  return `| ${marks[outcome]} | ${code(id)} | ${level} | ${expected === '' ? '' : code(expected)} | ${code(actual)} |`;
}

/** One cause, folded: what to fix, where that is documented, how to see it again. */
export function causeDetails({ results: [first, ...others], blocked, like, output }: Cause): string {
  const more = others.length > 0 ? ` (and ${others.length} more by the same cause)` : '';
  return [
    '<details>',
    `<summary>${marks[first.outcome]} ${code(first.id)}${more}</summary>`,
    '',
    ...whole(first),
    ...(output ? ['', 'Last output of the integration:', '', block(output.join('\n'))] : []),
    ...others.flatMap((result) => ['', `${marks[result.outcome]} ${code(result.id)}: ${brief(result)}`]),
    ...(like.length > 0 ? ['', `Looks like an integration that ${like.map(prose).join(', or one that ')}.`] : []),
    ...(blocked.length > 0 ? ['', `Not judged until then: ${blocked.map(({ id }) => code(id)).join(', ')}.`] : []),
    '',
    '</details>',
  ].join('\n');
}

function whole(result: Result): readonly string[] {
  const { level, title, reason, source, violations = [], assumptions = [] } = result;
  const [first] = violations;
  const row = (label: string, value: string | undefined, show: (text: string) => string): readonly string[] =>
    value === undefined || value === '' ? [] : [`| ${label} | ${show(value)} |`];
  return [
    `**${level === 'must' ? 'Must' : 'Advice'}:** the integration ${prose(truncateAndCount(title, short))}.`,
    '',
    '| | |',
    '| --- | --- |',
    ...row('Expected', first?.expected, (text) => code(text, long)),
    ...row('Actual', first?.actual ?? reason, (text) => code(text, long)),
    ...row('Where', first?.where, code),
    ...row('How to fix', first?.hint, (text) => prose(truncateAndCount(text, long))),
    ...row('Documented at', source, link),
    ...row('Assumes', assumptions.slice(0, 20).join(', '), (text) => code(text, long)),
    ...row('Reproduce', first?.replay, (text) => code(text, long)),
    ...row('Replay', first?.conversation?.replay, (text) => code(text, long)),
    ...(first ? ['', ...lastSeen(first)] : []),
  ];
}

/** The last exchange and the last words of the call: the others led there. */
function lastSeen({ exchanges, conversation }: ReportedViolation): readonly string[] {
  const last = exchanges.at(-1);
  const heard = conversation?.lines.slice(-5).map((line) => truncateAndCount(line, short)) ?? [];
  const lines = [...heard, ...(last ? exchangeLines(last, 600) : [])];
  return lines.length === 0 ? [] : [block(lines.join('\n'))];
}

function brief(result: Result): string {
  const { violations, title } = result;
  const [first] = violations ?? [];
  const wanted = `the integration ${prose(truncateAndCount(title, short))}`;
  return first
    ? `${wanted}; expected ${code(first.expected)}, got ${code(first.actual)}`
    : `${wanted}; ${code(symptomOf(result).seen)}`;
}

function code(text: string, limit: number = short): string {
  return escapeMarkdownCode(truncateAndCount(text, limit));
}

/** Only what leads to the web becomes a link. */
function link(url: string): string {
  if (!/^https?:\/\//.test(url) || !URL.canParse(url)) return code(url);
  return `<a href="${escapeXmlAttribute(new URL(url).href)}">${prose(truncateAndCount(url, short))}</a>`;
}
