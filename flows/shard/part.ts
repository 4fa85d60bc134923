import type { GraphPart, Slice } from '../../spec/index.ts';
import type { Exploration } from '../explore/exploration.ts';
import type { Explored, Sharding } from '../explore/explore.ts';
import type { StateNode } from '../explore/graph-builder.ts';
import { successorsOf } from '../graph/successors.ts';
import { gatherTimeout } from '../rules/digits/gathers.ts';
import { everyState, mediaInOrder, recordingPaired, streamPaired } from '../rules/media.ts';
import { announcedKeys, invalidDistinct } from '../rules/menus.ts';
import { judge, type Rule } from '../rules/rule.ts';

/** Explores one shard: the part of the call flow that it can judge by itself, else all of it. */
export function shardOf(slice: Slice): Sharding {
  return {
    slice,
    partOf: (exploration, at) => (isSelfContained(exploration, at) ? partOf(exploration, at) : undefined),
  };
}

/** The data of a shard besides its graph. */
function partOf(
  { begins, served, insecure, probes }: Exploration,
  { stateNodes, ids, plan, digits }: Explored,
): GraphPart {
  const names = new Map(stateNodes.map(({ id, name }) => [ids.get(id), name]));
  return {
    ...plan.slice,
    names: [...ids.values()].map((id) => names.get(id) ?? id),
    begins: [...begins],
    served: [...served].map(([url, isValid]) => ({ url, isValid })),
    insecure: [...insecure].map(([url, path]) => ({ url, path })),
    probes,
    digits,
    trunk: plan.spent,
  };
}

/** Rules whose findings a part cannot decide: they rest on places far from each other, or others rest on them. */
const joint: readonly Rule[] = [
  gatherTimeout,
  invalidDistinct,
  announcedKeys,
  recordingPaired,
  streamPaired,
  mediaInOrder,
];

/** Whether this shard's results are the same as those of a full exploration and independent of other shards. */
function isSelfContained(
  exploration: Exploration,
  { stateNodes, ids, plan: { known, sharedPrefix, others } }: Explored,
): boolean {
  const { graph, refused } = exploration;
  const idsOf = (some: ReadonlySet<StateNode>) => [...some].flatMap(({ id }) => ids.get(id) ?? []);
  return (
    graph.explored.cut.every(({ bound }) => bound === 'maxDepth') &&
    stateNodes.every(({ variant }) => variant === 0) &&
    refused.every(({ event }) => event !== 'call.gathered') &&
    areOdditiesShared(stateNodes, known) &&
    !carriesMedia(exploration, new Set(idsOf(sharedPrefix)), new Set(idsOf(others))) &&
    joint.every((rule) => judge(rule, exploration).findings.length === 0)
  );
}

/** Whether every kind of malformed answer also occurs in the shared prefix, where the path to it is shortest. */
function areOdditiesShared(stateNodes: readonly StateNode[], known: ReadonlySet<StateNode>): boolean {
  const before = new Set([...known].flatMap(oddities));
  return stateNodes.flatMap(oddities).every((oddity) => before.has(oddity));
}

function oddities({ segment: { answered, problem } }: StateNode): readonly string[] {
  if (!answered || problem?.requirement.startsWith('answer.http.')) return [];
  const type = answered.exchange.response?.headers['content-type'];
  return [...(answered.judged?.findings ?? []).map(({ clause }) => clause), `labelled ${type}`];
}

/** Whether a recording or stream started in this shard is still active when the call re-enters nodes that other shards explore. */
function carriesMedia(
  { graph: { nodes, edges } }: Exploration,
  trunk: ReadonlySet<string>,
  left: ReadonlySet<string>,
): boolean {
  const statesAmong = (some: typeof edges) =>
    everyState(successorsOf({ nodes, edges: some }))
      .filter(({ node: { id } }) => trunk.has(id) || left.has(id))
      .map(({ node, media }) => `${node.id} ${JSON.stringify(media)}`);
  const usual = new Set(statesAmong(edges.filter(({ from }) => trunk.has(from))));
  return statesAmong(edges).some((state) => !usual.has(state));
}
