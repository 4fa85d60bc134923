import { createHash } from 'node:crypto';
import { bilingual } from '../flow/languages.ts';
import type { CallContext } from '../integration.ts';
import type { Mutant } from '../mutant.ts';
import { json } from '../reference.ts';

export const answerCalls: readonly Mutant[] = [
  {
    name: 'answer-last-call',
    breaks: ['answer.calls.isolated', 'answer.http.lasting'],
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
    name: 'answer-one-caller',
    breaks: ['answer.calls.isolated'],
    does: 'keeps what was pressed in one place for all calls, behind a greeting of several sentences.',
    change(reference) {
      let pressed: unknown;
      return {
        ...reference,
        answer(context, environment) {
          const { actions } = reference.answer(context, environment) as { actions: readonly unknown[] };
          const greeting = ['Welcome.', 'This is the example company.', 'Calls are answered in turn.', 'Thank you.'];
          return { actions: [...greeting.map((text) => ({ say: { text } })), ...actions] };
        },
        accept(event, request, environment) {
          if (event.event === 'call.gathered') pressed = event.data.digits;
          return reference.accept(event, request, environment);
        },
        async digits(context, environment) {
          const own = await reference.digits(context, environment);
          return own !== undefined && typeof pressed === 'string' ? pressed : own;
        },
      };
    },
  },
  {
    name: 'answer-one-language',
    breaks: ['answer.calls.isolated'],
    does: 'keeps the language in one place for all calls, and seals its redirect URLs for each call.',
    change(reference) {
      const right = bilingual(reference, {});
      let language: string | undefined;
      return {
        ...right,
        answer: (context, environment) => sealed(right.answer(context, environment), context),
        menu(pressed = '', context, environment) {
          if (/^[12]$/.test(pressed)) language = pressed;
          const shared = language !== undefined && /^\d,/.test(pressed) ? language + pressed.slice(1) : pressed;
          return sealed(right.menu(shared, context, environment), context);
        },
      };
    },
  },
  {
    name: 'answer-keeps-link',
    breaks: ['answer.calls.isolated'],
    does: 'names the first call that it answered in the redirect URLs of every call.',
    change(reference) {
      let first: string | undefined;
      return {
        ...reference,
        answer(context, environment) {
          first ??= context.callId;
          const text = JSON.stringify(reference.answer(context, environment));
          return JSON.parse(text.replace('/menu?', `/menu?first=${encodeURIComponent(first ?? '')}&`));
        },
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
  {
    name: 'answer-shows-settings',
    breaks: ['answer.secrets.absent'],
    does: 'sends its API key along with an answer to a request that has debug in its URL.',
    change: (reference) => ({
      ...reference,
      readAnswerRequest(request) {
        const context = reference.readAnswerRequest(request);
        return request.url.searchParams.has('debug') ? { ...context, status: 'debug' } : context;
      },
      encode(answer, context, environment) {
        const reply = reference.encode(answer, context, environment);
        if (context.status !== 'debug') return reply;
        return { ...reply, headers: { ...reply.headers, 'X-Settings': environment.apiKey ?? '' } };
      },
    }),
  },
];

/** The answer with a seal in each redirect URL, which differs between calls. */
function sealed(answer: unknown, { callId = '' }: CallContext): unknown {
  const seal = createHash('sha256').update(callId).digest('base64url').slice(0, 22);
  return JSON.parse(JSON.stringify(answer).replaceAll('/menu?', `/menu?seal=${seal}&`));
}
