import { byInput } from '../graph/words.ts';
import type { Detail } from './elements.ts';
import { follows, type Match, matchesOf, type Way } from './match.ts';
import type { Passage, Passages } from './passages.ts';
import type { Compare } from './similarity.ts';
import { inputsInWords, passageInWords } from './words.ts';

/** Two passages to be compared, and what a caller does at this turn to get there, in each graph. */
interface ComparedTurn extends Match {
  readonly inputs: readonly [before: string, after: string];
}

interface Turn {
  readonly details: readonly Detail[];
  readonly next: readonly ComparedTurn[];
}

/** Compares where a caller's turn leads. */
export function compareTurn(turn: Match, graphs: readonly [Passages, Passages], compare: Compare): Turn {
  // If a call ends or breaks, everything after that point is gone too, and is not listed again.
  if (turn.before.last.ends !== turn.after.last.ends) return { details: [], next: [] };
  const ways = successorPairs(turn, graphs);
  const matches = matchesOf(ways, compare);
  const led: Way[] = [];
  const next: ComparedTurn[] = [];
  for (const way of ways) {
    const { input, before, after } = way;
    if (before && after && follows({ before, after }, matches, graphs, compare)) {
      next.push({ before, after, inputs: [input, input] });
    } else if (before && after) led.push(way);
    else if (!isEnteredOtherwise(way, matches)) led.push(way);
  }
  const moved = matches.flatMap((match): ComparedTurn[] => {
    const from = ways.find(({ before }) => before?.id === match.before.id)?.input;
    const to = ways.find(({ after }) => after?.id === match.after.id)?.input;
    const shared = ways.some(({ before, after }) => before?.id === match.before.id && after?.id === match.after.id);
    return shared || from === undefined || to === undefined ? [] : [{ ...match, inputs: [from, to] }];
  });
  const groups = new Map<string, [Way, ...Way[]]>();
  for (const way of led) {
    const key = JSON.stringify([way.before?.content, way.after?.content]);
    const group = groups.get(key);
    if (group) group.push(way);
    else groups.set(key, [way]);
  }
  return { details: [...groups.values()].map((group) => ledElsewhere(group, ways, turn)), next: [...next, ...moved] };
}

function successorPairs(
  { before: one, after: other }: Match,
  [graph, otherGraph]: readonly [Passages, Passages],
): readonly Way[] {
  const inputs = [...new Set([...one.ways.keys(), ...other.ways.keys()])].sort(byInput);
  return inputs.flatMap((input): Way[] => {
    const [from, to] = [one.ways.get(input), other.ways.get(input)];
    if (from === undefined && isCut(one, graph)) return [];
    if (to === undefined && isCut(other, otherGraph)) return [];
    const before = from === undefined ? {} : { before: graph.at(from) };
    return [{ input, ...before, ...(to === undefined ? {} : { after: otherGraph.at(to) }) }];
  });
}

/** The depth bound leaves a turn untried as a whole, the others may stop in the middle of one. */
function isCut({ ways }: Passage, { cut }: Passages): boolean {
  return cut.length > 0 && (ways.size === 0 || cut.some(({ bound }) => bound !== 'maxDepth'));
}

/** Which digits are tried depends on the gather: one that is in one graph alone matters only if it leads to something new. */
function isEnteredOtherwise({ before, after }: Way, matches: readonly Match[]): boolean {
  return matches.some((match) => match.before.id === before?.id || match.after.id === after?.id);
}

/** Says of some inputs that lead from one passage to another what became of them. */
function ledElsewhere(group: readonly [Way, ...Way[]], ways: readonly Way[], turn: Match): Detail {
  const [{ before, after }] = group;
  const inputs = group.map(({ input }) => input);
  const { subject, many } = inputsInWords(inputs);
  const key = JSON.stringify([inputs, before?.content, after?.content]);
  const others = ways.filter((way) => !group.includes(way));
  const from = before && passageInWords(before);
  const to = after && passageInWords(after);
  const lead = many ? 'lead' : 'leads';
  const isFallback = (side: 'before' | 'after', passage: Passage | undefined): boolean =>
    others.some((way) => !turn[side].last.announced.includes(way.input) && way[side]?.content === passage?.content);
  if (from === undefined) return { kind: 'added', what: `${subject} now ${lead} to ${to}`, after: to ?? '', key };
  if (to === undefined) {
    return { kind: 'removed', what: `${subject} no longer ${lead} to ${from}`, before: from, key };
  }
  // The destination of keys that were never announced says nothing about this key.
  const [wasOpen, isOpen] = [isFallback('before', before), isFallback('after', after)];
  const isLost = isOpen && !others.some((way) => way.after?.content === before?.content);
  const gone = isOpen
    ? `${subject} no longer ${lead} to ${from}`
    : `${subject} no longer ${lead} to ${from} but to ${to}`;
  const what = wasOpen ? `${subject} now ${lead} to ${to}` : gone;
  return { kind: isLost ? 'removed' : 'changed', what, before: from, after: to, key };
}
