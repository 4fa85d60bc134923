import type { Graph } from '../../spec/index.ts';
import { type Detail, elementDetails } from './elements.ts';
import type { Match } from './match.ts';
import { passagesOf } from './passages.ts';
import { similarityOf } from './similarity.ts';
import { compareTurn } from './turn.ts';
import { passageInWords } from './words.ts';

/** One change of a call flow that a caller can notice. */
export interface Difference {
  readonly kind: 'removed' | 'changed' | 'added';
  /** A shortest way there: what the caller does, in the graph that has it (the one before, unless it was added). */
  readonly path: readonly string[];
  /** In one sentence. */
  readonly what: string;
  readonly before?: string;
  readonly after?: string;
  /** Further paths with the same change. */
  readonly places?: readonly (readonly string[])[];
}

/** What a caller would notice between two graphs of one flow, nearest to the start first. */
export function diffGraphs(before: Graph, after: Graph): readonly Difference[] {
  const graphs = [passagesOf(before), passagesOf(after)] as const;
  const [one, other] = graphs;
  const compare = similarityOf(one, other);
  const found: NodePosition[] = [];
  const start: ReachedMatch = { before: one.root, after: other.root, path: [], pathAfter: [] };
  if (compare(start.before, start.after) === 'other') return [differentStart(start)];
  const seen = new Set([keyOf(start)]);
  const arrivals = [start];
  for (const arrival of arrivals) {
    const { details, next } = compareTurn(arrival, graphs, compare);
    found.push({ arrival, details: [...elementDetails(arrival.before, arrival.after), ...details] });
    for (const step of next) {
      if (seen.has(keyOf(step))) continue;
      seen.add(keyOf(step));
      const [input, inputAfter] = step.inputs;
      arrivals.push({ ...step, path: [...arrival.path, input], pathAfter: [...arrival.pathAfter, inputAfter] });
    }
  }
  return grouped(found);
}

/** Something that worked before is gone or different; an addition alone is not. */
export function isLost({ kind }: Difference): boolean {
  return kind !== 'added';
}

interface ReachedMatch extends Match {
  readonly path: readonly string[];
  readonly pathAfter: readonly string[];
}

interface NodePosition {
  readonly arrival: ReachedMatch;
  readonly details: readonly Detail[];
}

function keyOf({ before, after }: Match): string {
  return `${before.id} ${after.id}`;
}

function differentStart({ before, after }: Match): Difference {
  const [from, to] = [passageInWords(before), passageInWords(after)];
  return {
    kind: 'changed',
    path: [],
    what: `the call begins with ${to}, no longer with ${from}`,
    before: from,
    after: to,
  };
}

/** A difference per place, of what was not found at an earlier one; those earlier ones get a further place instead. */
function grouped(found: readonly NodePosition[]): readonly Difference[] {
  const groups: { readonly place: NodePosition; readonly places: ReachedMatch[] }[] = [];
  const owners = new Map<string, number>();
  for (const { arrival, details } of found) {
    for (const owner of new Set(details.map(({ key }) => owners.get(key)))) {
      if (owner !== undefined) groups[owner]?.places.push(arrival);
    }
    const fresh = details.filter(({ key }) => !owners.has(key));
    if (fresh.length === 0) continue;
    for (const { key } of fresh) owners.set(key, groups.length);
    groups.push({ place: { arrival, details: fresh }, places: [] });
  }
  return groups.map(({ place, places }) => difference(place, places));
}

function difference({ arrival, details }: NodePosition, places: readonly ReachedMatch[]): Difference {
  const kind = kindOf(details);
  const pathOf = ({ path, pathAfter }: ReachedMatch): readonly string[] => (kind === 'added' ? pathAfter : path);
  const joined = (texts: readonly (string | undefined)[]): string =>
    texts.filter((text) => text !== undefined).join('; ');
  const before = joined(details.map((detail) => detail.before));
  const after = joined(details.map((detail) => detail.after));
  return {
    kind,
    path: pathOf(arrival),
    what: joined(details.map(({ what }) => what)),
    ...(before === '' ? {} : { before }),
    ...(after === '' ? {} : { after }),
    ...(places.length === 0 ? {} : { places: places.map(pathOf) }),
  };
}

/** A path that is lost outweighs the words that no longer speak of it. */
function kindOf(details: readonly Detail[]): Difference['kind'] {
  const kinds = new Set(details.map(({ kind }) => kind));
  const [first] = kinds;
  if (first && kinds.size === 1) return first;
  return kinds.has('removed') && !kinds.has('added') ? 'removed' : 'changed';
}
