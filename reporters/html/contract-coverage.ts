import { type CellGroup, type CellTally, gapReasons, type Report } from '../../spec/index.ts';
import { grouped } from '../findings/group.ts';
import { gapsInWords, groupsInWords } from '../text/gaps.ts';
import { type Markup, markup } from './markup.ts';
import { truncateMarkup } from './text.ts';

/** Gaps of one row that are named. */
const max = 500;

/** What of the contract was sent or met, as a table to fold out for each group. */
export function contractCovered({ contractCoverage: covered }: Report): Markup | false {
  if (!covered) return false;
  return markup`<h3>Sent or met, and judged</h3>
<p class="lead">${covered.percent} % of the ${covered.cells} members, values, limits and codes that the contract names.</p>
${[...grouped(covered.tallies, ({ group }) => group)].map(([group, tallies]) => groupTable(group, tallies))}`;
}

function groupTable(group: CellGroup, tallies: readonly CellTally[]): Markup {
  const sum = (of: (tally: CellTally) => number): number => tallies.reduce((total, tally) => total + of(tally), 0);
  const title = groupsInWords[group];
  return markup`<details class="reason"><summary><b>${sum((tally) => tally.judged)} of ${sum((tally) => tally.cells)}</b> ${title}</summary>
<div class="scroll" tabindex="0" role="region" aria-label="${title}"><table class="cells"><thead><tr><th scope="col">Name</th><th scope="col">Judged</th><th scope="col">Of</th><th scope="col">Gaps</th></tr></thead><tbody>${tallies.map(row)}</tbody></table></div></details>`;
}

function row({ of, cells, judged, gaps }: CellTally): Markup {
  const lists = gapReasons.flatMap((reason) => {
    const names = gaps[reason] ?? [];
    if (names.length === 0) return [];
    return [
      markup`<details><summary><b>${names.length}</b> ${gapsInWords[reason]}</summary><ul>${names.slice(0, max).map((name) => markup`<li><code>${truncateMarkup(name, 200)}</code></li>`)}</ul></details>`,
    ];
  });
  return markup`<tr><th scope="row"><code>${truncateMarkup(of, 100)}</code></th><td>${judged}</td><td>${cells}</td><td>${lists.length > 0 ? lists : 'none'}</td></tr>`;
}
