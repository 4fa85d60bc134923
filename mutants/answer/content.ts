import { readFileSync } from 'node:fs';
import type { Reply } from '../integration.ts';
import type { Mutant } from '../mutant.ts';
import { json } from '../reference.ts';

/** An answer with the verdict that is due to it: `spec/vectors/answers.json`. */
interface AnswerVector {
  readonly id: string;
  /** The clause it breaks; null where it breaks none. */
  readonly clause: string | null;
  readonly rule: string;
  readonly answer?: unknown;
  /** Instead of `answer`: what is no JSON, or not as a serialiser would write it. */
  readonly text?: string;
  /** Instead of `answer`: bytes that are no text. */
  readonly base64?: string;
}

const file = new URL('../../spec/vectors/answers.json', import.meta.url);
export const answerVectors: readonly AnswerVector[] = JSON.parse(readFileSync(file, 'utf8')) as AnswerVector[];

/** Each invalid answer of the vectors, given to every caller. */
export const answerContent: readonly Mutant[] = answerVectors.flatMap((vector) => {
  if (vector.clause === null) return [];
  const mutant: Mutant = {
    name: `answers-${vector.id}`,
    breaks: [requirementOf(vector.clause)],
    does: `answers against the rule: ${vector.rule}.`,
    change: (reference) => ({ ...reference, encode: () => replyOf(vector) }),
  };
  return [mutant];
});

export function bytesOf({ answer, text, base64 }: AnswerVector): Buffer {
  if (base64 !== undefined) return Buffer.from(base64, 'base64');
  return Buffer.from(text ?? JSON.stringify(answer));
}

function replyOf(vector: AnswerVector): Reply {
  return { ...json(200, null), body: bytesOf(vector) };
}

/** `answer-actions-documented-form` is the clause of `answer.actions.documented-form`. */
function requirementOf(clause: string): string {
  return clause.replace('-', '.').replace('-', '.');
}
