import { type Exchange, isSuccess } from '../../../spec/index.ts';
import { duration } from '../../text/layout.ts';
import { type Content, type Markup, markup } from '../markup.ts';
import { count, truncateMarkup } from '../text.ts';
import { bodyOf } from './body.ts';
import { nearest } from './json-lines.ts';

/** Where in the exchanges of a violation its place is. */
export interface Highlight {
  readonly exchange: number;
  readonly side: 'request' | 'response';
  readonly pointer: string;
}

/** The body that a JSON pointer speaks of: the last that has the place, or the most of it; what came back before what was sent. */
export function highlightIn(exchanges: readonly Exchange[], where: string | undefined): Highlight | undefined {
  if (!where?.startsWith('/')) return undefined;
  let best: Highlight | undefined;
  for (const [exchange, { request, response }] of [...exchanges.entries()].reverse()) {
    for (const side of ['response', 'request'] as const) {
      const pointer = nearest((side === 'response' ? response?.body : request.body) ?? '', where);
      if (pointer !== undefined && pointer.length > (best?.pointer.length ?? 0)) best = { exchange, side, pointer };
    }
  }
  return best;
}

/** One exchange, folded unless it is the one to look at. */
export function exchange(one: Exchange, heading: Content, open: boolean, place?: Highlight, header?: string): Markup {
  const { request, response, failure, durationMs } = one;
  const outcome = response ? `${response.status}` : `no response (${failure?.kind ?? 'unknown'})`;
  const at = (side: Highlight['side']): string | undefined => (place?.side === side ? place.pointer : undefined);
  return markup`<details class="exchange"${open && markup` open`}><summary>${heading}<code>${truncateMarkup(`${request.method} ${target(request.url)}`, 200)}</code> <span class="arrow">→</span> <strong class="${status(one)}">${outcome}</strong> <span class="soft">${duration(durationMs)}</span></summary>
<div class="pair"><section aria-label="Request"><h5>Request</h5><p class="url"><code>${truncateMarkup(`${request.method} ${request.url}`, 800)}</code></p>${headers(request.headers)}${message(request.body, request.bodyBase64, at('request'))}</section>
<section aria-label="Response"><h5>Response <span class="soft">${outcome} after ${duration(durationMs)}</span></h5>${
    response
      ? [
          headers(response.headers, header),
          message(response.body, response.bodyBase64, at('response')),
          response.truncated === true && markup`<p class="soft">The body was longer than what is kept.</p>`,
        ]
      : markup`<p>${truncateMarkup(failure?.message ?? 'No response.', 2000)}</p>`
  }</section></div></details>`;
}

function message(body: string | undefined, base64: string | undefined, pointer: string | undefined): Markup {
  if (base64 !== undefined)
    return markup`<p class="soft">Not text; base64:</p><pre class="body" tabindex="0">${truncateMarkup(base64, 2000)}</pre>`;
  return body === undefined || body === '' ? markup`<p class="soft">No body.</p>` : bodyOf(body, pointer);
}

function headers(all: Readonly<Record<string, string>>, marked?: string): Markup | false {
  const entries = Object.entries(all);
  if (entries.length === 0 && marked === undefined) return false;
  const named = entries.find(([name]) => name.toLowerCase() === marked?.toLowerCase());
  const rows = entries.slice(0, 60).map(([name, value]) => {
    const text = markup`<b>${truncateMarkup(name, 100)}</b>: ${truncateMarkup(value, 500)}`;
    return [marked !== undefined && name === named?.[0] ? markup`<mark>${text}</mark>` : text, '\n'];
  });
  const missing = marked !== undefined && !named && markup`<mark>(no ${marked})</mark>\n`;
  return markup`<details class="headers"${marked !== undefined && markup` open`}><summary>${count(entries.length, 'header')}</summary><pre tabindex="0">${rows}${missing}${entries.length > 60 && `… ${entries.length - 60} more\n`}</pre></details>`;
}

function status({ response }: Exchange): string {
  return isSuccess(response?.status) ? 'good' : 'bad';
}

/** The path tells exchanges apart; the host is the same for all. */
function target(url: string): string {
  return URL.canParse(url) ? url.replace(/^[a-z]+:\/\/[^/?#]*/i, '').split('?')[0] || '/' : url;
}
