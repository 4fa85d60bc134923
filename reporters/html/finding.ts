import { type Clause, clauses, type Result } from '../../spec/index.ts';
import { marks } from '../text/marks.ts';
import { type Content, type Markup, markup } from './markup.ts';
import { count, link, page, truncateMarkup } from './text.ts';
import { evidence, exchanges, violation } from './violation.ts';

/** Violations of one finding that are shown; the kit reports the first it finds, others may report more. */
const maxViolations = 5;

/** One finding, folded unless it is the one to look at; with `proof` what crossed the wire is shown too. */
export function finding(result: Result, open: boolean, proof: boolean): Markup {
  const { id, title, level, evidence: kind, outcome } = result;
  return markup`<details class="finding ${outcome}" id="${id}"${open && markup` open`}${filters(result)}>
<summary>${sign(result)}<span class="what"><code class="id">${truncateMarkup(id, 200)}</code> <span class="title">The integration ${truncateMarkup(title, 300)}.</span>${teaser(result)}</span><span class="tags"><span class="tag ${level}">${level}</span> <span class="tag">${kind}</span></span></summary>
<div class="inside">${body(result, proof)}</div></details>`;
}

/** What the filters of the page go by. */
export function filters({ outcome, level, id }: Result): Markup {
  return markup` data-outcome="${outcome}" data-level="${level}" data-area="${id.split('.')[0]}"`;
}

export function sign({ outcome }: Pick<Result, 'outcome'>): Markup {
  return markup`<span class="sign ${outcome}" role="img" aria-label="${outcome.replaceAll('-', ' ')}">${marks[outcome]}</span>`;
}

/** What is wrong in one line, for readers who do not open the finding. */
function teaser({ violations, reason }: Result): Markup | false {
  const first = violations?.[0];
  if (!first) return reason !== undefined && markup`<span class="teaser">${truncateMarkup(reason, 200)}</span>`;
  return markup`<span class="teaser">expected ${truncateMarkup(first.expected, 140)}, got <b>${truncateMarkup(first.actual, 140)}</b></span>`;
}

function body(result: Result, proof: boolean): Content {
  const { violations = [], reason, accepted, cases, exchanges: met = [] } = result;
  const shown = violations.slice(0, maxViolations);
  const rest = violations.length - shown.length;
  return [
    accepted &&
      markup`<p class="accepted"><strong>Accepted</strong> until ${truncateMarkup(accepted.expires, 40)} by ${truncateMarkup(accepted.owner, 100)}: ${truncateMarkup(accepted.reason, 500)}</p>`,
    violations.length === 0 &&
      markup`<p><strong>Why</strong> ${truncateMarkup(reason ?? 'No reason was given.', 2000)}</p>`,
    shown.map((one, at) => [violation(one), at === 0 && references(result), proof && evidence(one)]),
    violations.length === 0 && [references(result), proof && met.length > 0 && exchanges({ exchanges: met })],
    violations.length > 0 && !proof && markup`<p class="soft">The exchange is in report.json.</p>`,
    rest > 0 && markup`<p class="soft">${count(rest, 'more violation')} of this kind in report.json.</p>`,
    cases !== undefined && markup`<p class="soft">${count(cases, 'case')} looked at.</p>`,
  ];
}

/** Where it is asked for, in its own words, and what it rests on. */
function references({ source, clause, evidence: kind, assumptions = [] }: Result): Markup {
  const text = clauses[clause as Clause]?.text;
  const meaning = { stated: 'stated there', example: 'shown by an example there', practice: 'a public standard' }[kind];
  const rests = assumptions.map((one) => {
    const [id = one, reading] = one.split('=');
    return [markup`<a href="#${id}"><code>${truncateMarkup(one, 80)}</code></a>`, reading === undefined ? '' : ' '];
  });
  return markup`<div class="references">${text !== undefined && markup`<blockquote>${text}</blockquote>`}<p><strong>Documented at</strong> ${link(source, page(source))} <span class="soft">(${meaning})</span></p>${rests.length > 0 && markup`<p><strong>Assumes</strong> ${rests}<span class="soft">a reading of what the documentation leaves open</span></p>`}</div>`;
}
