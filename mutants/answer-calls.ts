import type { Mutant } from './mutant.ts';
import { json } from './reference.ts';

export const answerCalls: readonly Mutant[] = [
  {
    name: 'answer-last-call',
    breaks: ['answer.calls.isolated'],
    does: 'takes the digits of the call that was answered last.',
    change(reference) {
      let last: string | undefined;
      return {
        ...reference,
        answer(context, environment) {
          last = context.callId;
          return reference.answer(context, environment);
        },
        digits: (context, environment) => reference.digits({ ...context, callId: last }, environment),
      };
    },
  },
  {
    name: 'answer-shows-stack',
    breaks: ['answer.secrets.absent'],
    does: 'answers a malformed request with a stack trace.',
    change: (reference) => ({
      ...reference,
      refuse(kind, request, environment) {
        if (kind !== 'malformed' || request.url.pathname !== '/answer')
          return reference.refuse(kind, request, environment);
        return { ...json(400, null), headers: { 'Content-Type': 'text/plain' }, body: String(new Error(kind).stack) };
      },
    }),
  },
  {
    name: 'answer-shows-key',
    breaks: ['answer.secrets.absent'],
    does: 'sends its API key along with each answer.',
    change: (reference) => ({
      ...reference,
      encode(answer, context, environment) {
        const reply = reference.encode(answer, context, environment);
        return { ...reply, headers: { ...reply.headers, 'X-Api-Key': environment.apiKey ?? '' } };
      },
    }),
  },
];
