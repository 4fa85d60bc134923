import stringWidth from 'string-width';
import type { Report, Verdict } from '../../spec/index.ts';
import { coverage } from '../run/coverage.ts';
import { escapeXmlAttribute, escapeXmlText } from '../text/escape.ts';

/** White text on each is easy to read (a contrast of more than 4.5). */
const colors: Readonly<Record<Verdict, string>> = {
  conformant: '#1a7f37',
  nonconformant: '#c62828',
  incomplete: '#8a5a00',
};

const height = 20;
/** Approximate width of a character of sans-serif fonts at 11 px; `textLength` makes it exact. */
const perColumn = 6.6;
const padding = 7;

/** A badge for a README: one picture without fonts, scripts or addresses of others. */
export function badge(report: Report): string {
  const { contract } = report.run;
  const left = contract === undefined ? 'MiniVoice' : `MiniVoice ${contract}`;
  const right = `${report.verdict} · ${tally(report)}`;
  const [first, second] = [box(left), box(right)];
  const title = `${left} conformance: ${right}; ${coverage(report).percent} % of the selected clauses judged`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${first + second}" height="${height}" role="img" aria-label="${escapeXmlAttribute(title)}">`,
    `  <title>${escapeXmlText(title)}</title>`,
    `  <clipPath id="corners"><rect width="${first + second}" height="${height}" rx="3"/></clipPath>`,
    '  <g clip-path="url(#corners)">',
    `    <rect width="${first}" height="${height}" fill="#444c56"/>`,
    `    <rect x="${first}" width="${second}" height="${height}" fill="${colors[report.verdict]}"/>`,
    '  </g>',
    '  <g fill="#fff" font-family="Verdana, DejaVu Sans, Geneva, sans-serif" font-size="11" text-anchor="middle">',
    label(left, first / 2, first),
    label(right, first + second / 2, second),
    '  </g>',
    '</svg>',
    '',
  ].join('\n');
}

/** The count that the verdict is about. */
function tally({ verdict, counts }: Report): string {
  const { passed, failed, warned, couldNotRun } = counts;
  const judged = passed + failed + warned;
  if (verdict === 'incomplete') return couldNotRun > 0 ? `${couldNotRun} not judged` : `${judged} judged`;
  if (verdict === 'conformant') return `${passed} of ${judged} met`;
  return failed > 0 ? `${failed} of ${judged} broken` : `${warned} of ${judged} not followed`;
}

function box(text: string): number {
  return Math.round(stringWidth(text) * perColumn) + 2 * padding;
}

function label(text: string, middle: number, width: number): string {
  return `    <text x="${middle}" y="14" textLength="${width - 2 * padding}">${escapeXmlText(text)}</text>`;
}
