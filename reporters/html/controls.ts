import type { Outcome, Report } from '../../spec/index.ts';
import { marks } from '../text/marks.ts';
import { type Content, type Markup, markup } from './markup.ts';
import { areaOf } from './text.ts';

const outcomes: readonly Outcome[] = ['failed', 'warned', 'could-not-run', 'passed', 'not-applicable'];
const maxAreas = 20;

/** Filters and search; they work by the page's script, and without it they are not shown. */
export function controls({ results }: Report): Markup {
  const here = (of: (result: Report['results'][number]) => string) => new Set(results.map(of));
  const [found, levels, areas] = [
    here(({ outcome }) => outcome),
    here(({ level }) => level),
    here(({ id }) => areaOf(id)),
  ];
  return markup`<form id="filters" class="scripted" role="search" aria-label="Requirements">
<input type="search" aria-label="Search ids, titles and reasons" placeholder="Search  ( / )" autocomplete="off" spellcheck="false">
${choices(
  'Outcome',
  'outcome',
  outcomes.filter((outcome) => found.has(outcome)),
  (outcome) => [
    markup`<i class="sign ${outcome}" aria-hidden="true">${marks[outcome as Outcome]}</i> `,
    outcome.replaceAll('-', ' '),
  ],
)}${choices(
  'Level',
  'level',
  ['must', 'should', 'may'].filter((level) => levels.has(level)),
)}${choices('Area', 'area', [...areas].slice(0, maxAreas))}
<span class="state"><output id="shown"></output> <button type="button" id="clear" hidden>Clear</button></span></form>`;
}

function choices(
  legend: string,
  name: string,
  values: readonly string[],
  label: (value: string) => Content = (value) => value,
): Markup | false {
  if (values.length < 2) return false;
  return markup`<fieldset><legend class="hidden">${legend}</legend>${values.map((value) => markup`<label class="chip"><input type="checkbox" name="${name}" value="${value}"><span>${label(value)}</span></label>`)}</fieldset>`;
}
