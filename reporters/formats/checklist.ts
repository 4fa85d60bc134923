import pc from 'picocolors';
import { counted, type Report, type Result, type Verdict } from '../../spec/index.ts';
import { truncate, truncateLine, wrapTruncated } from '../text/layout.ts';
import { type Colors, mark } from '../text/marks.ts';
import { lastLine, type TerminalOptions, tally } from './terminal.ts';

const label = 12;

/** A go / no-go list for people: each line what was checked, what was seen, and what there is to do. */
export function checklist(report: Report, { width, color, reportDir }: TerminalOptions): string {
  const colors = pc.createColors(color);
  const { name, answerUrl, webhookUrl } = report.target;
  const lines = [
    colors.bold(truncateLine(`Readiness of ${name ?? answerUrl ?? webhookUrl ?? 'a deployment'}`, width)),
    ...field('answer_url', answerUrl, width, colors),
    ...field('webhook_url', webhookUrl, width, colors),
    '',
    ...report.results.flatMap((result) => item(result, width, colors)),
    ...(report.overdue ?? []).flatMap(({ message }) => field('baseline', message, width, colors)),
    '',
    ...decision(report, width, colors),
    ...(reportDir === undefined ? [] : [`The report is in ${truncateLine(reportDir, 200)}`]),
    tally(report),
    lastLine(report),
  ];
  return `${lines.join('\n')}\n`;
}

function item(result: Result, width: number, colors: Colors): string[] {
  const { id, title, outcome, seen, reason, accepted, violations: [first] = [] } = result;
  const heading = wrapTruncated(title, width - 2, 3);
  const more = (name: string, text: string | undefined): string[] => field(name, text, width, colors);
  return [
    ...heading.map((line, index) => (index === 0 ? `${mark(outcome, colors)} ${line}` : `  ${line}`)),
    ...more('seen', first ? first.actual : seen),
    ...more('expected', first?.expected),
    ...more('where', first?.where),
    ...more('accepted', accepted && `${accepted.reason} (${accepted.owner}, until ${accepted.expires})`),
    ...more('to do', first && !accepted ? first.hint : undefined),
    ...more(outcome === 'not-applicable' ? 'to do' : 'why', reason),
    ...more('replay', first?.conversation?.replay),
    ...more('more', first ? `mvk explain ${id}` : undefined),
  ];
}

/** Untrusted text under a label, at most three lines of it. */
function field(name: string, text: string | undefined, width: number, colors: Colors): string[] {
  if (text === undefined || text === '') return [];
  const lines = wrapTruncated(truncate(text, 2_000), Math.max(20, width - label - 2), 3);
  return lines.map((line, index) => `  ${colors.dim((index === 0 ? name : '').padEnd(label))}${line}`);
}

function decision(report: Report, width: number, colors: Colors): string[] {
  const { verdict, counts } = report;
  const paint = { conformant: colors.green, nonconformant: colors.red, incomplete: colors.yellow }[verdict];
  return wrapTruncated(sentence(verdict, report) + leftInWords(counts.notApplicable), width, 3).map((line) =>
    paint(line),
  );
}

function sentence(verdict: Verdict, { results, counts, overdue = [] }: Report): string {
  const open = results.filter(({ outcome, accepted }) => outcome === 'failed' && !accepted).length;
  const advice = results.filter(({ outcome, accepted }) => outcome === 'warned' && !accepted).length;
  switch (verdict) {
    case 'conformant':
      return advice > 0
        ? `GO, with ${counted(advice, 'recommendation')} not followed.`
        : 'GO: nothing stands in the way.';
    case 'nonconformant':
      if (open > 0) return `NO GO: ${counted(open, 'requirement')} not met.`;
      return overdue.length > 0
        ? `NO GO: ${counted(overdue.length, 'baseline entry', 'baseline entries')} no longer holding.`
        : `NO GO: ${counted(advice, 'recommendation')} not followed.`;
    case 'incomplete':
      return `NO DECISION: ${counted(counts.couldNotRun, 'check')} could not be made.`;
  }
}

function leftInWords(count: number): string {
  return count === 0 ? '' : ` Not checked: ${count}; each says what to do.`;
}
