import type { Report, Result } from '../../spec/index.ts';
import type { Cause } from '../findings/causes.ts';
import { filters, finding, sign } from './finding.ts';
import { type Content, type Markup, markup, nothing } from './markup.ts';
import { count, leftOut, truncateMarkup } from './text.ts';

/** Findings that are shown in full, and how much they may write together; the others are named. */
const max = { full: 200, characters: 1_500_000, named: 6000 };

/** Everything that was found, a cause at a time, what to fix first before the rest. */
export function findings({ results, overdue = [] }: Report, causes: readonly Cause[]): Markup {
  const accepted = results.filter((result) => result.accepted && isFinding(result));
  if (causes.length + accepted.length + overdue.length === 0) return nothing;
  const write = writer();
  const groups = causes.map((cause, at) => group(cause, at, causes.length, write));
  return markup`<section id="s-findings" aria-labelledby="h-findings"><h2 id="h-findings">What was found</h2>
<p class="lead">${summary(causes, accepted.length)}</p>${groups}${entries(overdue)}${
    accepted.length > 0 &&
    markup`<section class="cause"><h3>Accepted until they expire</h3>${accepted.map((result) => write(result, false))}</section>`
  }</section>`;
}

function isFinding({ outcome }: Result): boolean {
  return outcome !== 'passed' && outcome !== 'not-applicable';
}

function entries(overdue: NonNullable<Report['overdue']>): Markup | false {
  if (overdue.length === 0) return false;
  const lines = overdue.slice(0, max.full).map(({ message }) => markup`<li>${truncateMarkup(message, 500)}</li>`);
  return markup`<section class="cause"><h3>Entries of the baseline that no longer hold</h3><ul>${lines}</ul></section>`;
}

function summary(causes: readonly Cause[], accepted: number): string {
  const total = causes.reduce((sum, { results, blocked }) => sum + results.length + blocked.length, 0);
  if (total === 0) return accepted > 0 ? 'Nothing but what is accepted.' : 'Nothing in the integration itself.';
  if (causes.length === total) return `${count(total, 'finding')}, in the order in which to fix them.`;
  return `${count(total, 'finding')} from ${count(causes.length, 'cause')}, in the order in which to fix them.`;
}

type Write = (result: Result, open: boolean) => Markup;

function writer(): Write {
  let [full, characters] = [0, 0];
  return (result, open) => {
    if (full >= max.full) return listedFinding(result, full++);
    full++;
    const whole = finding(result, open, characters < max.characters);
    characters += whole.html.length;
    return whole;
  };
}

/** The remaining findings of a run with thousands of them: their ids, and where to find the details. */
function listedFinding(result: Result, at: number): Markup {
  if (at === max.named) return markup`<p>${leftOut('The other findings')}</p>`;
  if (at > max.named) return nothing;
  const first = result.violations?.[0];
  const got = first ? first.actual : (result.reason ?? '');
  return markup`<p class="named" id="${result.id}"${filters(result)}>${sign(result)}<code>${truncateMarkup(result.id, 100)}</code> ${truncateMarkup(got, 100)}</p>`;
}

function group({ seen, why, results, blocked, like }: Cause, at: number, total: number, write: Write): Markup {
  const alone = results.length === 1 && blocked.length === 0;
  const reason: Content =
    at === 0 && total > 1 && markup`<span class="soft">First, because ${truncateMarkup(why, 300)}.</span>`;
  return markup`<section class="cause${alone && ' alone'}"><h3><span class="number">${at + 1}</span> ${truncateMarkup(seen, 300)}</h3>
<p class="why">${reason} ${!alone && broken(results.length)} ${like.length > 0 && markup`<span class="soft">It looks like an integration that ${truncateMarkup(like.slice(0, 3).join('; or that '), 500)}.</span>`}</p>
${results.map((result, index) => write(result, at === 0 && index === 0))}${waiting(blocked)}</section>`;
}

function broken(requirements: number): string {
  return requirements === 1 ? '' : `One cause, ${requirements} requirements.`;
}

function waiting(blocked: readonly Result[]): Markup | false {
  if (blocked.length === 0) return false;
  const ids = blocked
    .slice(0, 500)
    .map(({ id }) => markup`<li id="${id}"><code>${truncateMarkup(id, 200)}</code></li>`);
  return markup`<details class="waiting"><summary>${count(blocked.length, 'requirement')} could not be judged until this is fixed</summary><ul>${ids}</ul></details>`;
}
