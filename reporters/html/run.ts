import type { Coverage, CoverageTally, Report } from '../../spec/index.ts';
import { coverage } from '../run/coverage.ts';
import { commandOfRun } from '../text/contract.ts';
import { duration } from '../text/layout.ts';
import { contractCovered } from './contract-coverage.ts';
import { type Content, type Markup, markup } from './markup.ts';
import { command, truncateMarkup } from './text.ts';

/** How the run was made: enough to make it again. */
export function run({ kit, spec, run: how, target }: Report): Markup {
  const { environment } = how;
  const rows: readonly (readonly [string, Content] | false | undefined)[] = [
    ['Kit', kit.version],
    ['Contract', spec.version],
    how.contract !== undefined && ['Scored by version', how.contract],
    ['Declared', target.capabilities.join(', ') || 'nothing'],
    target.answerUrl !== undefined && ['answer_url', markup`<code>${truncateMarkup(target.answerUrl, 1000)}</code>`],
    target.webhookUrl !== undefined && ['webhook_url', markup`<code>${truncateMarkup(target.webhookUrl, 1000)}</code>`],
    ['Started', how.startedAt],
    ['Took', duration(how.durationMs)],
    ['Seed', how.seed],
    how.shard && ['Shard', `${how.shard.index} of ${how.shard.total}`],
    environment && ['Environment', truncateMarkup(`Node ${environment.node}, ${environment.platform}`, 200)],
  ];
  return markup`<section id="s-run" aria-labelledby="h-run"><h2 id="h-run">Run</h2>
<dl class="facts-list">${rows.map((row) => row && markup`<dt>${row[0]}</dt><dd>${row[1]}</dd>`)}</dl>
<h3>Run it again</h3>${command(`${commandOfRun(how)} --seed ${how.seed}`)}</section>`;
}

/** How much of the contract the run looked at. */
export function covered(report: Report): Markup {
  const { total, areas, percent, selected, missing }: Coverage = coverage(report);
  const rows = Object.entries(areas).map(([area, tally]) => row(area, tally));
  return markup`<section id="s-coverage" aria-labelledby="h-coverage"><h2 id="h-coverage">Coverage of the contract</h2>
<p class="lead">${percent} % of the ${selected} clauses that this run selected were judged. <span class="soft">Named: a requirement covers it. Judged: this run decided it. Proven: an integration with a deliberate fault fails it.</span></p>
<div class="scroll" tabindex="0" role="region" aria-labelledby="h-coverage"><table><thead><tr><th scope="col">Area</th><th scope="col">Clauses</th><th scope="col">Named</th><th scope="col">Judged</th><th scope="col">Proven</th></tr></thead><tbody>${rows}${row('All', total)}</tbody></table></div>
${list('Not judged here', missing.emitted)}${list('Not named', missing.named)}${list('Not proven', missing.proven)}${contractCovered(report)}</section>`;
}

function row(area: string, { clauses, named, emitted, proven }: CoverageTally): Markup {
  return markup`<tr><th scope="row">${truncateMarkup(area, 80)}</th>${[clauses, named, emitted, proven].map((number) => markup`<td>${number}</td>`)}</tr>`;
}

function list(title: string, clauses: readonly string[]): Markup | false {
  if (clauses.length === 0) return false;
  return markup`<details class="reason"><summary><b>${clauses.length}</b> ${title.toLowerCase()}</summary><ul>${clauses.slice(0, 500).map((clause) => markup`<li><code>${truncateMarkup(clause, 200)}</code></li>`)}</ul></details>`;
}
