import { bilingual } from '../flow/languages.ts';
import type { Integration, Request } from '../integration.ts';
import type { Mutant } from '../mutant.ts';
import { json } from '../reference.ts';

const welcome = { say: { text: 'Welcome back.' } };
const goodbye = { say: { text: 'Goodbye.' } };

/** The reference, with a greeting more where something that is not the call says so. */
function greets(reference: Integration, isKnown: (request: Request) => boolean): Integration {
  const known = new Set<string | undefined>();
  return {
    ...reference,
    readAnswerRequest(request) {
      const context = reference.readAnswerRequest(request);
      if (isKnown(request)) known.add(context.callId);
      else known.delete(context.callId);
      return context;
    },
    answer(context, environment) {
      const { actions } = reference.answer(context, environment) as { actions: readonly unknown[] };
      return { actions: known.has(context.callId) ? [welcome, ...actions] : actions };
    },
  };
}

function header({ headers }: Request, name: string): string {
  return headers.find(([sent]) => sent.toLowerCase() === name)?.[1] ?? '';
}

/** The reference, but for some of the times at which it is asked. */
function countsCalls(reference: Integration, isWrong: (asked: number) => boolean): Integration {
  const waiting = new Set<string>();
  return {
    ...reference,
    answer(context, environment) {
      // Calls of one caller, so that only many requests in a row reach the limit.
      if (context.from === '+12025550101') waiting.add(context.callId ?? '');
      return isWrong(waiting.size) ? undefined : reference.answer(context, environment);
    },
    encode: (answer, ...rest) =>
      answer === undefined ? json(503, { error: 'too many calls' }) : reference.encode(answer, ...rest),
    accept(event, request, environment) {
      waiting.clear();
      return reference.accept(event, request, environment);
    },
  };
}

const independent = ['answer.calls.independent'];

export const answerIndependent: readonly Mutant[] = [
  {
    name: 'answer-forgets-waiting-call',
    breaks: ['answer.http.lasting'],
    does: 'keeps the last 200 calls in memory, and tells an earlier one that its session is over.',
    change(reference) {
      const kept = new Set<string>();
      return {
        ...reference,
        answer(context, environment) {
          kept.add(context.callId ?? '');
          if (kept.size > 200) for (const oldest of [...kept].slice(0, 1)) kept.delete(oldest);
          return reference.answer(context, environment);
        },
        menu(digits, context, environment) {
          if (kept.has(context.callId ?? '')) return reference.menu(digits, context, environment);
          return { actions: [{ say: { text: 'Your session is over. Goodbye.' } }] };
        },
      };
    },
  },
  {
    name: 'answer-forgets-choice',
    breaks: ['answer.http.lasting'],
    does: 'keeps the language of the last 60 calls that chose one, and says goodbye to an earlier one.',
    change(reference) {
      const menus = bilingual(reference, {});
      const chose = new Set<string>();
      return {
        ...menus,
        menu(pressed = '', context, environment) {
          const callId = context.callId ?? '';
          if (pressed.length === 1) chose.add(callId);
          if (chose.size > 60) for (const oldest of [...chose].slice(0, 1)) chose.delete(oldest);
          const isForgotten = pressed.length > 1 && !chose.has(callId);
          return isForgotten ? { actions: [goodbye] } : menus.menu(pressed, context, environment);
        },
      };
    },
  },
  {
    name: 'answer-reads-cookie',
    breaks: independent,
    does: 'greets a request with a cookie as a known caller.',
    change: (reference) => greets(reference, (request) => header(request, 'cookie') !== ''),
  },
  {
    name: 'answer-reads-language',
    breaks: independent,
    does: 'decides by the languages that the client says it reads.',
    change: (reference) => greets(reference, (request) => header(request, 'accept-language').startsWith('de')),
  },
  {
    name: 'answer-trusts-connection',
    breaks: independent,
    does: 'greets those who come over a connection that is kept open.',
    change: (reference) => greets(reference, (request) => header(request, 'connection') !== 'close'),
  },
  {
    name: 'answer-remembers-caller',
    breaks: independent,
    does: 'skips the menu for a number that chose support before.',
    change(reference) {
      const chose = new Set<unknown>();
      return {
        ...reference,
        accept(event, request, environment) {
          if (event.data.digits === '2') chose.add(event.call.from);
          return reference.accept(event, request, environment);
        },
        answer(context, environment) {
          const { actions } = reference.answer(context, environment) as { actions: readonly unknown[] };
          return { actions: chose.has(context.from) ? [welcome, ...actions] : actions };
        },
      };
    },
  },
  {
    name: 'answer-fills-up',
    breaks: ['answer.http.lasting'],
    does: 'keeps each call that it was asked about until an event comes, and fails when it keeps 300.',
    change: (reference) => countsCalls(reference, (asked) => asked > 300),
  },
  {
    name: 'answer-skips-one',
    breaks: ['answer.http.lasting'],
    does: 'fails once, for the 310th call that it is asked about in a row.',
    change: (reference) => countsCalls(reference, (asked) => asked === 310),
  },
  {
    name: 'answer-tires',
    breaks: ['answer.http.lasting'],
    does: 'takes 1.2 s for each answer, once it was asked about 300 calls in a row, until an event comes.',
    change(reference) {
      let isTired = false;
      const counting = countsCalls(reference, (asked) => {
        isTired = asked > 300;
        return false;
      });
      const beforeAnswer = () => new Promise<void>((resolve) => setTimeout(resolve, isTired ? 1_200 : 0));
      return { ...counting, beforeAnswer };
    },
  },
];
