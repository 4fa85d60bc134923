import type { PlayedEnd, PlayedLine, PlayedRequest, Report } from '../../../spec/index.ts';
import { type Markup, markup } from '../markup.ts';
import { command, count, leftOut, truncateMarkup } from '../text.ts';

const maxLines = 120;

/** What happened in each call, on the line and on the wire: when, how long it took, and whether it was acknowledged. */
export function calls({ calls: all = [], flow }: Report): Markup | false {
  if (all.length === 0) return false;
  const requests = all.flatMap(({ lines }) => lines.flatMap(({ wire }) => wire ?? []));
  const slowest = Math.max(1, ...requests.map(({ durationMs }) => durationMs));
  const ends = flow?.nodes.filter(({ ends }) => ends !== 'gather' && ends !== 'redirect').length ?? all.length;
  return markup`<section id="s-calls" aria-labelledby="h-calls"><h2 id="h-calls">Calls</h2>
<p class="lead">${ends > all.length ? `A call to the nearest ${all.length} of ${ends} ends of the flow` : 'A call to each end of the flow'}: ${requestCounts(requests)}</p>
${all.map((call, index) => one(call, index, slowest))}</section>`;
}

function requestCounts(requests: readonly PlayedRequest[]): string {
  const events = requests.filter(({ kind }) => kind === 'event');
  const good = events.filter((each) => each.good).length;
  const acknowledged =
    events.length === 0
      ? 'no events were delivered'
      : good === events.length
        ? `all ${events.length} events acknowledged`
        : `${good} of ${events.length} events acknowledged`;
  const slowest = requests.reduce((max, each) => (each.durationMs > max.durationMs ? each : max), requests[0] ?? none);
  return `${acknowledged}, the slowest response after ${milliseconds(slowest.durationMs)}.`;
}

const none: PlayedRequest = { kind: 'event', name: '', durationMs: 0, good: true };

function one({ path, node, seconds, lines, replay }: PlayedEnd, index: number, slowest: number): Markup {
  const last = lines.findLast(({ of }) => of === 'call');
  const refused = lines.filter(({ wire }) => wire && !wire.good).length;
  const hidden = lines.length - maxLines;
  return markup`<details class="call" id="call-${index + 1}" data-path="${path.join(',')}"><summary><span class="keys">${path.length === 0 ? 'nothing pressed' : path.slice(0, 30).map((key) => markup`<kbd>${truncateMarkup(key, 40)}</kbd> `)}</span><span class="title">${truncateMarkup(last?.text ?? 'the call ends', 160)}</span>${refused > 0 && markup` <span class="tag failed">${count(refused, 'problem')}</span>`} <span class="soft">${clock(seconds)}</span></summary>
<div class="inside"><ol class="timeline">${lines.slice(0, maxLines).map((line) => step(line, slowest))}${hidden > 0 && markup`<li>${leftOut(count(hidden, 'line'))}</li>`}</ol><p><a class="to-place" href="#${node}">Show it in the call flow</a></p>${command(replay)}</div></details>`;
}

function step({ at, of, text, wire }: PlayedLine, slowest: number): Markup {
  if (!wire)
    return markup`<li class="of-${of}"><time>${clock(at)}</time><span>${truncateMarkup(text, 600)}</span></li>`;
  const { kind, name, status, failure, durationMs, good } = wire;
  const verb = kind === 'answer' ? (good ? 'answers' : 'no usable answer') : good ? 'acknowledged' : 'not acknowledged';
  return markup`<li class="wire${!good && ' refused'}"><time>${clock(at)}</time><span class="request"><code>${truncateMarkup(kind === 'answer' ? name.replace(/\?.*$/s, '') : name, 200)}</code> <span class="ack ${good ? 'good' : 'bad'}">${verb}</span> <span class="soft">${status ?? truncateMarkup(failure ?? 'no response', 200)}</span></span><span class="latency"><svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true"><rect width="${Math.max(1, (durationMs / slowest) * 100).toFixed(1)}" height="4"/></svg><span>${milliseconds(durationMs)}</span></span></li>`;
}

function milliseconds(of: number): string {
  return of < 10 ? `${of.toFixed(1)} ms` : of < 1000 ? `${Math.round(of)} ms` : `${(of / 1000).toFixed(1)} s`;
}

/** Virtual time, as on a telephone: `0:37.9`. */
function clock(seconds: number): string {
  const tenths = Math.round(seconds * 10);
  const rest = (tenths % 600) / 10;
  return `${Math.floor(tenths / 600)}:${rest.toFixed(1).padStart(4, '0')}`;
}
