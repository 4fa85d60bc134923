import type { Met } from '../../flows/explore/exploration.ts';
import type { Answered } from '../../platform/answer/answered.ts';
import type { Bench } from '../../platform/bench.ts';
import { spokenText } from '../../platform/call/speech.ts';
import type { Action } from '../../spec/index.ts';
import { exploredAnswers } from '../preconditions/explored-flow.ts';
import { otherCallers } from '../preconditions/other-callers.ts';
import { seenAnswers } from '../preconditions/sample-call.ts';
import { plainAnswer, shownProblem } from '../preconditions/valid-answer.ts';
import { whereOf } from '../preconditions/way.ts';
import { NotApplicable, type Requirement, Violation } from '../requirement.ts';
import { sinksOf } from './sinks.ts';
import { brokenIn, isBlank, unfilledIn } from './unspeakable.ts';

/** Something that is spoken, and the answer that says it. */
interface Spoken {
  readonly text: string;
  readonly action: Action;
  readonly answered: Answered;
  /** The action, and the caller to whom it was said. */
  readonly where?: string;
  /** What the list speaks before it. */
  readonly before: string;
}

/** Every text of every different answer of the call flow, and of answers to calls of which less is known. */
async function spoken(bench: Bench): Promise<readonly Spoken[]> {
  await plainAnswer(bench);
  const poorly = (await poorlyKnown(bench)).map((answered) => ({ answered, path: [] }));
  const seen = [...(await seenAnswers(bench)), ...(await exploredAnswers(bench)), ...poorly];
  const all: readonly (Met & { readonly as?: string })[] = [...seen, ...(await otherCallers(bench))];
  return all.filter(({ answered }) => !shownProblem(answered)).flatMap(textsOf);
}

function textsOf({ answered, path, as }: Met & { readonly as?: string }): readonly Spoken[] {
  let before = '';
  return (answered.judged?.actions ?? []).flatMap((action) => {
    const { name, parameters } = action;
    if (name !== 'say' && typeof parameters.prompt !== 'string') return [];
    const where = whereOf(action.pointer, path, as);
    const one: Spoken = { text: spokenText(action), action, answered, before, ...(where !== undefined && { where }) };
    before += one.text;
    return [one];
  });
}

const optional = ['application_id', 'customer_id', 'direction', 'from', 'to', 'status'] as const;

/** Answers to requests that lack something: then a template shows what it puts in its place. */
function poorlyKnown(bench: Bench): Promise<readonly Answered[]> {
  return bench.once('answers to poorly known calls', async () => {
    const answers: Answered[] = [];
    const nothing = Object.fromEntries(optional.map((name) => [name, undefined]));
    const lacks = [nothing, ...optional.flatMap((name) => [{ [name]: undefined }, { [name]: '' }])];
    for (const { ask } of await sinksOf(bench)) {
      for (const fields of lacks) answers.push(await ask({ fields, variables: null }));
    }
    return answers;
  });
}

/** A requirement on each text that is spoken. */
function everyText(
  about: Pick<Requirement, 'id' | 'clause' | 'title' | 'hint'>,
  expected: string,
  wrongIn: (spoken: Spoken) => string | undefined,
): Requirement {
  return {
    needs: ['answer'],
    walks: true,
    assumes: ['Q1', 'Q2'],
    ...about,
    async check(bench, note) {
      const texts = await spoken(bench);
      note.cases = texts.length;
      for (const each of texts) {
        const wrong = wrongIn(each);
        if (wrong === undefined) continue;
        const { where, answered } = each;
        throw new Violation(expected, wrong, { ...(where !== undefined && { where }), exchanges: [answered.exchange] });
      }
      if (texts.length === 0) throw new NotApplicable('no answer contains spoken text');
    },
  };
}

/** The text around what was found in it. */
function textAround(text: string, found: string): string {
  const at = Math.max(0, text.indexOf(found) - 30);
  const shown = text.slice(at, at + 80);
  return JSON.stringify(`${at > 0 ? '…' : ''}${shown}${at + 80 < text.length ? '…' : ''}`);
}

export const speech: readonly Requirement[] = [
  everyText(
    {
      id: 'answer.speech.filled',
      clause: 'answer-speech-filled',
      title: 'speaks no placeholders, such as "undefined" or "{name}"',
      hint: 'Have words for missing values, and fill every placeholder of a template before it is spoken.',
    },
    'text with every value filled in',
    ({ text }) => {
      const found = unfilledIn(text);
      return found && `${found.what}, ${JSON.stringify(found.found)}, in ${textAround(text, found.found)}`;
    },
  ),
  everyText(
    {
      id: 'answer.speech.plain',
      clause: 'answer-speech-plain',
      title: 'speaks plain text, without markup, escapes or broken characters',
      hint: 'Decode entities and escapes, read files as UTF-8, and write numbers, times and errors in words.',
    },
    'plain text that can be spoken',
    ({ text }) => {
      const found = brokenIn(text);
      return found && `${found.what}, ${JSON.stringify(found.found)}, in ${textAround(text, found.found)}`;
    },
  ),
  everyText(
    {
      id: 'answer.speech.present',
      clause: 'answer-speech-present',
      title: 'speaks words, not blank text',
      hint: 'Leave out the prompt when there is nothing to say; otherwise find out why the text is missing.',
    },
    'words, or no text at all',
    ({ text, before, action: { name } }) => {
      // A gather whose prompt was spoken by a say before it is clear to the caller.
      const isPrompted = name === 'gather' && text === '' && !isBlank(before);
      return isBlank(text) && !isPrompted ? `${JSON.stringify(text)} as the text of a ${name}` : undefined;
    },
  ),
];
