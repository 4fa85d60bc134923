import { outline } from '../../../flows/draw/outline.ts';
import { svg } from '../../../flows/draw/svg.ts';
import { done, heard, problemInWords } from '../../../flows/graph/words.ts';
import type { GraphNode, Report, Result } from '../../../spec/index.ts';
import { escapeHidden } from '../../text/escape.ts';
import { truncate } from '../../text/layout.ts';
import { type Markup, markup, trusted } from '../markup.ts';
import { count } from '../text.ts';
import { flowPlaces } from './places.ts';

/** Characters of one text in the data of the page. */
const longest = 1000;

/** The call flow as a drawing to walk through, with what was found at the places it concerns. */
export function flow(report: Report): Markup | false {
  const { flow: graph, results } = report;
  if (!graph) return false;
  const places = flowPlaces(graph, results);
  const marks = new Map([...places].map(([node, found]) => [node, `${found.length}`]));
  const found = places.size > 0 && ` Numbers at a corner say how many findings concern a place.`;
  const { calls, requests } = graph.explored;
  return markup`<section id="s-flow" aria-labelledby="h-flow"><h2 id="h-flow">Call flow</h2>
<p class="lead">${count(graph.nodes.length, 'place')}, found by ${count(calls, 'call')} and ${count(requests, 'request')}.${found}<span class="scripted"> Choose a place to see its answer, and a way to hear the call.</span></p>
<div class="flow"><div class="canvas"><div class="zoom scripted" role="group" aria-label="Zoom"><button type="button" data-zoom="out" aria-label="Smaller">−</button><button type="button" data-zoom="fit">Fit</button><button type="button" data-zoom="in" aria-label="Larger">+</button></div>
<div class="drawing" tabindex="0" role="region" aria-label="Drawing of the call flow">${trusted(svg(graph, { marks }))}</div></div>
<aside class="place scripted" aria-live="polite" aria-label="The chosen place"></aside></div>
<details class="outline"><summary>The same as text</summary><pre tabindex="0">${outline(graph, 76)}</pre></details></section>`;
}

/** What the page's script shows of a place; every text is for reading, and safe to be shown. */
export function flowData({ flow: graph, results, run, target }: Report): object | undefined {
  if (!graph) return undefined;
  const places = flowPlaces(graph, results);
  return {
    root: graph.root,
    command: escapeHidden(run.callCommand ?? commandFor(target)),
    nodes: graph.nodes.map((node) => place(node, places.get(node.id) ?? [])),
    edges: graph.edges.map(({ from, to, input }) => [from, to, input === null ? null : escapeHidden(input)]),
  };
}

/** A report of an older version does not say it. */
function commandFor({ answerUrl, webhookUrl }: Report['target']): string {
  const answer = answerUrl === undefined ? '' : ` --answer-url ${JSON.stringify(answerUrl)}`;
  return `mvk call${answer}${webhookUrl === undefined ? '' : ` --webhook-url ${JSON.stringify(webhookUrl)}`}`;
}

function place(node: GraphNode, found: readonly Result[]): object {
  const { id, path, actions, ends, url, problem } = node;
  return {
    id,
    path: path.map(escapeHidden),
    ends,
    ...(url !== undefined && { url: safe(url) }),
    said: [
      ...actions.map((action) => {
        const text = heard(action);
        return text === undefined ? safe(done(action)) : `hears “${safe(text)}”`;
      }),
      ...(problem ? [safe(problemInWords(node))] : []),
    ],
    answer: answer(node),
    ...(found.length > 0 && { found: found.map((result) => [escapeHidden(result.id), result.outcome]) }),
  };
}

function safe(text: string): string {
  return escapeHidden(truncate(text, longest));
}

/** For reading only: what hides or reorders text is an escape that JSON does not know. */
function answer({ actions }: GraphNode): string {
  if (actions.length === 0) return '';
  const listed = actions.map(({ name, parameters }) => ({ [name]: parameters }));
  return escapeHidden(truncate(JSON.stringify(listed, null, 2), 4 * longest));
}
