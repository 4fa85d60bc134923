import { clauses, isSuccess, type RequirementId, requirementOf, statusInWords } from '../../spec/index.ts';
import type { Answered } from '../answer/answered.ts';

/** Why MiniVoice could not play an answer, and the requirement that says so. */
export interface AnswerProblem {
  readonly requirement: RequirementId;
  readonly expected: string;
  readonly actual: string;
  /** JSON pointer into the answer. */
  readonly pointer?: string;
}

/** The first reason why MiniVoice could not play this answer (Q4, Q11); advice (SHOULD) is no reason. */
export function problemOf({ exchange, status, judged }: Answered): AnswerProblem | undefined {
  if (exchange.failure) {
    return {
      requirement: 'answer.http.reachable',
      expected: 'a complete response',
      actual: exchange.failure.message,
    };
  }
  const wrong = statusProblem(status ?? 0, exchange.bytes?.length ?? 0);
  if (wrong) {
    return { requirement: 'answer.http.success-status', expected: 'a 2xx status with a body', actual: wrong };
  }
  const finding = judged?.findings.find(({ clause }) => clauses[clause].level === 'must');
  if (!finding) return undefined;
  const { expected, actual, pointer } = finding;
  return { requirement: requirementOf[finding.clause], expected, actual, pointer };
}

function statusProblem(status: number, length: number): string | undefined {
  if (!isSuccess(status)) return statusInWords(status);
  return (status === 204 || status === 205) && length === 0 ? `${statusInWords(status)} without a body` : undefined;
}
