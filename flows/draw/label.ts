import { listening } from '../../platform/events/gathering.ts';
import {
  type Bound,
  counted,
  type Graph,
  type GraphAction,
  type GraphNode,
  type SegmentEnd,
} from '../../spec/index.ts';
import { escapeOnOneLine, truncateWithEllipsis } from '../graph/text.ts';
import { byInput, done, heard, isKey, keysInWords, problemInWords } from '../graph/words.ts';
import { kinds } from './kind.ts';
import { wrap } from './wrap.ts';

/** The label of a node. */
export interface NodeLabel {
  /** The kind in words, so that colour is not the only sign. */
  readonly tag: string;
  readonly lines: readonly Line[];
  /** Everything that the lines had no room for, a line per action. */
  readonly whole: string;
}

interface Line {
  readonly text: string;
  readonly heard: boolean;
  /** The first line of what it belongs to. */
  readonly opens: boolean;
}

/** All edges from one node to another, drawn as one. */
export interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly inputs: readonly (string | null)[];
  readonly lines: readonly ArrowLine[];
  /** Some of the inputs were announced, or it continues without input to something new. */
  readonly meant: boolean;
}

interface ArrowLine {
  readonly text: string;
  readonly meant: boolean;
}

const lineLength = 34;
const maxLines = 6;
const longestText = 1500;

export function nodeLabel(node: GraphNode): NodeLabel {
  const tag = tagOf(node);
  const actions = node.actions.filter((action) => isShown(action, node));
  const problem = kinds[node.ends] === 'broken' ? [problemInWords(node)] : [];
  const words = (action: GraphAction): string => heard(action) ?? done(action);
  return {
    tag,
    lines: fit([...actions.map(statement), ...problem.map((text) => lined(text, false))]),
    whole: truncateWithEllipsis([tag, ...actions.map(words), ...problem].join('\n'), longestText),
  };
}

function statement(action: GraphAction): readonly Line[] {
  const words = heard(action);
  return words === undefined ? lined(done(action), false) : lined(`“${words}”`, true);
}

