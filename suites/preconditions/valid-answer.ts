import type { Met } from '../../flows/explore/exploration.ts';
import type { Answered } from '../../platform/answer/answered.ts';
import type { Bench } from '../../platform/bench.ts';
import { obstacleIn } from '../../platform/call/playable.ts';
import { problemOf as reasonAgainst } from '../../platform/call/problem.ts';
import { type AnswerFault, clauses } from '../../spec/index.ts';
import { Blocked, type Evidence, Violation } from '../requirement.ts';
import { whereOf } from './way.ts';

/** Why an answer could not be played, with its evidence. */
interface ShownProblem {
  readonly id: string;
  readonly expected: string;
  readonly actual: string;
  readonly evidence: Evidence;
}

export function shownProblem(answered: Answered): ShownProblem | undefined {
  const problem = reasonAgainst(answered);
  if (!problem) return undefined;
  const { requirement, expected, actual, pointer } = problem;
  const where = pointer === undefined ? {} : { where: pointer };
  return { id: requirement, expected, actual, evidence: { ...where, exchanges: [answered.exchange] } };
}

/** What is wrong with an answer and not with the one to a plain call: that is said by the requirement on answers. */
export function problemBeyond(plain: Answered, answered: Answered): ShownProblem | undefined {
  const problem = shownProblem(answered);
  const usual = shownProblem(plain);
  return problem && (problem.id !== usual?.id || problem.actual !== usual.actual) ? problem : undefined;
}

/** Throws when an answer to this input cannot be played, and not for the reason for which the one to a plain call cannot. */
export function assertPlayable(answered: Answered, of: string, plain: Answered): void {
  const problem = problemBeyond(plain, answered);
  if (problem) throw new Violation(`${of}: ${problem.expected}`, problem.actual, problem.evidence);
}

/** The answer to a plain call; blocks the check where even that breaks the contract, so that one fault is blamed once. */
export async function plainAnswer(bench: Bench): Promise<Answered> {
  const answered = await bench.once('plain answer', () => bench.answer({ call: bench.newCall() }));
  const problem = obstacleIn(answered);
  if (problem) {
    throw new Blocked('a plain call gets no valid answer', problem.requirement);
  }
  return answered;
}

/** A violation of what the judge found. */
export function violationOf(finding: AnswerFault, { answered, path }: Met, advice: string): Violation {
  const { expected, actual, pointer, clause, source } = finding;
  // The page of the action says more than the page of the clause.
  const hint = source === clauses[clause].source ? advice : `${advice} Its parameters: ${source}`;
  const where = whereOf(pointer, path) ?? pointer;
  return new Violation(expected, actual, { where, hint, exchanges: [answered.exchange] });
}
