import type { Integration, Reply } from '../integration.ts';
import type { Mutant } from '../mutant.ts';
import { json } from '../reference.ts';

/** A first answer that goes out in another envelope. */
function replies(name: string, breaks: Mutant['breaks'], does: string, change: (reply: Reply) => Reply): Mutant {
  return {
    name,
    breaks,
    does,
    change: (reference) => ({ ...reference, encode: (...all) => change(reference.encode(...all)) }),
  };
}

/** Calls given other menus: one change of the menu a caller reaches by pressing 2. */
function onKeyTwo(reference: Integration, reply: () => Reply): Integration {
  return {
    ...reference,
    menu: (digits, ...rest) => (digits === '2' ? undefined : reference.menu(digits, ...rest)),
    encode: (answer, ...rest) => (answer === undefined ? reply() : reference.encode(answer, ...rest)),
  };
}

const status = ['answer.http.success-status'];

export const answerHttp: readonly Mutant[] = [
  replies('answer-cut', ['answer.http.reachable'], 'closes the connection instead of answering.', (reply) => ({
    ...reply,
    cut: true,
  })),
  replies('answer-302', status, 'answers with a redirect of HTTP.', (reply) => ({
    ...reply,
    status: 302,
    headers: { ...reply.headers, Location: '/menu' },
  })),
  replies('answer-204', status, 'answers 204 without a body.', () => ({ status: 204, headers: {}, body: '' })),
  replies('answer-500', status, 'answers 500 with valid actions.', (reply) => ({ ...reply, status: 500 })),
  {
    name: 'answer-404-behind-redirect',
    breaks: [...status, 'flow.gather.every-key'],
    does: 'has no page for key 2.',
    change: (reference) => onKeyTwo(reference, () => json(404, { error: 'not-found' })),
  },
  replies('answer-html', ['answer.json.content-type'], 'labels its JSON as HTML.', (reply) => ({
    ...reply,
    headers: { 'Content-Type': 'text/html' },
  })),
  ...['gzip', 'UTF-8'].map((coding) =>
    replies(
      `answer-labelled-${coding.toLowerCase()}`,
      ['answer.json.valid'],
      `sends plain JSON with "Content-Encoding: ${coding}".`,
      (reply) => ({ ...reply, headers: { ...reply.headers, 'Content-Encoding': coding } }),
    ),
  ),
];
