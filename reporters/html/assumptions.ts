import { type AssumptionId, catalogue, assumptions as known, type Report, type Result } from '../../spec/index.ts';
import { type Markup, markup } from './markup.ts';
import { count, link, page, truncateMarkup } from './text.ts';

interface Rest {
  readonly id: string;
  readonly reading: string | undefined;
  /** Failed or warned on this reading. */
  readonly findings: readonly Result[];
  readonly others: number;
}

/** The open questions that this run had to decide, and the findings that depend on them. */
export function assumptions({ results, run }: Report): Markup | false {
  const ran = new Map(results.filter(({ outcome }) => outcome !== 'not-applicable').map((each) => [each.id, each]));
  const rests = new Map<string, Rest>();
  const add = (id: string, reading: string | undefined, result: Result): void => {
    const { findings = [], others = 0, reading: earlier } = rests.get(id) ?? {};
    const isFinding = result.outcome === 'failed' || result.outcome === 'warned';
    rests.set(id, {
      id,
      reading: reading ?? earlier ?? run.assumptions?.[id],
      findings: isFinding && findings.length < 50 ? [...findings, result] : findings,
      others: others + (isFinding ? 0 : 1),
    });
  };
  for (const result of ran.values()) {
    for (const one of result.assumptions ?? []) add(one.split('=')[0] ?? one, one.split('=')[1], result);
  }
  for (const { id, assumes } of catalogue) {
    const result = ran.get(id);
    if (result && !result.assumptions) for (const one of assumes) add(one, undefined, result);
  }
  if (rests.size === 0) return false;
  const sorted = [...rests.values()].sort((one, other) => number(one.id) - number(other.id));
  return markup`<section id="s-assumptions" aria-labelledby="h-assumptions"><h2 id="h-assumptions">Assumptions</h2>
<p class="lead">What the documentation leaves open, and the reading that this run took. Another one is tried with <code>--assume ID=READING</code>.</p>${sorted.slice(0, 200).map(assumption)}</section>`;
}

function number(id: string): number {
  return Number(id.slice(1)) || 0;
}

function assumption({ id, reading, findings, others }: Rest): Markup {
  const about = Object.hasOwn(known, id) ? known[id as AssumptionId] : undefined;
  const readings: Readonly<Record<string, string>> = about?.readings ?? {};
  const taken = reading ?? about?.default ?? 'unknown';
  const otherReadings = Object.entries(readings).filter(([name]) => name !== taken);
  const changed = about && taken !== about.default;
  return markup`<details class="assumption" id="${id}"${findings.length > 0 && markup` data-rests="yes"`}><summary><code>${truncateMarkup(id, 40)}</code> <span>${about?.question ?? 'A question that this version of the kit does not know.'} <b>${truncateMarkup(taken, 60)}</b>${changed && ' (not the default)'}</span>${findings.length > 0 && markup` <span class="tag">${count(findings.length, 'finding')}</span>`}</summary>
<div class="inside"><dl><dt>${truncateMarkup(taken, 60)}</dt><dd>${readings[taken] ?? ''}</dd>${otherReadings.map(([name, text]) => markup`<dt class="soft">${name}</dt><dd class="soft">${text}</dd>`)}</dl>
${about && markup`<p>${about.why} ${link(about.source, page(about.source))}</p>`}${findings.length > 0 && markup`<p><strong>Findings that assume it</strong> ${findings.map(({ id: finding }) => [markup`<a href="#${finding}"><code>${truncateMarkup(finding, 200)}</code></a>`, ' '])}</p>`}${others > 0 && markup`<p class="soft">${count(others, 'other requirement')} that ran too.</p>`}</div></details>`;
}
