import { styleSheet } from '../../flows/draw/theme.ts';
import { type Clause, catalogue, clauses, type Report } from '../../spec/index.ts';
import { causes } from '../findings/causes.ts';
import { hashed, script, styles } from './assets.ts';
import { assumptions } from './assumptions.ts';
import { controls } from './controls.ts';
import { findings } from './findings.ts';
import { calls } from './flow/calls.ts';
import { flow, flowData } from './flow/flow.ts';
import { type Content, type Markup, markup, trusted } from './markup.ts';
import { notScored } from './not-scored.ts';
import { requirements } from './requirements.ts';
import { covered, run } from './run.ts';
import { skipped } from './skipped.ts';
import { first, nameOf, summary } from './summary.ts';
import { truncateMarkup } from './text.ts';

const verdicts = { conformant: '✓', nonconformant: '✗', incomplete: '?' } as const;

/** The whole page. It asks nothing of any network, and its policy lets it do nothing but what is written in it. */
export function page(report: Report): Markup {
  const [style, code] = [styles(), script()];
  const why = causes(report);
  const sections: readonly (readonly [string, string, Markup | false])[] = [
    ['findings', 'Findings', findings(report, why)],
    ['not-scored', 'Not scored', notScored(report)],
    ['flow', 'Call flow', flow(report)],
    ['calls', 'Calls', calls(report)],
    ['requirements', 'Requirements', requirements(report)],
    ['skipped', 'Did not apply', skipped(report)],
    ['assumptions', 'Assumptions', assumptions(report)],
    ['coverage', 'Coverage', covered(report)],
    ['run', 'Run', run(report)],
  ];
  const shown = sections.filter(([, , section]) => section !== false && section.html !== '');
  return markup`<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy([style, `\n${styleSheet('auto')}\n`], code)}">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><meta name="referrer" content="no-referrer">
<title>${verdicts[report.verdict]} ${truncateMarkup(nameOf(report), 100)} · MiniVoice conformance</title>
<link rel="icon" href="data:,"><style>${trusted(style)}</style></head>
<body><a class="skip" href="#s-main">Skip to what was found</a>
${summary(report)}${first(why)}
<div class="bar-top"><nav aria-label="Sections">${shown.map(([id, title]) => markup`<a href="#s-${id}">${title}</a>`)}</nav>${controls(report)}</div>
<main id="s-main" tabindex="-1">${shown.map(([, , section]) => [section, '\n'])}</main>
<footer><p>minivoice-conformance ${truncateMarkup(report.kit.version, 40)}. Everything shown here, whole, is in <code>report.json</code> beside this file.</p></footer>
<div id="status" class="hidden" role="status"></div>
<script type="application/json" id="data">${data(report)}</script>
<script>${trusted(code)}</script></body></html>
`;
}

function policy(style: readonly string[], code: string): string {
  return [
    "default-src 'none'",
    `style-src ${style.map(hashed).join(' ')}`,
    `script-src ${hashed(code)}`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

/** What the script reads: no text of it can end the element that it is in. */
function data(report: Report): Content {
  const ran = new Set(report.results.map(({ id }) => id));
  const known = catalogue.filter(({ id }) => ran.has(id));
  const texts = known.map(({ id, clause, assumes }) => [id, [clauses[clause as Clause].text, ...assumes]]);
  const value = { requirements: Object.fromEntries(texts), flow: flowData(report) };
  return trusted(JSON.stringify(value).replaceAll('<', '\\u003c'));
}
