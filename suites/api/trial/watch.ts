import type { Switches } from '../../../platform/api/resources/records.ts';

/** How a trial of a trigger is looked at. */
export interface Watch {
  /** Texts that the kit put into the API's answer: echoing them is no decision. */
  readonly planted?: readonly string[];
  /** How the account differs from one in which everything works; `playsCalls: false`: no event of a created call arrives. */
  readonly switches?: Partial<Switches>;
  /** For the call that the trigger names, also where the integration may know the answer. */
  readonly isPinned?: boolean;
  /** It need not ask anything. */
  readonly maySkip?: boolean;
  /** Milliseconds of quiet, after it ended, before it counts as done. */
  readonly settleMs?: number;
  /** Maximum milliseconds of a trigger (default 15,000). */
  readonly timeoutMs?: number;
  /** It has been made to ask again once. */
  readonly isLast?: boolean;
}
