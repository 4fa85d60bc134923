import type { Passage, Passages } from './passages.ts';
import { type Compare, shares } from './similarity.ts';

/** One input of a turn, and where it leads in each graph. */
export interface Way {
  readonly input: string;
  readonly before?: Passage;
  readonly after?: Passage;
}

/** A passage of the one graph that became a passage of the other. */
export interface Match {
  readonly before: Passage;
  readonly after: Passage;
}

/** What became of each passage that a turn leads to: first what is equal, then what most inputs agree on, then the most alike. */
export function matchesOf(ways: readonly Way[], compare: Compare): readonly Match[] {
  const matched = new Map<string, Match>();
  const [taken, takenAfter] = [new Set<string>(), new Set<string>()];
  const take = (match: Match): void => {
    matched.set(`${match.before.id} ${match.after.id}`, match);
    taken.add(match.before.id);
    takenAfter.add(match.after.id);
  };
  for (const { before, after } of ways) {
    if (before && after && compare(before, after) === 'same') take({ before, after });
  }
  const olds = distinct(ways.map(({ before }) => before)).filter(({ id }) => !taken.has(id));
  const news = distinct(ways.map(({ after }) => after)).filter(({ id }) => !takenAfter.has(id));
  const candidates = olds.flatMap((before) => news.flatMap((after) => scored({ before, after }, ways, compare)));
  for (const { match } of candidates.sort(byScore)) {
    if (!taken.has(match.before.id) && !takenAfter.has(match.after.id)) take(match);
  }
  return [...matched.values()];
}

interface Candidate {
  readonly match: Match;
  readonly score: readonly number[];
}

function scored(match: Match, ways: readonly Way[], compare: Compare): readonly Candidate[] {
  const similarity = compare(match.before, match.after);
  if (similarity === 'other') return [];
  const { before, after } = match;
  const shared = ways.filter((way) => way.before?.id === before.id && way.after?.id === after.id).length;
  const texts = new Set(before.elements.map(({ text }) => text));
  const equal = after.elements.filter(({ text }) => texts.has(text)).length;
  const close = equal / Math.max(1, before.elements.length, after.elements.length);
  if (shared === 0 && similarity === 'changed' && close <= 0.5) return [];
  return [{ match, score: [similarity === 'same' ? 1 : 0, shared, close] }];
}

function byScore({ score: one }: Candidate, { score: other }: Candidate): number {
  const index = one.findIndex((each, place) => each !== other[place]);
  return (other[index] ?? 0) - (one[index] ?? 0);
}

function distinct(passages: readonly (Passage | undefined)[]): readonly Passage[] {
  const byId = new Map(passages.flatMap((passage) => (passage ? [[passage.id, passage] as const] : [])));
  return [...byId.values()];
}

/** Whether a way leads where it led before, whatever has changed there. */
export function follows(
  { before, after }: Match,
  matches: readonly Match[],
  [graph, otherGraph]: readonly [Passages, Passages],
  compare: Compare,
): boolean {
  if (before.untried || after.untried) return true;
  const similarity = compare(before, after);
  if (similarity === 'same') return true;
  const partners = matches.filter((match) => match.before.id === before.id || match.after.id === after.id);
  const isPartner = ({ before: old, after: fresh }: Match): boolean =>
    old.content === before.content && fresh.content === after.content;
  if (similarity === 'other' || !partners.every(isPartner) || partners.length === 0) return false;
  if (similarity === 'twin' || shares(graph.children(before), otherGraph.children(after))) return true;
  // What is still there, or was there before, at another place, has not been rewritten: the way leads elsewhere now.
  const isStill = otherGraph.known(before.content).some((known) => compare(before, known) === 'same');
  return !isStill && !graph.known(after.content).some((known) => compare(known, after) === 'same');
}
