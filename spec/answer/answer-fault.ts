import { type Clause, clauses } from '../generated/clauses.ts';

/** A place where an answer departs from its contract. */
export interface AnswerFault {
  readonly clause: Clause;
  /** JSON pointer into the answer. */
  readonly pointer: string;
  readonly expected: string;
  readonly actual: string;
  /** The page that asks for it. */
  readonly source: string;
}

export function answerFault(clause: Clause, pointer: string, expected: string, actual: string): AnswerFault {
  return { clause, pointer, expected, actual, source: clauses[clause].source };
}
