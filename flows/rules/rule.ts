import { counted, type Graph, type GraphAction } from '../../spec/index.ts';
import type { Walked } from '../explore/exploration.ts';
import { reachOf } from '../graph/limits.ts';
import { type Successors, successorsOf } from '../graph/successors.ts';

/** A place in a call flow that breaks the rule. */
export interface FlowFinding {
  /** What the caller does, turn by turn, to see it. */
  readonly path: readonly string[];
  readonly expected: string;
  readonly actual: string;
}

/** What a rule found, nearest first. */
interface RuleResult {
  readonly findings: readonly FlowFinding[];
  /** How many items there were to judge; with none, the rule does not apply. */
  readonly looked: number;
}

/** One rule on a call flow. */
export interface Rule {
  /** The requirement that it decides. */
  readonly id: `flow.${string}.${string}`;
  /** The things that it judges, in the singular, such as `gather`. */
  readonly of: string;
  judge(walked: Walked, ways: Successors): RuleResult;
  /**
   * Whether a call that did these things shows the fault; for a rule that joins ways of several calls into one, as what
   * looks like one place may be two.
   */
  shows?(actions: readonly GraphAction[]): boolean;
}

export function judge(rule: Rule, walked: Walked): RuleResult {
  const { findings, looked } = rule.judge(walked, successorsOf(walked.graph));
  return { findings: [...findings].sort((a, b) => a.path.length - b.path.length), looked };
}

/** Says why a rule has nothing to judge. */
export function nothingOf({ of }: Rule, graph: Graph): string {
  return `no ${of} was found ${reachOf(graph)}`;
}

/** What was seen at the nearest of the places that a rule found. */
export function seenAt({ actual }: FlowFinding, others: number): string {
  return others === 0 ? actual : `${actual}, and ${counted(others, 'more place')} like it`;
}
