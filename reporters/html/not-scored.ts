import type { Report } from '../../spec/index.ts';
import { contractSentence, isOpen } from '../text/contract.ts';
import { finding } from './finding.ts';
import { type Markup, markup } from './markup.ts';
import { count, truncateMarkup } from './text.ts';

/** Findings that are shown, and others that are named. */
const max = { shown: 100, named: 500 };

/** Requirements of later versions of the contract: what was found of them, and the names of the others. */
export function notScored(report: Report): Markup | false {
  const { notScored: all = [] } = report;
  if (all.length === 0) return false;
  const open = all.filter(isOpen).slice(0, max.shown);
  const others = all.filter((result) => !open.includes(result));
  const names = others.slice(0, max.named).map(({ id, outcome }) => {
    return markup`<li id="${id}"><code>${truncateMarkup(id, 200)}</code> <span class="soft">${outcome.replaceAll('-', ' ')}</span></li>`;
  });
  return markup`<section id="s-not-scored" aria-labelledby="h-not-scored"><h2 id="h-not-scored">Not scored</h2>
<p class="lead">${contractSentence(report) ?? ''}</p>${open.map((result) => finding(result, false, true))}${
    others.length > 0 &&
    markup`<details class="reason"><summary><b>${others.length}</b> ${others.length === 1 ? 'other' : 'others'}</summary><ul>${names}${others.length > names.length && markup`<li>${count(others.length - names.length, 'more', 'more')}</li>`}</ul></details>`
  }</section>`;
}
