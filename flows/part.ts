import type { GraphPart } from '../spec/index.ts';
import type { Dealt } from './division.ts';
import type { Exploration } from './explore.ts';
import { timeout } from './rules/gathers.ts';
import { everyState, mediaInOrder, recordingPaired, streamPaired } from './rules/media.ts';
import { announcedKeys, invalidDistinct } from './rules/menus.ts';
import { judge, type Rule } from './rules/rule.ts';
import { waysOf } from './ways.ts';
import type { Knot } from './web.ts';

/** What a part has to say besides its graph. */
export function partOf(
  { begins, served, insecure, probes }: Exploration,
  digits: readonly string[],
  knots: readonly Knot[],
  ids: ReadonlyMap<string, string>,
  { slice, spent }: Dealt,
): GraphPart {
  const names = new Map(knots.map(({ id, name }) => [ids.get(id), name]));
  return {
    ...slice,
    names: [...ids.values()].map((id) => names.get(id) ?? id),
    begins: [...begins],
    served: [...served].map(([url, isValid]) => ({ url, isValid })),
    insecure: [...insecure].map(([url, path]) => ({ url, path })),
    probes,
    digits,
    trunk: spent,
  };
}

/** Rules whose findings a part cannot decide: they rest on places far from each other, or others rest on them. */
const joint: readonly Rule[] = [timeout, invalidDistinct, announcedKeys, recordingPaired, streamPaired, mediaInOrder];

/** Whether what was met in a part is what is met there by who walks everything, and nothing of it matters elsewhere. */
export function standsAlone(
  exploration: Exploration,
  knots: readonly Knot[],
  ids: ReadonlyMap<string, string>,
  { known, trunk, left }: Dealt,
): boolean {
  const { graph, refused } = exploration;
  const idsOf = (some: ReadonlySet<Knot>) => [...some].flatMap(({ id }) => ids.get(id) ?? []);
  return (
    graph.explored.cut.every(({ bound }) => bound === 'maxDepth') &&
    knots.every(({ variant }) => variant === 0) &&
    refused.every(({ event }) => event !== 'call.gathered') &&
    hasItsLike(knots, known) &&
    !carriesMedia(exploration, new Set(idsOf(trunk)), new Set(idsOf(left))) &&
    joint.every((rule) => judge(rule, exploration).findings.length === 0)
  );
}

/** Whether all that is odd in answers was met before the walk was divided as well: there it is nearest. */
function hasItsLike(knots: readonly Knot[], known: ReadonlySet<Knot>): boolean {
  const before = new Set([...known].flatMap(oddities));
  return knots.flatMap(oddities).every((oddity) => before.has(oddity));
}

function oddities({ stretch: { answered, problem } }: Knot): readonly string[] {
  if (!answered || problem?.requirement.startsWith('answer.http.')) return [];
  const type = answered.exchange.response?.headers['content-type'];
  return [...(answered.judged?.findings ?? []).map(({ clause }) => clause), `labelled ${type}`];
}

/** Whether something is on, where a part leads back to what others walk as well, that is never on there otherwise. */
function carriesMedia(
  { graph: { nodes, edges } }: Exploration,
  trunk: ReadonlySet<string>,
  left: ReadonlySet<string>,
): boolean {
  const statesAmong = (some: typeof edges) =>
    everyState(waysOf({ nodes, edges: some }))
      .filter(({ node: { id } }) => trunk.has(id) || left.has(id))
      .map(({ node, media }) => `${node.id} ${JSON.stringify(media)}`);
  const usual = new Set(statesAmong(edges.filter(({ from }) => trunk.has(from))));
  return statesAmong(edges).some((state) => !usual.has(state));
}
