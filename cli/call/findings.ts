import type { Answered } from '../../platform/answer/answered.ts';
import { problemOf } from '../../platform/call/problem.ts';
import { type AnswerFault, answerFault, type Clause, clauses, type Level } from '../../spec/index.ts';

export interface AnswerFinding extends AnswerFault {
  readonly level: Level;
}

/** The requirements that are broken where there is no answer to judge. */
const transport: Readonly<Record<string, Clause>> = {
  'answer.http.reachable': 'answer-http-reachable',
  'answer.http.success-status': 'answer-http-success-status',
};

/** What is wrong with an answer; a finding that is no must is advice. */
export function answerFindings(answered: Answered): readonly AnswerFinding[] {
  const problem = problemOf(answered);
  const clause = transport[problem?.requirement ?? ''];
  const findings = problem && clause ? [answerFault(clause, '', problem.expected, problem.actual)] : undefined;
  return (findings ?? answered.judged?.findings ?? []).map((each) => ({ ...each, level: clauses[each.clause].level }));
}
