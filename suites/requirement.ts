import type { Bench } from '../platform/bench.ts';
import {
  type AssumptionId,
  type Capability,
  type Clause,
  clauses,
  type Exchange,
  type RequirementCard,
  type RequirementId,
  type ResultHead,
} from '../spec/index.ts';
import type { Note } from './note.ts';
import type { Sweep } from './preconditions/sweep.ts';

/** What one clause of the spec asks of an integration, and the check that decides it. */
export interface Requirement {
  /** Stable and never reused: `area.subject.expectation`, or `area.expectation` where the area has one subject. */
  readonly id: `${string}.${string}`;
  /** Where spec/clauses/ says so. Whether it is a MUST or a SHOULD is said there, not here. */
  readonly clause: Clause;
  /** Completes the sentence "The integration …". */
  readonly title: string;
  /** Without these the requirement is not applicable. */
  readonly needs: readonly Capability[];
  /** What the person who must fix the integration should do. */
  readonly hint: string;
  /** The open questions whose chosen reading a failure rests on. */
  readonly assumes?: readonly AssumptionId[];
  /** The events that it delivers, and when; none where it delivers no more than some plain ones. */
  readonly sends?: readonly Sweep[];
  /** Whether it rests on the walk of the call flow, which several machines divide. */
  readonly walks?: true;
  /** Starts what takes seconds to show, before the first check of a run; whatever goes wrong is met again by the check. */
  begin?(bench: Bench): Promise<void>;
  check(bench: Bench, note: Note): Promise<void>;
}

/** What a report says of a requirement before it is checked. */
export function headOf(card: Pick<RequirementCard, 'id' | 'clause' | 'title'>): ResultHead {
  const { id, title, clause } = card;
  const { level, evidence, source } = clauses[clause];
  return { id, title, clause, level, evidence, source };
}

export interface Evidence {
  /** A JSON pointer, a header name, a path of the state. */
  readonly where?: string;
  /** The fixture that it is about, relative to the folder of fixtures, and what is wrong in there. */
  readonly file?: { readonly name: string; readonly inside?: string };
  readonly hint?: string;
  readonly exchanges?: readonly Exchange[];
  /** The call that shows it: what the caller does, and the conversation in words. */
  readonly conversation?: {
    readonly path: readonly string[];
    readonly lines: readonly string[];
    /** Default: inbound. */
    readonly direction?: 'outbound';
  };
}

/** The integration broke the clause. Any other error means that the kit could not tell. */
export class Violation extends Error {
  override readonly name = 'Violation';
  readonly expected: string;
  readonly actual: string;
  readonly evidence: Evidence;
  /** fast-check's path to the shrunk case, when a property found it. */
  path?: string;

  constructor(expected: string, actual: string, evidence: Evidence = {}) {
    super(`expected ${expected}, got ${actual}`);
    this.expected = expected;
    this.actual = actual;
    this.evidence = evidence;
  }

  /** The violation in an error: fast-check wraps what a property throws, and keeps it as the cause. */
  static in(error: unknown): Violation | undefined {
    if (error instanceof Violation) return error;
    return error instanceof Error ? Violation.in(error.cause) : undefined;
  }
}

/** The requirement asks for something this integration does not have; the message says what was looked for. */
export class NotApplicable extends Error {
  override readonly name = 'NotApplicable';
}

/** The check had nothing to judge: `why` says what was missing, and `by` is the requirement to fix first, where one is known. */
export class Blocked extends Error {
  override readonly name = 'Blocked';
  readonly by?: RequirementId;

  constructor(why: string, by?: RequirementId) {
    super(by === undefined ? `not judged: ${why}` : `not judged: ${why} (fix ${by} first)`);
    if (by !== undefined) this.by = by;
  }
}