function lined(text: string, heard: boolean): readonly Line[] {
  // A key stays on the line of the word before it: "press 1" is read as one.
  const glued = truncateWithEllipsis(text, longestText).replace(/ (?=[0-9*#][.,;:!?]?”?( |$))/g, '\u00a0');
  return wrap(glued, lineLength).map((line, index) => ({
    text: line.replaceAll('\u00a0', ' '),
    heard,
    opens: index === 0,
  }));
}

/** Where a redirect goes is of interest only when it leaves the target, or when nothing else is there to be said. */
function isShown({ name, parameters }: GraphAction, { actions }: GraphNode): boolean {
  return name !== 'redirect' || actions.length === 1 || /^https?:/i.test(String(parameters.url));
}

/** The last statement is what the caller answers or where the call goes: it keeps its room. */
function fit(statements: readonly (readonly Line[])[]): readonly Line[] {
  const last = shorten(statements.at(-1) ?? [], statements.length === 1 ? maxLines : maxLines - 2);
  return [...shorten(statements.slice(0, -1).flat(), maxLines - last.length), ...last];
}

function shorten(lines: readonly Line[], max: number): readonly Line[] {
  const last = lines[max - 1];
  if (!last || lines.length === max) return lines;
  return [...lines.slice(0, max - 1), { ...last, text: last.heard ? `${last.text} …”` : `${last.text} …` }];
}

const tags: Readonly<Record<Exclude<SegmentEnd, 'gather'>, string>> = {
  redirect: 'goes on',
  transfer: 'connected',
  bridge: 'connected',
  conference: 'connected',
  list: 'call ends',
  broken: 'broken',
  loop: 'broken: goes round in a loop',
  elsewhere: 'goes on elsewhere, not followed',
};

function tagOf({ ends, actions }: GraphNode): string {
  if (ends !== 'gather') return tags[ends];
  const { min, max, finishKey } = listening(actions.at(-1)?.parameters ?? {});
  const count = min === max ? '' : min > 0 ? `${min} to ` : 'up to ';
  const finish = finishKey === undefined ? '' : `, ${escapeOnOneLine(finishKey)} ends`;
  return `caller’s turn: ${count}${counted(max, 'key')}${finish}`;
}

/** The edges of a graph, those of one pair of nodes joined, in the order of the graph's nodes. */
export function arrows({ nodes, edges }: Graph): readonly Arrow[] {
  const places = new Map(nodes.map(({ id }, place) => [id, place]));
  const between = new Map<string, Map<string, (string | null)[]>>(nodes.map(({ id }) => [id, new Map()]));
  for (const { from, to, input } of edges) {
    const targets = between.get(from);
    if (targets && places.has(to)) targets.set(to, [...(targets.get(to) ?? []), input]);
  }
  return nodes.flatMap((from, place) =>
    [...(between.get(from.id) ?? [])].flatMap(([id, inputs]): Arrow[] => {
      const to = nodes[places.get(id) ?? -1];
      const isAgain = to?.ends === 'gather' && (places.get(id) ?? 0) <= place;
      return to ? [arrow(from, to, inputs.sort(byInput), isAgain)] : [];
    }),
  );
}

const arrowLength = 22;
const maxArrowLines = 4;
const isDigits = /^[0-9*#A-D]{2,}$/;

/** `isAgain`: the caller was asked this before; led there by itself, the call makes no progress. */
function arrow(
  { id: from, announced }: GraphNode,
  { id: to }: GraphNode,
  inputs: readonly (string | null)[],
  isAgain: boolean,
): Arrow {
  const entered = inputs.filter((input) => input !== null);
  const keys = entered.filter(isKey);
  const told = keys.filter((key) => announced.length === 0 || announced.includes(key));
  const longer = entered.filter((input) => !isKey(input)).map(inputInWords);
  const words = (parts: readonly string[]): string[] =>
    wrap(
      parts.map((part) => truncateWithEllipsis(part, 2 * arrowLength).replaceAll(' ', '\u00a0')).join(', '),
      arrowLength,
    );
  const lines = [
    ...words([keysInWords(told)]),
    ...words([keysInWords(keys.filter((key) => !told.includes(key)))]),
    ...words(longer.slice(0, 20)),
  ].map(
    (text, index): ArrowLine => ({
      text: text.replaceAll('\u00a0', ' ').replace(/,$/, ''),
      meant: told.length > 0 && index === 0,
    }),
  );
  const more = lines.length > maxArrowLines ? [{ text: '…', meant: false }] : [];
  return {
    from,
    to,
    inputs,
    lines: [...lines.slice(0, maxArrowLines - more.length), ...more],
    meant: told.length > 0 || (inputs.includes(null) && !isAgain) || entered.some((input) => isDigits.test(input)),
  };
}

function inputInWords(input: string): string {
  const [, digits = '', end = ''] = /^(?:(.*)\+)?(wait|hangup)$/s.exec(input) ?? [];
  if (end === '') return escapeOnOneLine(input);
  const then = digits === '' ? '' : `${escapeOnOneLine(digits)}, then `;
  if (end === 'wait') return then === '' ? 'nothing entered' : `${then}nothing`;
  return `${then}hangs up`;
}

const reasons: Readonly<Partial<Record<Bound, string>>> = {
  unreachable: 'the integration stopped answering',
  time: 'its time limit was reached',
  unstable: 'one path led to different places',
};

/** One line on what was left out because a bound was hit. */
export function caption({ explored }: Graph): string | undefined {
  const { cut: bounds, limits } = explored;
  if (bounds.length === 0) return undefined;
  const parts = bounds.map(({ bound, left }) => {
    const why = bound in limits ? `${bound} ${limits[bound as keyof typeof limits]} hit` : reasons[bound];
    return `${why}, ${counted(left, 'turn')} untried`;
  });
  return `not the whole flow: ${parts.join('; ')}`;
}
