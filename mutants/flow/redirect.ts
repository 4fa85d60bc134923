import type { CallContext, Environment } from '../integration.ts';
import type { Mutant } from '../mutant.ts';

const asking = { gather: { prompt: 'Press 1 for sales or 2 for support.', num_digits: 1, timeout_seconds: 5 } };

function query({ callId }: CallContext): string {
  return callId === undefined ? '' : `?call_id=${encodeURIComponent(callId)}`;
}

/** The reference, but for where its menu redirects to. */
function redirecting(target: (environment: Environment, context: CallContext) => string): Mutant['change'] {
  return (reference) => ({
    ...reference,
    answer: (context, environment) => ({ actions: [asking, { redirect: { url: target(environment, context) } }] }),
  });
}

export const flowRedirect: readonly Mutant[] = [
  {
    name: 'flow-redirects-nowhere',
    breaks: ['answer.http.success-status', 'flow.redirect.valid'],
    does: 'redirects to a URL that it does not serve.',
    change: redirecting(({ origin }, context) => `${origin}/nowhere${query(context)}`),
  },
  {
    name: 'flow-redirects-to-dead-port',
    breaks: ['answer.http.reachable', 'flow.redirect.valid'],
    does: 'redirects to a port at which nothing listens.',
    change: redirecting((_, context) => `http://127.0.0.1:9/menu${query(context)}`),
  },
  {
    name: 'flow-redirects-deep-to-dead-port',
    breaks: ['answer.http.reachable', 'flow.redirect.valid'],
    does: 'redirects to a port at which nothing listens, behind one key of its menu.',
    change: (reference) => ({
      ...reference,
      menu: (digits, context, environment) =>
        digits === '1'
          ? { actions: [{ say: { text: 'One moment.' } }, { redirect: { url: 'http://127.0.0.1:9/voicemail' } }] }
          : reference.menu(digits, context, environment),
    }),
  },
  {
    name: 'flow-redirects-to-itself',
    breaks: ['flow.redirect.no-loop'],
    does: 'redirects to its own answer_url.',
    change: (reference) => ({
      ...reference,
      answer: (context, { origin }) => ({ actions: [{ redirect: { url: `${origin}/answer${query(context)}` } }] }),
    }),
  },
  {
    name: 'flow-redirects-beyond-max',
    breaks: ['flow.redirect.no-loop'],
    does: 'redirects twice in a row where max_redirects allows one.',
    change: (reference) => ({
      ...reference,
      answer(context, { origin }) {
        const url = `${origin}/menu${query(context)}`;
        return { actions: [{ say: { text: 'Welcome.' } }, { redirect: { url, max_redirects: 1 } }] };
      },
      menu(digits, context, environment) {
        if (digits !== undefined) return reference.menu(digits, context, environment);
        const target = `${environment.origin}/answer${query(context)}`;
        return { actions: [{ redirect: { url: target } }] };
      },
    }),
  },
  {
    name: 'flow-redirects-over-http',
    breaks: ['flow.redirect.https'],
    does: 'redirects over plain HTTP to a host on the Internet.',
    setup: 'remote',
    change: redirecting((_, context) => `http://integration.example.com/menu${query(context)}`),
  },
];
