import { textOf } from '../../flows/explore/graph-builder.ts';
import { isBroken, type Segment, segmentsOf } from '../../flows/explore/segment.ts';
import type { VolatileValues } from '../../flows/explore/volatile.ts';
import { playOnce } from '../../flows/explore/walk.ts';
import { spokenIn } from '../../flows/graph/spoken.ts';
import type { Bench, CallPlan } from '../../platform/bench.ts';
import type { Step } from '../../platform/call/step.ts';

/** What a caller met behind a turn. */
export interface Heard {
  /** Equal where the same places are met. */
  readonly key: string;
  /** What is spoken. */
  readonly said: string;
  /** The actions, without what distinguishes places that look alike. */
  readonly shown: string;
  readonly broken: string | undefined;
  /** Whether the call goes on: with another question, or something that is recorded or listened to. */
  readonly goesOn: boolean;
  readonly steps: readonly Step[];
}

/** What a caller meets behind the turn of a path. */
export async function after(
  bench: Bench,
  volatileValues: VolatileValues,
  path: readonly string[],
  options: Omit<CallPlan, 'script'> = {},
): Promise<Heard> {
  const { call, steps } = await playOnce(bench, { script: [...path, 'hangup'], ...options });
  const turnSegments =
    segmentsOf(steps, { call, answerUrl: bench.options.answerUrl, volatileValues })[path.length] ?? [];
  const shown = JSON.stringify(turnSegments.map(({ actions, ends }) => [actions, ends]));
  return {
    key: textOf(turnSegments),
    said: turnSegments.flatMap(spokenIn).join('. '),
    shown,
    broken: brokenBy(turnSegments.at(-1)),
    goesOn: turnSegments.some(leadsOn),
    steps,
  };
}

const services: ReadonlySet<string> = new Set(['start_recording', 'start_stream']);

function leadsOn({ actions, ends }: Segment): boolean {
  return ends === 'gather' || actions.some(({ name }) => services.has(name));
}

function brokenBy(last: Segment | undefined): string | undefined {
  return last && isBroken(last) ? last.problem?.actual : undefined;
}
