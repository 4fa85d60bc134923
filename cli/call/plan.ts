import type { CallContext } from '../../platform/events/events.ts';
import { type Caller, type DialOutcome, isDialOutcome, moveOf, type Script, scripted } from '../../platform/script.ts';
import { truncateLine } from '../../reporters/text/layout.ts';
import { UsageError } from '../command.ts';

/** The flags that say what happens in a call. */
export interface ScriptFlags {
  readonly press?: string;
  readonly from?: string;
  readonly to?: string;
  readonly outbound?: boolean;
  readonly destination?: DialOutcome;
  readonly hangUpAt?: number;
}

/** What these flags mean. */
export interface CallFlags {
  readonly context: Partial<CallContext>;
  /** The moves of `--press`; without it they come from the terminal or a pipe. */
  readonly script: Script | undefined;
  /** How every dialled leg reacts that the script does not speak of: the callee of an outbound call too. */
  readonly destination: DialOutcome | undefined;
  /** The virtual second at which the caller hangs up. */
  readonly hangUpAt: number;
}

export function callFlags(flags: ScriptFlags): CallFlags {
  const { press, from, to, outbound = false, destination, hangUpAt = Number.POSITIVE_INFINITY } = flags;
  const entries = press?.trim() === '' ? [] : press?.split(',');
  return {
    context: {
      ...(from !== undefined && { from }),
      ...(to !== undefined && { to }),
      direction: outbound ? 'outbound' : 'inbound',
    },
    script: entries?.map((entry, index) => scriptEntry(entry, `entry ${index + 1} of --press`, false)),
    destination,
    hangUpAt,
  };
}

/** A caller that follows a script. Each reach in it applies to the next leg that is dialled. */
export function scriptedCaller(script: Script, destination: DialOutcome = 'answers'): Caller {
  const reaches = script.filter(isDialOutcome);
  return { ...scripted(script), atDial: () => reaches.shift() ?? destination };
}

/** A line may be empty, which is silence; between two commas that is a slip. */
export function scriptEntry(typed: string, place: string, mayBeEmpty: boolean): string {
  const entry = typed.trim();
  if (isDialOutcome(entry) || (moveOf(entry) && (mayBeEmpty || entry !== ''))) return entry;
  throw new UsageError(
    `${place} is not a move of a caller: ${truncateLine(JSON.stringify(entry), 60)}`,
    'Moves: 1, 12#, wait, 12+wait, hangup, answers, busy, unanswered, failed.',
  );
}
