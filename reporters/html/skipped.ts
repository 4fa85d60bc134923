import type { Report } from '../../spec/index.ts';
import { grouped } from '../findings/group.ts';
import { type Markup, markup } from './markup.ts';
import { count, truncateMarkup } from './text.ts';

/** Reasons, and ids below one, that are shown. */
const max = { reasons: 200, ids: 300 };

/** Requirements that did not apply, by reason: the reason says what to declare, or what was not found. */
export function skipped({ results }: Report): Markup | false {
  const groups = grouped(
    results.filter(({ outcome }) => outcome === 'not-applicable'),
    ({ reason = 'No reason was given.' }) => reason,
  );
  if (groups.size === 0) return false;
  const items = [...groups].slice(0, max.reasons).map(([reason, members]) => {
    const ids = members
      .slice(0, max.ids)
      .map(({ id }) => markup`<li><a href="#${id}"><code>${truncateMarkup(id, 200)}</code></a></li>`);
    const rest = members.length - ids.length;
    return markup`<details class="reason"><summary><b>${members.length}</b> ${truncateMarkup(reason, 500)}</summary><ul>${ids}${rest > 0 && markup`<li>${count(rest, 'more', 'more')}</li>`}</ul></details>`;
  });
  const rest = groups.size - items.length;
  return markup`<section id="s-skipped" aria-labelledby="h-skipped"><h2 id="h-skipped">Did not apply</h2>${items}${rest > 0 && markup`<p class="soft">${count(rest, 'more reason')} in report.json.</p>`}</section>`;
}
