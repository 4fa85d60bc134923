import type { Counts, Outcome, Report } from '../../spec/index.ts';
import type { Cause } from '../findings/causes.ts';
import { contractSentence } from '../text/contract.ts';
import { duration } from '../text/layout.ts';
import { marks } from '../text/marks.ts';
import { verdictSentence } from '../text/sentence.ts';
import { type Content, type Markup, markup } from './markup.ts';
import { count, link, page, truncateMarkup } from './text.ts';

const words: readonly (readonly [Outcome, keyof Counts, string])[] = [
  ['failed', 'failed', 'failed'],
  ['warned', 'warned', 'warned'],
  ['could-not-run', 'couldNotRun', 'could not run'],
  ['not-applicable', 'notApplicable', 'not applicable'],
  ['passed', 'passed', 'passed'],
];

const signs = { conformant: '✓', nonconformant: '✗', incomplete: '?' } as const;

/** The verdict, and everything that it merges, apart. */
export function summary(report: Report): Markup {
  const { verdict, counts, target, run, kit, results } = report;
  const [head = '', ...rest] = verdictSentence(report).split(/(?<=^\w+)[:,] /);
  const accepted = results.filter((result) => result.accepted).length;
  const shard = run.shard && `, shard ${run.shard.index} of ${run.shard.total}`;
  return markup`<header class="top ${verdict}"><p class="eyebrow">MiniVoice conformance of <strong>${truncateMarkup(nameOf(report), 200)}</strong></p>
<h1><span class="seal" aria-hidden="true">${signs[verdict]}</span><span>${head.replace(/\.$/, '')}</span></h1>
<p class="sentence">${[sentence(rest.join(' ')), contractSentence(report) ?? ''].join(' ').trim()}</p>
${bar(counts)}
<ul class="counts">${words.map(([outcome, key, text]) => markup`<li class="${outcome}${counts[key] === 0 && ' none'}"><a href="#outcome=${outcome}"><b>${counts[key].toLocaleString('en')}</b><span><i class="sign ${outcome}" aria-hidden="true">${marks[outcome]}</i> ${text}</span></a></li>`)}</ul>
<p class="facts">${accepted > 0 && `${accepted} accepted · `}${place('answer_url', target.answerUrl)}${place('webhook_url', target.webhookUrl)}${duration(run.durationMs)}${shard} · seed ${run.seed} · kit ${truncateMarkup(kit.version, 40)} · <time datetime="${run.startedAt}">${when(run.startedAt)}</time></p></header>`;
}

export function nameOf({ target }: Report): string {
  return target.name ?? target.answerUrl ?? target.webhookUrl ?? 'an integration';
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function place(name: string, url: string | undefined): Content {
  return url !== undefined && [markup`${name} <code>${truncateMarkup(url, 200)}</code>`, ' · '];
}

function when(iso: string): string {
  return iso.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d).*Z$/, '$1 $2 UTC').slice(0, 40);
}

/** The outcomes as parts of a line; what is there at all is seen. */
function bar(counts: Counts): Markup {
  const total = words.reduce((sum, [, key]) => sum + counts[key], 0);
  let left = 0;
  const parts = words.flatMap(([outcome, key]) => {
    if (counts[key] === 0 || total === 0) return [];
    const width = Math.max(0.6, (counts[key] / total) * 100);
    const part = markup`<rect class="${outcome}" x="${left.toFixed(2)}" width="${width.toFixed(2)}" height="1"/>`;
    left += width;
    return [part];
  });
  return markup`<svg class="proportions" viewBox="0 0 ${Math.max(left, 1).toFixed(2)} 1" preserveAspectRatio="none" aria-hidden="true">${parts}</svg>`;
}

/** What to do now, before anything else is read. */
export function first(causes: readonly Cause[]): Markup | false {
  const [cause, ...others] = causes;
  if (!cause) return false;
  const { kind, seen, output, results, blocked } = cause;
  // Requirements that were not judged because of the end need no fix.
  const { id, title, violations, reason, source } = results.find((each) => each.violations) ?? results[0];
  const asked =
    (kind !== 'ended' || violations) &&
    markup`<p class="title">Required: the integration ${truncateMarkup(title, 300)}.</p>`;
  const hint = violations?.[0]?.hint ?? (output ? undefined : reason);
  const more = results.length + blocked.length - 1;
  return markup`<section class="first" aria-labelledby="h-first"><h2 id="h-first">Fix this first</h2>
<p class="seen">${sentence(seen)}</p>${asked}${hint !== undefined && markup`<p class="todo">${truncateMarkup(hint, 600)}</p>`}${output && markup`<p>Last output:</p><pre class="body" tabindex="0">${output.join('\n')}</pre>`}
<p class="soft"><a href="#${id}">${truncateMarkup(id, 200)}</a>${more > 0 && ` and ${count(more, 'other requirement')}`}${(cause.kind !== 'ended' || violations !== undefined) && markup` · documented at ${link(source, page(source))}`}${others.length > 0 && ` · then ${count(others.length, 'more cause')}`}</p></section>`;
}
