import type { Fault } from '../platform/api/faults/faults.ts';
import { plantedIn } from '../platform/api/laws.ts';
import { monotonic, pause } from '../platform/clock.ts';
import { differences } from '../platform/state/places.ts';
import { canonical, type State } from '../platform/state/state.ts';
import { type ErrorCode, errorCodes, type OperationId } from '../spec/index.ts';
import { type Ended, endedInWords, errorInWords, shownBy, valueInWords } from './ended.ts';
import type { MiniVoiceMock } from './mock.ts';
import { type Planted, plainOf } from './plain.ts';
import type { MockRequest } from './request.ts';
import { type Once, runOnce } from './run-once.ts';

/** Some work of a client, and how what comes of it is compared. */
export interface Work {
  readonly api: MiniVoiceMock;
  readonly run: (api: MiniVoiceMock) => unknown;
  readonly classify: ((ended: Ended) => unknown) | undefined;
  readonly timeoutMs: number;
}

/** What came of the work once. */
export interface Trial {
  /** Undefined where it did not end in time, or threw what nothing caught. */
  readonly ended: Ended | undefined;
  readonly uncaught: { readonly error: unknown } | undefined;
  readonly state: State;
  readonly words: string;
  readonly requests: readonly MockRequest[];
  readonly durationMs: number;
}

/** What every request to an operation meets. */
interface Meeting {
  readonly operation: OperationId;
  readonly fault: Fault;
  readonly settleMs?: number;
}

/** Does the work once, while requests meet a fault, or none. */
export async function runTrial(work: Work, meeting?: Meeting): Promise<Trial> {
  const { api, timeoutMs } = work;
  api.reset();
  if (meeting) api.fail(meeting.operation, meeting.fault);
  const begun = monotonic();
  const once = runOnce(() => work.run(api));
  try {
    const ended = await once.ended(timeoutMs);
    const durationMs = monotonic() - begun;
    if (meeting?.settleMs) await pause(meeting.settleMs);
    const requests = [...api.requests];
    // Cuts what still waits: work that did not end does so now, and not in the next trial.
    api.reset();
    if (!ended && !once.uncaught()) await once.ended(1_000);
    return { ...(await outcomeOf(work, ended, once, meeting)), ended, uncaught: once.uncaught(), requests, durationMs };
  } finally {
    once.close();
  }
}

async function outcomeOf(
  { classify, timeoutMs }: Work,
  ended: Ended | undefined,
  once: Once,
  meeting: Meeting | undefined,
): Promise<Pick<Trial, 'state' | 'words'>> {
  const uncaught = once.uncaught();
  if (!ended) {
    const words = uncaught ? `nothing caught ${errorInWords(uncaught.error)}` : `no end within ${timeoutMs} ms`;
    return { state: uncaught ? 'uncaught' : 'no end', words };
  }
  const shown = classify ? await classify(ended) : shownBy(ended);
  return { state: plainOf(shown, plantedBy(meeting)), words: classify ? valueInWords(shown) : endedInWords(ended) };
}

function plantedBy(meeting: Meeting | undefined): Planted {
  const { fault } = meeting ?? {};
  if (fault?.kind !== 'error') return { texts: [], status: fault?.kind === 'raw' ? fault.status : undefined };
  const { code, status } = fault;
  const usual = Object.hasOwn(errorCodes, code) ? errorCodes[code as ErrorCode].status : 400;
  return { texts: plantedIn(code), status: status ?? usual };
}

/** Whether two trials have exactly the same outcome. */
export function isEqual(one: Trial, other: Trial): boolean {
  return canonical(one.state) === canonical(other.state);
}

/** The same, but ignores values that differ between two runs of the first trial. */
export function isAlike(one: Trial, other: Trial, twin: Trial): boolean {
  const varies = differences(one.state, twin.state);
  return !varies.has('') && !varies.has('#') && canonical(one.state, varies) === canonical(other.state, varies);
}
