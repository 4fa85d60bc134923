import fc from 'fast-check';
import type { Bench } from '../../platform/bench.ts';
import { playCall } from '../../platform/call/call.ts';
import type { Step } from '../../platform/call/step.ts';
import type { Exchange } from '../../spec/index.ts';
import { percentile } from '../percentile.ts';
import { type Comparison, comparisons, structure } from '../preconditions/same-answer.ts';
import { plainAnswer, problemBeyond } from '../preconditions/valid-answer.ts';
import { forAll } from '../property.ts';
import { type Requirement, Violation } from '../requirement.ts';

/** Three calls that differ in all an integration may keep of them. */
const cast = [
  { from: '+12025550111', press: ['1', '1'] },
  { from: '+12025550122', press: ['2', '2'] },
  { from: '+12025550133', press: [] },
] as const;

/** Turns that are given; what a call still has to say after them it says at one go. */
const longest = 24;

export const callsIsolated: Requirement = {
  id: 'answer.calls.isolated',
  clause: 'answer-calls-isolated',
  title: 'does not mix up calls that run at the same time',
  needs: ['answer'],
  assumes: ['Q1', 'Q2', 'Q29'],
  hint: 'Store the data of a call under its call id, never in a module-level variable.',
  async check(bench, note) {
    await plainAnswer(bench);
    let { compare, alone } = await comparable(bench);
    // Interleaved, so that every call gets an event between any two requests of another.
    await judge(Array.from({ length: longest * cast.length }, (_, turn) => turn % cast.length));
    const turns = fc.array(fc.nat({ max: cast.length - 1 }), { minLength: 6, maxLength: longest });
    await forAll(bench, note, turns, judge, 12);

    async function judge(order: readonly number[]): Promise<void> {
      const mixed = await playInTurn(bench, order, compare);
      const wrong = mixed.texts.findIndex((text, index) => text !== alone.texts[index]);
      if (wrong < 0) return;
      const after = await playInTurn(bench, [], compare);
      if (after.texts.join('\n') !== alone.texts.join('\n')) {
        // A greeting by the time of day changes by itself: what comes one after another is the measure, as it is now.
        if (compare === structure) return;
        ({ compare, alone } = { compare: structure, alone: await playInTurn(bench, [], structure) });
        return judge(order);
      }
      const exchanges = [alone.exchanges[wrong], mixed.exchanges[wrong]].flatMap((all) => all?.slice(-1) ?? []);
      const expected = `call ${wrong + 1} of ${cast.length} to hear the same as when calls come one after another`;
      throw new Violation(expected, 'another answer while other calls were going on', { exchanges });
    }
  },
};

/** The calls one after another, compared as closely as they repeat: a token made from the call's id varies the wording. */
async function comparable(bench: Bench) {
  for (const compare of await comparisons(bench)) {
    const alone = await playInTurn(bench, [], compare);
    const again = await playInTurn(bench, [], compare);
    if (alone.texts.join('\n') === again.texts.join('\n')) return { compare, alone };
  }
  throw new Error('the same calls, one after another, did not give the same transcripts twice');
}

/** The longer of the two documented forms. */
const callIds = /call_\d{8}T\d{6}\.\d{9}(?!\d)/g;

/** An answer that was made for another call leads into that call, such as one from a cache that has no call in its key. */
function assertOwn(exchange: Exchange, own: string): void {
  const other = exchange.response?.body?.match(callIds)?.find((id) => id !== own);
  if (other === undefined) return;
  throw new Violation('an answer without the id of another call', `one with ${other}, in call ${own}`, {
    exchanges: [exchange],
  });
}

/** Plays the cast in the given turns, then each to its end; with no turns, one call after another. */
async function playInTurn(bench: Bench, order: readonly number[], compare: Comparison) {
  const calls = cast.map(({ from }) => bench.newCall({ from }));
  const plays = calls.map((call, index) => playCall(bench, call, cast[index]?.press ?? []));
  const texts = calls.map(() => '');
  const exchanges: Exchange[][] = calls.map(() => []);
  /** Continues until the next answer request or event; false if the call is over. */
  async function turn(index: number): Promise<boolean> {
    const [play, call] = [plays[index], calls[index]];
    for (;;) {
      const next: IteratorResult<Step> | undefined = await play?.next();
      if (!next || next.done || !call) return false;
      if (next.value.kind === 'event') return true;
      if (next.value.kind !== 'answer') continue;
      assertOwn(next.value.answered.exchange, call.id);
      texts[index] += `${compare(next.value.answered, call)}\n`;
      exchanges[index]?.push(next.value.answered.exchange);
      return true;
    }
  }
  for (const index of order) await turn(index);
  for (const index of calls.keys()) while (await turn(index));
  return { texts, exchanges };
}

const atOnce = 50;

export const callsConcurrent: Requirement = {
  id: 'answer.calls.concurrent',
  clause: 'answer-calls-concurrent',
  title: 'serves many calls at the same time',
  needs: ['answer'],
  assumes: ['Q1', 'Q2'],
  hint: 'Avoid one lock for all calls, and allow 50 connections in the listen backlog (Python: request_queue_size). The budget for 50 calls at once is three times budgets.answerMs.',
  async check(bench) {
    const plain = await plainAnswer(bench);
    const budget = bench.options.budgets.answerMs * 3;
    const answers = await Promise.all(Array.from({ length: atOnce }, () => bench.answer({ call: bench.newCall() })));
    for (const answered of answers) {
      const problem = problemBeyond(plain, answered);
      if (problem)
        throw new Violation(`${atOnce} valid answers at once: ${problem.expected}`, problem.actual, problem.evidence);
    }
    const worst = percentile(
      95,
      answers.map(({ exchange }) => exchange.durationMs),
    );
    if (worst <= budget) return;
    const late = answers.filter(({ exchange }) => exchange.durationMs >= worst).map(({ exchange }) => exchange);
    throw new Violation(`95 of 100 answers within ${budget} ms`, `${Math.round(worst)} ms`, {
      exchanges: late.slice(0, 1),
    });
  },
};
