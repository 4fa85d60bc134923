import type { Exploration, Met } from '../../flows/explore/exploration.ts';
import { explore } from '../../flows/explore/explore.ts';
import { cutSentence, limitsOf } from '../../flows/graph/limits.ts';
import { shardOf } from '../../flows/shard/part.ts';
import type { Answered } from '../../platform/answer/answered.ts';
import type { Bench } from '../../platform/bench.ts';
import type { Graph, RequirementId } from '../../spec/index.ts';
import { Blocked } from '../requirement.ts';
import { freeCalls } from './free-callers.ts';
import { type DirectedFlow, outboundFlow } from './outbound-flow.ts';
import { comparison, structure } from './same-answer.ts';
import { plainAnswer } from './valid-answer.ts';

const graphs = new WeakMap<Bench, Graph>();

/** The call flow, walked once for all checks of a bench; of a large one the part of this machine, where several divide it. */
export async function explored(bench: Bench): Promise<Exploration> {
  await plainAnswer(bench);
  const { part } = bench.options;
  const exploration = await bench.once('exploration', () =>
    explore(bench, limitsOf(bench.options), part && shardOf(part)),
  );
  graphs.set(bench, exploration.graph);
  return exploration;
}

/** The same, for a check that needs one graph: blocked if the same inputs lead to different results. */
export async function steadyFlow(bench: Bench): Promise<Exploration> {
  const exploration = await explored(bench);
  if (!exploration.nondeterminism) return exploration;
  throw new Blocked('the same path led to different places', await causeOfNondeterminism(bench));
}

/** Judges the call flow of inbound calls, and then that of outbound calls, if they have a flow of their own. */
export async function inEachFlow(bench: Bench, judge: (flow: DirectedFlow) => Promise<void>): Promise<void> {
  await judge({ bench, exploration: await steadyFlow(bench) });
  const outbound = await outboundFlow(bench);
  if (outbound?.exploration.nondeterminism) {
    const cause = await causeOfNondeterminism(bench);
    throw new Blocked('the same path of an outbound call led to different places', cause);
  }
  if (outbound) await judge(outbound);
}

/** Blocks a check that found nothing wrong where the integration went away before all was tried. */
export function assertWalkedThrough({ graph }: Exploration): void {
  const { cut } = graph.explored;
  const sentence = cutSentence(graph.explored)?.slice(0, -1);
  if (cut.some(({ bound }) => bound === 'time')) throw new Blocked(`${sentence} (see --max-minutes)`);
  if (!cut.some(({ bound }) => bound === 'unreachable')) return;
  const broken = graph.nodes.find(({ problem }) => problem?.requirement === 'answer.http.reachable');
  const input = broken?.path.at(-1);
  const cause = !input
    ? 'answer.http.reachable'
    : input.endsWith('wait')
      ? 'flow.gather.timeout'
      : 'flow.gather.every-key';
  throw new Blocked(sentence ?? 'the call flow was not walked to its ends', cause);
}

/** What calls that differ rest on: answers that vary by themselves, or something that one call leaves for the next. */
export async function causeOfNondeterminism(bench: Bench): Promise<RequirementId> {
  return (await comparison(bench)) === structure ? 'answer.repeat.deterministic' : 'flow.state.per-call';
}

/** Every different answer of the call flow, of outbound calls too, and those to generated input; none where it cannot be walked, which is for others to say. */
export async function exploredAnswers(bench: Bench): Promise<readonly Met[]> {
  const exploration = await exploredAtAll(bench);
  if (!exploration) return [];
  const outbound = await outboundFlow(bench);
  const flows = [{ bench, exploration }, ...(outbound ? [outbound] : [])];
  const free = [];
  for (const flow of flows) free.push(...(await freeCalls(flow)).answers);
  return [...flows.flatMap((flow) => flow.exploration.answers), ...free];
}

/** The answer of the call flow that took longest. */
export async function slowestExplored(bench: Bench): Promise<Answered | undefined> {
  return (await exploredAtAll(bench))?.slowest;
}

/** The call flow as it was walked; undefined where it cannot be walked, which is for others to say. */
export async function exploredAtAll(bench: Bench): Promise<Exploration | undefined> {
  try {
    return await explored(bench);
  } catch (error) {
    if (error instanceof Blocked) return undefined;
    throw error;
  }
}

/** Blocks a check on every answer of the call flow that found nothing wrong where not all of it was seen. */
export async function assertAllAnswersSeen(bench: Bench): Promise<void> {
  const exploration = await exploredAtAll(bench);
  if (exploration) assertWalkedThrough(exploration);
}

/** The graph, when a check has made it. */
export function graphOf(bench: Bench): Graph | undefined {
  return graphs.get(bench);
}
