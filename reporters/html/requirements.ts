import type { Outcome, Report, Result } from '../../spec/index.ts';
import { grouped } from '../findings/group.ts';
import { truncate } from '../text/layout.ts';
import { marks } from '../text/marks.ts';
import { contentAsHtml, type Markup, markup } from './markup.ts';
import { areaOf, count, link, page } from './text.ts';

const order: readonly Outcome[] = ['failed', 'warned', 'could-not-run', 'passed', 'not-applicable'];

/**
 * Every requirement, by area. A line of text each: the page's script makes rows of them when they are looked at, so that
 * thousands cost little, and without a script they are still there to be read.
 */
export function requirements({ results }: Report): Markup {
  const sources = [...new Set(results.map(({ source }) => source))];
  const numbers = new Map(sources.map((source, index) => [source, index + 1]));
  const areas = grouped(results, ({ id }) => areaOf(id));
  return markup`<section id="s-requirements" aria-labelledby="h-requirements"><h2 id="h-requirements">Requirements</h2>
${[...areas].map(([area, members]) => markup`<details class="area" data-area="${truncate(area, 100)}"><summary><b>${truncate(area, 100)}</b> ${tally(members)}</summary><pre class="lines">${members.map((each) => line(each, numbers))}</pre></details>`)}
<details class="area sources"><summary><b>Sources</b> <span class="soft">${count(sources.length, 'page')} of documentation and standards</span></summary><ol id="sources">${sources.map((source) => markup`<li>${link(source, page(source))}</li>`)}</ol></details></section>`;
}

/** Level, evidence, source, cases, milliseconds, the id below its area, title, reason; divided by tabs. */
function line(result: Result, numbers: ReadonlyMap<string, number>): Markup {
  const { outcome, level, evidence, source, cases, durationMs, id, title, reason } = result;
  const own = truncate(id.slice(areaOf(id).length + 1), 200);
  const why = reason === undefined ? '' : truncate(reason, 300);
  const fields = [marks[outcome], level, evidence, numbers.get(source) ?? 0, cases ?? '', Math.round(durationMs)];
  const texts = [own, truncate(title, 300), why].map((text) => text.replaceAll('\n', ' '));
  return { html: `${[...fields, ...texts].map(contentAsHtml).join('\t').trimEnd()}\n` };
}

function tally(results: readonly Result[]): Markup {
  const parts = order.flatMap((outcome) => {
    const number = results.filter((result) => result.outcome === outcome).length;
    if (number === 0) return [];
    return [
      markup`<span class="part ${outcome}"><i class="sign ${outcome}" aria-hidden="true">${marks[outcome]}</i> ${number}<span class="hidden"> ${outcome.replaceAll('-', ' ')}</span></span> `,
    ];
  });
  return markup`<span class="tally">${parts}</span>`;
}
