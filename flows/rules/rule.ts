import type { GraphAction } from '../../spec/index.ts';
import type { Exploration } from '../explore.ts';
import { type Ways, waysOf } from '../ways.ts';

/** A place in a call flow that departs from what is asked. */
export interface Finding {
  /** What the caller does, turn by turn, to see it. */
  readonly path: readonly string[];
  readonly expected: string;
  readonly actual: string;
}

/** What a rule found, nearest first. */
export interface Judged {
  readonly findings: readonly Finding[];
  /** How many of the things it judges there were; with none, it says nothing. */
  readonly looked: number;
}

/** One rule on a call flow. */
export interface Rule {
  /** The requirement that it decides. */
  readonly id: `flow.${string}.${string}`;
  /** The things that it judges, in the singular, such as `gather`. */
  readonly of: string;
  judge(exploration: Exploration, ways: Ways): Judged;
  /**
   * Whether a call that did these things shows the fault; for a rule that joins ways of several calls into one, as what
   * looks like one place may be two.
   */
  shows?(actions: readonly GraphAction[]): boolean;
}

export function judge(rule: Rule, exploration: Exploration): Judged {
  const { findings, looked } = rule.judge(exploration, waysOf(exploration.graph));
  return { findings: [...findings].sort((a, b) => a.path.length - b.path.length), looked };
}
