import { type Exploration, explore } from '../../flows/explore.ts';
import { cutSentence, limitsOf } from '../../flows/limits.ts';
import type { Answered, Bench } from '../../platform/bench.ts';
import type { Graph } from '../../spec/index.ts';
import { plainAnswer } from '../answer/plain.ts';
import { comparison, structure } from '../answer/same.ts';
import { Blocked, type Requirement } from '../requirement.ts';

const graphs = new WeakMap<Bench, Graph>();

/** The call flow, walked once for all checks of a bench; of a large one the part of this machine, where several divide it. */
export async function explored(bench: Bench): Promise<Exploration> {
  await plainAnswer(bench);
  const exploration = await bench.once('exploration', () =>
    explore(bench, limitsOf(bench.options), bench.options.part),
  );
  graphs.set(bench, exploration.graph);
  if (exploration.graph.part) bench.slice = bench.options.part;
  return exploration;
}

/** The same, for a check that needs one graph: blocked where calls that do the same are not treated the same. */
export async function steadyFlow(bench: Bench): Promise<Exploration> {
  const exploration = await explored(bench);
  if (!exploration.drift) return exploration;
  throw new Blocked(`not judged: the same path led to different places (mend ${await causeOfDrift(bench)} first)`);
}

/** Blocks a check that found nothing wrong where the integration went away before all was tried. */
export function assertWalkedThrough({ graph }: Exploration): void {
  const { cut } = graph.explored;
  const sentence = cutSentence(graph.explored)?.slice(0, -1);
  if (cut.some(({ bound }) => bound === 'time')) throw new Blocked(`not judged: ${sentence} (see --max-minutes)`);
  if (!cut.some(({ bound }) => bound === 'unreachable')) return;
  const broken = graph.nodes.find(({ problem }) => problem?.requirement === 'answer.http.reachable');
  const input = broken?.path.at(-1);
  const cause = !input
    ? 'answer.http.reachable'
    : input.endsWith('wait')
      ? 'flow.gather.timeout'
      : 'flow.gather.every-key';
  throw new Blocked(`not judged: ${sentence} (mend ${cause} first)`);
}

/** What calls that differ rest on: answers that vary by themselves, or something that one call leaves for the next. */
export async function causeOfDrift(bench: Bench): Promise<Requirement['id']> {
  return (await comparison(bench)) === structure ? 'answer.repeat.deterministic' : 'flow.state.per-call';
}

/** Every different answer of the call flow; none where it cannot be walked, which is for others to say. */
export async function exploredAnswers(bench: Bench): Promise<readonly Answered[]> {
  return (await exploredAtAll(bench))?.answers ?? [];
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
