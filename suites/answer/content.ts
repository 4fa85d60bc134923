import type { Met } from '../../flows/explore/exploration.ts';
import type { Answered } from '../../platform/answer/answered.ts';
import type { Bench } from '../../platform/bench.ts';
import { obstacleIn } from '../../platform/call/playable.ts';
import { type Clause, clauses } from '../../spec/index.ts';
import { assertAllAnswersSeen, exploredAnswers } from '../preconditions/explored-flow.ts';
import { seenAnswers } from '../preconditions/sample-call.ts';
import { violationOf } from '../preconditions/valid-answer.ts';
import { whereOf } from '../preconditions/way.ts';
import { Blocked, NotApplicable, type Requirement, Violation } from '../requirement.ts';

/** A requirement on what each answer says: the judge's findings for its clause, over every answer seen. */
function everyAnswer(
  subject: 'json' | 'actions',
  expectation: string,
  title: string,
  hint: string,
  more: Partial<Requirement> = {},
): Requirement {
  const id: Requirement['id'] = `answer.${subject}.${expectation}`;
  const clause = `answer-${subject}-${expectation}` as Clause;
  if (!(clause in clauses)) throw new Error(`no clause "${clause}" in spec/clauses`);
  return { id, clause, title, needs: ['answer'], walks: true, hint, check: judge(clause, hint), ...more };
}

function judge(clause: Clause, hint: string): Requirement['check'] {
  return async (bench) => {
    const answers = await complete(bench);
    for (const { answered, path } of answers) {
      const finding = answered.judged?.findings.find((each) => each.clause === clause);
      if (finding) throw violationOf(finding, { answered, path }, hint);
    }
    requireSomething(clause, answers);
    await assertAllAnswersSeen(bench);
  };
}

/** A layer that no answer reached was not checked, and says so. */
function requireSomething(clause: Clause, answers: readonly Met[]): void {
  if (clause === 'answer-json-valid') return;
  const readable = answers.filter(({ answered }) => answered.judged?.value !== undefined);
  if (readable.length === 0) throw new Blocked('no answer was JSON', 'answer.json.valid');
  if (clause === 'answer-json-unique-keys' || clause === 'answer-actions-array') return;
  const listed = readable.filter(
    ({ answered: { judged } }) => !judged?.findings.some((each) => each.clause === 'answer-actions-array'),
  );
  if (listed.length === 0) {
    throw new Blocked('no answer had an actions array', 'answer.actions.array');
  }
  if (clause === 'answer-actions-not-empty' || clause === 'answer-actions-known') return;
  if (listed.every(({ answered }) => answered.judged?.actions.length === 0)) {
    throw new NotApplicable(`no documented action in the ${answers.length} answers seen`);
  }
}

/** The answers that came whole and with a 2xx status: those of a few calls, and every different one of the call flow. */
async function complete(bench: Bench): Promise<readonly Met[]> {
  const seen: readonly Met[] = await seenAnswers(bench);
  const whole = [...seen, ...(await exploredAnswers(bench))].filter(({ answered }) => !isHttpProblem(answered));
  if (whole.length === 0) {
    const isAnyComplete = seen.some(({ answered }) => answered.status !== undefined);
    throw new Blocked(
      'no answer had a 2xx status',
      isAnyComplete ? 'answer.http.success-status' : 'answer.http.reachable',
    );
  }
  return whole;
}

function isHttpProblem(answered: Answered): boolean {
  return obstacleIn(answered)?.requirement.startsWith('answer.http.') ?? false;
}

/** Whether a Content-Type is `application/json` or another type that ends in `+json`. */
export function isJson(contentType: string): boolean {
  return /^\s*(application\/json|[\w.+-]+\/[\w.+-]+\+json)\s*(;|$)/i.test(contentType);
}

const contentType: Requirement = {
  id: 'answer.json.content-type',
  clause: 'answer-json-content-type',
  title: 'labels its answer as JSON',
  needs: ['answer'],
  walks: true,
  hint: 'Send "Content-Type: application/json" with every answer.',
  async check(bench) {
    for (const { answered, path } of await complete(bench)) {
      const { exchange } = answered;
      const type = exchange.response?.headers['content-type'] ?? '';
      if (isJson(type)) continue;
      const actual = type === '' ? 'no Content-Type header' : `Content-Type: ${type}`;
      const where = whereOf('header Content-Type', path) ?? '';
      throw new Violation('application/json', actual, { where, exchanges: [exchange] });
    }
    await assertAllAnswersSeen(bench);
  },
};

export const content: readonly Requirement[] = [
  everyAnswer(
    'json',
    'valid',
    'answers valid JSON',
    'Serialise with a JSON library, as UTF-8 without a byte order mark.',
  ),
  everyAnswer(
    'json',
    'unique-keys',
    'uses each member name once per object',
    'Send each name once: parsers disagree on which of two members with the same name counts.',
  ),
  contentType,
  everyAnswer('actions', 'array', 'returns an object with an actions array', 'Return {"actions": [ … ]}.'),
  everyAnswer(
    'actions',
    'known',
    'uses only the documented actions, one per element',
    'Use exactly one of the documented actions in each element.',
  ),
  everyAnswer('actions', 'fields', 'gives each action valid parameters', 'Correct the field at the place named.'),
  everyAnswer(
    'actions',
    'documented-form',
    'uses only documented fields and forms',
    'Use the parameter table of the action.',
    {
      assumes: ['Q8', 'Q14', 'Q15'],
    },
  ),
  everyAnswer(
    'actions',
    'reachable',
    'puts nothing after an action that ends the list',
    'Remove the actions after transfer, bridge, conference or redirect: they never run.',
  ),
  everyAnswer(
    'actions',
    'not-empty',
    'gives at least one action',
    'Give at least one action: the documentation does not say what follows an empty list (Q6).',
  ),
];
