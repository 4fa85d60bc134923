import type { Answered, Bench } from '../../platform/bench.ts';
import { type Clause, clauses, type Finding } from '../../spec/index.ts';
import { Blocked, type Evidence, Violation } from '../requirement.ts';

/** Why an answer could not be played, and the requirement that says so. */
export interface Problem {
  readonly id: string;
  readonly expected: string;
  readonly actual: string;
  readonly evidence: Evidence;
}

/** The first reason why MiniVoice could not play this answer; advice (SHOULD) is no reason. */
export function problemOf({ exchange, status, judged }: Answered): Problem | undefined {
  const exchanges = [exchange];
  if (exchange.failure) {
    return {
      id: 'answer.http.reachable',
      expected: 'a complete response',
      actual: exchange.failure.message,
      evidence: { exchanges },
    };
  }
  const wrong = statusProblem(status ?? 0, exchange.bytes?.length ?? 0);
  if (wrong) {
    return {
      id: 'answer.http.success-status',
      expected: 'a 2xx status with a body',
      actual: wrong,
      evidence: { exchanges },
    };
  }
  const finding = judged?.findings.find(({ clause }) => clauses[clause].level === 'must');
  if (!finding) return undefined;
  const { expected, actual, pointer } = finding;
  return { id: idOf(finding.clause), expected, actual, evidence: { where: pointer, exchanges } };
}

function statusProblem(status: number, length: number): string | undefined {
  if (status < 200 || status > 299) return `status ${status}`;
  return (status === 204 || status === 205) && length === 0 ? `status ${status} without a body` : undefined;
}

/** The requirement that a clause of the area belongs to: the same words, joined by dots. */
function idOf(clause: Clause): string {
  const [area, subject, ...rest] = clause.split('-');
  return `${area}.${subject}.${rest.join('-')}`;
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
