import type { Answered } from '../../platform/answer/answered.ts';
import type { AnswerRequest } from '../../platform/answer/caller.ts';
import type { Bench } from '../../platform/bench.ts';
import { evaluated, hostileText, hostileTexts } from '../arbitraries/hostile-text.ts';
import { structure } from '../preconditions/same-answer.ts';
import { plainAnswer, shownProblem } from '../preconditions/valid-answer.ts';
import { forAll } from '../property.ts';
import { type Requirement, Violation } from '../requirement.ts';
import { type Sink, sinksOf } from './sinks.ts';

/** Words that mean nothing to anybody: what hostile text is compared with. */
const bland = 'qwertz';

/** Longer texts in several fields at once would be too long for a URL. */
const maxTogether = 400;

/** A member of an answer request that holds text, or several of them at once. */
type Member =
  | 'call_id'
  | 'application_id'
  | 'customer_id'
  | 'direction'
  | 'from'
  | 'to'
  | 'status'
  | 'digits'
  | 'variables';

/** Values that change the path to an answer are tried alone, so that they do not hide the others. */
const firstGroups: readonly (readonly Member[])[] = [
  ['from', 'to', 'application_id', 'customer_id'],
  ['call_id'],
  ['direction'],
  ['status'],
];
const variables: readonly Member[] = ['variables'];
/** A call id leads to what is stored of the call, which each request to a redirect URL may change. */
const laterGroups: readonly (readonly Member[])[] = [
  ['from', 'to', 'application_id', 'customer_id', 'direction', 'status'],
  ['digits'],
];

/** Text that a number may be read from is a key, and leads where that key leads. */
const readsAsNumber = /^\s*[-+]?[\d*#]/;

/** Half a surrogate pair, which no URL can hold: whoever puts the call id into one cannot answer, and rightly so. */
const halfPair = /[\ud800-\udfff]/u;

export const inputInert: Requirement = {
  id: 'answer.input.inert',
  clause: 'answer-input-inert',
  title: 'treats caller data as data, never as code',
  needs: ['answer'],
  assumes: ['Q1', 'Q2'],
  hint: 'Never build JSON, markup, commands or queries by joining strings: serialise, escape or bind the value.',
  async check(bench, note) {
    const plain = await plainAnswer(bench);
    const isPost = plain.exchange.request.method === 'POST';
    const spots = (await sinksOf(bench)).flatMap((place, index) => {
      const groups = index > 0 ? laterGroups : isPost ? [...firstGroups, variables] : firstGroups;
      return groups.map((members) => ({ place, members }));
    });
    const judge = comparer(bench);
    const law = async (text: string) => {
      for (const { place, members } of spots) {
        if (members.includes('digits') && readsAsNumber.test(text)) continue;
        if (members.includes('call_id') && halfPair.test(text)) continue;
        if (members.length === 1) await judge(place, members, text);
        else if (text.length > maxTogether) for (const member of members) await judge(place, [member], text);
        else if ((await judge(place, members, text)) === 'refused') {
          // Who refuses one of them has not looked at the others.
          for (const member of members) await judge(place, [member], text);
        }
      }
    };
    await forAll(bench, note, hostileText(), law, undefined, hostileTexts);
  },
};

/** Compares the answer to a text with the answer to a bland one in the same members of the request; says how it was answered. */
function comparer(bench: Bench) {
  const usual = new Map<string, Promise<string>>();
  return async (place: Sink, members: readonly Member[], text: string): Promise<string> => {
    const key = `${place.name} ${members.join()}`;
    const known = usual.get(key) ?? ask(bench, place, members, bland).then(outline);
    usual.set(key, known);
    const [wanted, answered] = [await known, await ask(bench, place, members, text)];
    const got = outline(answered);
    const at = `${members.join(', ')} of ${place.name}`;
    if (answered.exchange.response?.body?.includes(evaluated) && !text.includes(evaluated)) {
      const actual = `a result of evaluating ${JSON.stringify(text)} in ${at}`;
      throw new Violation('the text itself, or nothing of it', actual, { exchanges: [answered.exchange] });
    }
    // Refusing the text is a safe way to treat it as data.
    if (got === wanted || got === 'refused' || (wanted === 'refused' && got.startsWith('answered'))) return got;
    const single = members.length > 1 ? await blamed(place, members, text) : undefined;
    const shown =
      text.length > 80 ? `${JSON.stringify(text.slice(0, 40))}… (${text.length} characters)` : JSON.stringify(text);
    throw (
      single ??
      new Violation(`${wanted}, as for "${bland}"`, `${got} for ${shown} in ${at}`, { exchanges: [answered.exchange] })
    );
  };

  /** The violation by one of several members, if one alone shows it. */
  async function blamed(place: Sink, members: readonly Member[], text: string): Promise<Violation | undefined> {
    const judge = comparer(bench);
    for (const member of members) {
      try {
        await judge(place, [member], text);
      } catch (error) {
        if (error instanceof Violation) return error;
        throw error;
      }
    }
    return undefined;
  }
}

function ask(bench: Bench, place: Sink, members: readonly Member[], text: string): Promise<Answered> {
  const call = bench.newCall();
  const request: Partial<AnswerRequest> = members.includes('variables')
    ? {
        variables: Object.fromEntries([
          ['note', text],
          [text.slice(0, 128), 'name'],
        ]),
      }
    : { fields: Object.fromEntries(members.map((member) => [member, text])) };
  return place.ask({ ...request, call });
}

/** The part of an answer that must not depend on the text: the status and the actions. */
function outline(answered: Answered): string {
  const { status } = answered;
  if (status !== undefined && status >= 400 && status < 500) return 'refused';
  const problem = shownProblem(answered);
  if (problem) return `${problem.actual} (${problem.id})`;
  return `answered with ${structure(answered)}`;
}
