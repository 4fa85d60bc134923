import type { Answered, Bench } from '../../platform/bench.ts';
import { obstacleIn } from '../../platform/playable.ts';
import { evaluated, hostileText } from '../arbitraries/hostile-text.ts';
import { forAll } from '../property.ts';
import { type Requirement, Violation } from '../requirement.ts';
import { plainAnswer, problemOf } from './plain.ts';
import { structure } from './same.ts';
import { seenAnswers } from './sample.ts';

/** Words that mean nothing to anybody: what hostile text is compared with. */
const bland = 'qwertz';
const mostPlaces = 4;

/** A URL of the integration that answers, and the field of its request in which the text is put. */
interface Place {
  readonly url: string | undefined;
  readonly field: 'from' | 'to' | 'status' | 'variables';
}

export const inert: Requirement = {
  id: 'answer.input.inert',
  clause: 'answer-input-inert',
  title: 'treats caller data as data',
  needs: ['answer'],
  assumes: ['Q1', 'Q2'],
  hint: 'Never build JSON, markup, commands or queries by joining strings: serialise, escape or bind the value.',
  async check(bench) {
    const plain = await plainAnswer(bench);
    const places = await placesOf(bench, plain.exchange.request.method);
    const expected = new Map<Place, string>();
    for (const place of places) expected.set(place, outline(await ask(bench, place, bland)));
    await forAll(bench, hostileText(), async (text) => {
      for (const place of places) {
        const answered = await ask(bench, place, text);
        if (answered.exchange.response?.body?.includes(evaluated) && !text.includes(evaluated)) {
          const actual = `a result of evaluating ${JSON.stringify(text)} in ${place.field}`;
          throw new Violation('the text itself, or nothing of it', actual, { exchanges: [answered.exchange] });
        }
        const [wanted, got] = [expected.get(place) ?? '', outline(answered)];
        // Refusing the text is a safe way to treat it as data.
        if (got === wanted || got === 'refused') continue;
        if (wanted === 'refused' && got.startsWith('answered')) continue;
        const actual = `${got} for ${JSON.stringify(text)} in ${place.field}`;
        throw new Violation(`${wanted}, as for "${bland}"`, actual, { exchanges: [answered.exchange] });
      }
    });
  },
};

/** answer_url and the redirect URLs met, each with the fields that a caller can fill. */
async function placesOf(bench: Bench, method: string): Promise<readonly Place[]> {
  const served = (await seenAnswers(bench)).filter(({ answered }) => !obstacleIn(answered));
  const urls = new Set(served.map(({ url }) => url && new URL(url).origin + new URL(url).pathname));
  const first: Place[] = (['from', 'to', 'status'] as const).map((field) => ({ url: undefined, field }));
  const others = [...urls].filter((url) => url !== undefined).slice(0, mostPlaces);
  const variables: Place[] = method === 'POST' ? [{ url: undefined, field: 'variables' }] : [];
  return [...first, ...variables, ...others.map((url) => ({ url, field: 'from' as const }))];
}

function ask(bench: Bench, { url, field }: Place, text: string): Promise<Answered> {
  const call = bench.newCall();
  const at = url === undefined ? { call } : { call, url, method: 'GET' };
  if (field === 'variables') return bench.answer({ ...at, variables: { note: text, [text.slice(0, 128)]: 'name' } });
  return bench.answer({ ...at, fields: { [field]: text } });
}

/** What may not depend on the text: whether it was answered, and with which actions. */
function outline(answered: Answered): string {
  const { status } = answered;
  if (status !== undefined && status >= 400 && status < 500) return 'refused';
  const problem = problemOf(answered);
  if (problem) return `${problem.actual} (${problem.id})`;
  return `answered with ${structure(answered)}`;
}
