import type { Answered } from '../../platform/answer/answered.ts';
import type { AnswerRequest } from '../../platform/answer/caller.ts';
import type { Bench } from '../../platform/bench.ts';
import { playCall } from '../../platform/call/call.ts';
import type { Exchange } from '../../spec/index.ts';
import { type Comparison, comparisons } from '../preconditions/same-answer.ts';
import { plainAnswer } from '../preconditions/valid-answer.ts';
import { Blocked, type Requirement, Violation } from '../requirement.ts';
import { sinksOf } from './sinks.ts';

/** What the compared callers press: nothing, the first keys, and two of them in a row. */
const scripts: readonly (readonly string[])[] = [[], ['1'], ['2'], ['1', '1'], ['2', '1']];

export const callsIndependent: Requirement = {
  id: 'answer.calls.independent',
  clause: 'answer-calls-independent',
  title: 'answers by the call alone, not by cookies, connections or earlier calls',
  needs: ['answer'],
  assumes: ['Q1', 'Q2', 'Q29'],
  hint: 'Store the data of a call under its call id: not in a cookie session, on the connection, or under the number of the caller.',
  async check(bench, note) {
    await plainAnswer(bench);
    await judgeHeaders(bench);
    const compare = await repeatable(bench);
    for (const script of scripts) {
      note.cases++;
      const usual = () => hear(bench, compare, { script, from: unknownCaller(bench) });
      const assertSame = sameAs(await usual(), usual);
      const alone = () => hear(onOwnConnections(bench), compare, { script, from: unknownCaller(bench) });
      await assertSame(alone, 'with a connection of its own for each request');
      let from = '';
      await assertSame(() => {
        from = unknownCaller(bench);
        return hear(bench, compare, { script, from });
      }, 'to another caller');
      for (const earlier of [['2'], ['1'], []]) await hear(bench, compare, { script: earlier, from });
      await assertSame(() => hear(bench, compare, { script, from }), 'to a caller who called before');
    }
  },
};

/** Headers that other clients send, and that must not decide what a caller hears. */
const otherHeaders: readonly Readonly<Record<string, string>>[] = [
  { Cookie: 'session=1; sid=1; lang=de; language=de; call_id=call_1' },
  { 'Accept-Language': 'de-DE, de;q=0.9, fr;q=0.5' },
  { 'Accept-Language': 'en-US' },
  { 'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64)' },
];

async function judgeHeaders(bench: Bench): Promise<void> {
  const all = await comparisons(bench);
  for (const [index, { name, ask }] of (await sinksOf(bench)).entries()) {
    // Behind a redirect a call that was asked about once may be at another place.
    const same = index === 0 ? bench.newCall() : undefined;
    const answer = async (request: Partial<AnswerRequest>) => {
      const call = same ?? bench.newCall();
      const answered = await ask({ ...request, call });
      return { answered, texts: all.map((compare) => compare(answered, call)) };
    };
    const [plain, again] = [await answer({}), await answer({})];
    const level = plain.texts.findIndex((text, at) => text === again.texts[at]);
    if (level < 0) continue;
    const cookie = cookieOf(plain.answered.exchange);
    for (const headers of [...otherHeaders, ...(cookie ? [{ Cookie: cookie }] : [])]) {
      const { answered, texts } = await answer({ headers });
      if (texts[level] === plain.texts[level]) continue;
      if ((await answer({})).texts[level] !== plain.texts[level]) break;
      const [header] = Object.entries(headers);
      const exchanges = [plain.answered.exchange, answered.exchange];
      throw new Violation(`the same answer of ${name} with and without ${header?.join(': ')}`, 'another answer', {
        exchanges,
      });
    }
  }
}

/** The cookies that it set. */
function cookieOf({ response }: Exchange): string | undefined {
  const given = response?.headers['set-cookie'];
  return given
    ?.split(/,\s*(?=[^;,=\s]+=)/)
    .map((each) => each.split(';')[0])
    .join('; ');
}

interface Heard {
  readonly text: string;
  readonly exchanges: readonly Exchange[];
}

/** The answers to a caller, request by request, without the number of the caller. */
async function hear(
  bench: Bench,
  compare: Comparison,
  { script, from }: { readonly script: readonly string[]; readonly from: string },
): Promise<Heard> {
  const call = bench.newCall({ from });
  const answers: Answered[] = [];
  for await (const step of playCall(bench, call, script)) if (step.kind === 'answer') answers.push(step.answered);
  const [plus = '', digits = ''] = [call.from, call.from.slice(1)];
  const text = answers.map((answered) => compare(answered, call)).join('\n');
  return {
    text: text.replaceAll(encodeURIComponent(plus), '<from>').replaceAll(plus, '<from>').replaceAll(digits, '<from>'),
    exchanges: answers.map(({ exchange }) => exchange),
  };
}

/** Compares as strictly as two unknown callers get equal answers; blocked if not even the structure is equal. */
async function repeatable(bench: Bench): Promise<Comparison> {
  for (const compare of await comparisons(bench)) {
    const texts = new Set<string>();
    for (const script of [...scripts, ...scripts]) {
      const { text } = await hear(bench, compare, { script, from: unknownCaller(bench) });
      texts.add(`${script.join()} ${text}`);
    }
    if (texts.size === scripts.length) return compare;
  }
  throw new Blocked('calls with the same input get different answers', 'flow.state.per-call');
}

/** How often both are heard again when they differ: the time of day may have changed meanwhile what everybody hears. */
const attempts = 3;

/** Asserts that calls hear what a usual one heard; a difference has to be there however often both are heard. */
function sameAs(first: Heard, hearUsual: () => Promise<Heard>) {
  let usual = first;
  return async (hearOther: () => Promise<Heard>, how: string): Promise<void> => {
    for (let attempt = 1; ; attempt++) {
      const other = await hearOther();
      if (usual.text === other.text) return;
      if (attempt === attempts) throw difference(usual, other, how);
      usual = await hearUsual();
    }
  };
}

function difference(usual: Heard, other: Heard, how: string): Violation {
  const at = usual.text.split('\n').findIndex((line, index) => line !== other.text.split('\n')[index]);
  const shown = [usual.exchanges[at], other.exchanges[at]].flatMap((each) => each ?? []);
  const actual = `another answer to request ${Math.max(at, 0) + 1} of the call`;
  return new Violation(`the same answers ${how}`, actual, { exchanges: shown });
}

/** A number that cannot exist: the country code is not assigned. */
function unknownCaller(bench: Bench): string {
  return `+999${bench.newCall().id.replace(/\D/g, '').slice(-11)}`;
}

function onOwnConnections(bench: Bench): Bench {
  return {
    ...bench,
    answer: (request) => bench.answer({ ...request, freshConnection: true }),
    deliver: (event, how) => bench.deliver(event, { ...how, freshConnection: true }),
  };
}
