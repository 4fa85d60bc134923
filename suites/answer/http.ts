import type { Answered } from '../../platform/answer/answered.ts';
import { seenAnswers } from '../preconditions/sample-call.ts';
import { shownProblem } from '../preconditions/valid-answer.ts';
import { whereOf } from '../preconditions/way.ts';
import { Blocked, type Evidence, type Requirement, Violation } from '../requirement.ts';

const fresh = 20;

export const httpReachable: Requirement = {
  id: 'answer.http.reachable',
  clause: 'answer-http-reachable',
  title: 'gives a complete response',
  needs: ['answer'],
  assumes: ['Q1', 'Q2'],
  hint: 'Answer every request in full: look for a crash, a handler that never responds, or a connection closed early.',
  async check(bench) {
    // A connection of its own each: closing an idle one is allowed, cutting a request is not.
    for (let again = 0; again < fresh; again++) {
      const answered = await bench.answer({ call: bench.newCall(), freshConnection: true });
      const { failure } = answered.exchange;
      if (failure) throw new Violation('a complete response', failure.message, { exchanges: [answered.exchange] });
    }
    for (const { answered, path } of await seenAnswers(bench)) {
      const { failure } = answered.exchange;
      if (failure) throw new Violation('a complete response', failure.message, evidenceOf(answered, path));
    }
  },
};

function evidenceOf({ exchange }: Answered, path: readonly string[]): Evidence {
  const where = whereOf(undefined, path);
  return { ...(where !== undefined && { where }), exchanges: [exchange] };
}

export const successStatus: Requirement = {
  id: 'answer.http.success-status',
  clause: 'answer-http-success-status',
  title: 'answers with a 2xx status',
  needs: ['answer'],
  assumes: ['Q1', 'Q2'],
  hint: 'Answer 200 with the actions as the body. For a 5xx, look for the exception in the log; a redirect (3xx) is not followed; 204 has no body.',
  async check(bench) {
    const seen = await seenAnswers(bench);
    for (const { answered, path } of seen) {
      const problem = shownProblem(answered);
      if (problem?.id === this.id) throw new Violation(problem.expected, problem.actual, evidenceOf(answered, path));
    }
    if (seen.every(({ answered }) => answered.exchange.failure)) {
      throw new Blocked('no complete response', 'answer.http.reachable');
    }
  },
};
