import type { ReportedViolation } from '../../spec/index.ts';
import { exchange, type Highlight, highlightIn } from './exchange/exchange.ts';
import { type Markup, markup } from './markup.ts';
import { command, count, leftOut, linkAddresses, truncateMarkup } from './text.ts';

/** Exchanges that are shown; the last are those that lead to what was found. */
const max = 8;
const longest = 2000;

/** What was expected and what was found, where, in what was said on the wire and on the line. */
export function violation(one: ReportedViolation): Markup {
  const place = highlightIn(one.exchanges, one.where);
  return markup`<div class="pair verdicts"><section class="expected"><h4>Expected</h4><p>${truncateMarkup(one.expected, longest)}</p></section>
<section class="actual"><h4>Actual</h4><p>${truncateMarkup(one.actual, longest)}</p></section></div>
${one.where !== undefined && where(one.where, place)}${one.hint !== undefined && markup`<p class="hint"><strong>What to do</strong> ${one.hint.length > longest ? truncateMarkup(one.hint, longest) : linkAddresses(one.hint)}</p>`}`;
}

/** The evidence: longer, and looked at second. */
export function evidence(one: ReportedViolation): Markup {
  return markup`${one.conversation && conversation(one.conversation)}${one.exchanges.length > 0 && exchanges(one)}
<h4>Reproduce</h4>${command(one.replay)}`;
}

function where(text: string, place: Highlight | undefined): Markup {
  const body = place && ` of the ${place.side} body`;
  return markup`<p class="where"><strong>Where</strong> <code>${truncateMarkup(text, 400)}</code>${body}</p>`;
}

function conversation({ lines, replay }: NonNullable<ReportedViolation['conversation']>): Markup {
  const shown = lines.slice(-60);
  const hidden = lines.length - shown.length;
  return markup`<h4>The call that shows it</h4><ol class="said">${hidden > 0 && markup`<li>${leftOut(count(hidden, 'line'))}</li>`}${shown.map((line) => markup`<li>${truncateMarkup(line, 1000)}</li>`)}</ol>${command(replay)}`;
}

export function exchanges({ exchanges: all, where: named }: Pick<ReportedViolation, 'exchanges' | 'where'>): Markup {
  const place = highlightIn(all, named);
  const telling = place?.exchange ?? all.length - 1;
  const header = /^header (\S+)$/i.exec(named ?? '')?.[1];
  const first = Math.max(0, Math.min(telling, all.length - max));
  const shown = all.slice(first, first + max).map((one, offset) => {
    const at = first + offset;
    const isTelling = at === telling;
    const number = all.length > 1 && markup`<span class="soft">${at + 1} of ${all.length}</span> `;
    return exchange(one, number, isTelling, isTelling ? place : undefined, isTelling ? header : undefined);
  });
  const rest = all.length - shown.length;
  return markup`<h4>On the wire</h4>${shown}${rest > 0 && markup`<p>${leftOut(`${count(rest, 'exchange')} more`)}</p>`}`;
}
