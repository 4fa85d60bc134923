import { textOf } from '../../flows/explore/graph-builder.ts';
import { isBroken, legsOf, type Stretch } from '../../flows/explore/segment.ts';
import type { Varying } from '../../flows/explore/volatile.ts';
import { playOnce } from '../../flows/explore/walk.ts';
import type { Bench } from '../../platform/bench.ts';
import type { CallOptions } from '../../platform/call/line.ts';
import type { Step } from '../../platform/call/step.ts';

/** What a caller met behind a turn. */
export interface Heard {
  readonly text: string;
  /** The same without what tells apart places that look alike. */
  readonly shown: string;
  readonly broken: string | undefined;
  /** Whether the call goes on: with another question, or something that is recorded or listened to. */
  readonly goesOn: boolean;
  readonly steps: readonly Step[];
}

/** What a caller meets behind the turn of a path. */
export async function after(
  bench: Bench,
  varying: Varying,
  path: readonly string[],
  options: CallOptions = {},
): Promise<Heard> {
  const { call, steps } = await playOnce(bench, { script: [...path, 'hangup'], ...options });
  const leg = legsOf(steps, { call, answerUrl: bench.options.answerUrl, varying })[path.length] ?? [];
  const shown = JSON.stringify(leg.map(({ actions, ends }) => [actions, ends]));
  return { text: textOf(leg), shown, broken: brokenBy(leg.at(-1)), goesOn: leg.some(leadsOn), steps };
}

const services: ReadonlySet<string> = new Set(['start_recording', 'start_stream']);

function leadsOn({ actions, ends }: Stretch): boolean {
  return ends === 'gather' || actions.some(({ name }) => services.has(name));
}

function brokenBy(last: Stretch | undefined): string | undefined {
  return last && isBroken(last) ? last.problem?.actual : undefined;
}
