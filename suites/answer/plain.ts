import type { Answered, Bench } from '../../platform/bench.ts';
import { problemOf as reasonAgainst } from '../../platform/problem.ts';
import { clauses, type Finding } from '../../spec/index.ts';
import { Blocked, type Evidence, Violation } from '../requirement.ts';

/** Why an answer could not be played, with its evidence. */
export interface Problem {
  readonly id: string;
  readonly expected: string;
  readonly actual: string;
  readonly evidence: Evidence;
}

export function problemOf(answered: Answered): Problem | undefined {
  const problem = reasonAgainst(answered);
  if (!problem) return undefined;
  const { requirement, expected, actual, pointer } = problem;
  const where = pointer === undefined ? {} : { where: pointer };
  return { id: requirement, expected, actual, evidence: { ...where, exchanges: [answered.exchange] } };
}

/** Throws when an answer to this input cannot be played, although the answer to a plain call can. */
export function assertPlayable(answered: Answered, of = 'a valid answer'): void {
  const problem = problemOf(answered);
  if (problem) throw new Violation(`${of}: ${problem.expected}`, problem.actual, problem.evidence);
}

/** The answer to a plain call; blocks the check where even that breaks the contract, so that one fault is blamed once. */
export async function plainAnswer(bench: Bench): Promise<Answered> {
  const answered = await bench.once('plain answer', () => bench.answer({ call: bench.newCall() }));
  const problem = problemOf(answered);
  if (problem) throw new Blocked(`not judged: a plain call is not answered as it must be (mend ${problem.id} first)`);
  return answered;
}

/** A violation of what the judge found. */
export function violationOf(finding: Finding, answered: Answered, advice: string): Violation {
  const { expected, actual, pointer, clause, source } = finding;
  // The page of the action says more than the page of the clause.
  const hint = source === clauses[clause].source ? advice : `${advice} Its parameters: ${source}`;
  return new Violation(expected, actual, { where: pointer, hint, exchanges: [answered.exchange] });
}
