import { playOnce } from '../../flows/explore/walk.ts';
import { endsOf } from '../../flows/graph/ends.ts';
import type { Bench, PlayedCall } from '../../platform/bench.ts';
import { problemOf } from '../../platform/call/problem.ts';
import type { Step } from '../../platform/call/step.ts';
import { transcript } from '../../platform/call/transcript.ts';
import { deadline } from '../../platform/clock.ts';
import { Unreachable } from '../../platform/http/sender.ts';
import type { Exchange, Graph, GraphNode, PlayedEnd, PlayedLine, PlayedRequest } from '../../spec/index.ts';
import { isAcknowledged } from '../preconditions/acknowledged.ts';

/** Milliseconds that they may take together: they are for reading, nothing is judged by them. */
const maxMs = 2000;

/** Plays a call to each end of the flow, the nearest first. */
export async function playedEnds(bench: Bench, graph: Graph, callCommand: string): Promise<readonly PlayedEnd[]> {
  const time = deadline(maxMs);
  const played: PlayedEnd[] = [];
  try {
    for (const node of endsOf(graph)) {
      if (time.passed()) break;
      const call = await playOnce(bench, { script: [...node.path, 'hangup'] });
      played.push(endOf(node, call, callCommand));
      // Each further one might cost as long as this: silence is reported elsewhere.
      if (call.steps.some((step) => exchangeOf(step)?.failure?.kind === 'timeout')) break;
    }
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
  }
  return played;
}

function endOf({ id, path }: GraphNode, { steps }: PlayedCall, callCommand: string): PlayedEnd {
  return {
    path,
    node: id,
    seconds: rounded(steps.at(-1)?.at ?? 0),
    lines: steps.flatMap(linesOf),
    replay: `${callCommand} --press ${path.join(',') || '""'}`,
  };
}

function linesOf(step: Step): readonly PlayedLine[] {
  const wire = requestOf(step);
  return transcript([step]).map(({ at, of, text }) => ({ at: rounded(at), of, text, ...(wire && { wire }) }));
}

function requestOf(step: Step): PlayedRequest | undefined {
  if (step.kind === 'event') {
    const { event, delivered } = step;
    return {
      kind: 'event',
      name: event.event,
      ...outcomeOf(delivered.exchange),
      good: isAcknowledged(delivered.status),
    };
  }
  if (step.kind !== 'answer') return undefined;
  const { exchange } = step.answered;
  const { method, url } = exchange.request;
  return { kind: 'answer', name: `${method} ${url}`, ...outcomeOf(exchange), good: !problemOf(step.answered) };
}

function outcomeOf({
  response,
  failure,
  durationMs,
}: Exchange): Pick<PlayedRequest, 'status' | 'failure' | 'durationMs'> {
  return {
    ...(response && { status: response.status }),
    ...(failure && { failure: failure.message }),
    durationMs: rounded(durationMs),
  };
}

function exchangeOf(step: Step): Exchange | undefined {
  return step.kind === 'answer' ? step.answered.exchange : step.kind === 'event' ? step.delivered.exchange : undefined;
}

/** To thousandths: sums of tenths are not exact. */
function rounded(number: number): number {
  return Math.round(number * 1000) / 1000;
}
