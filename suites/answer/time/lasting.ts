import type { Bench } from '../../../platform/bench.ts';
import { deadline, pause } from '../../../platform/clock.ts';
import type { Exchange } from '../../../spec/index.ts';
import { type Comparison, comparison, structure } from '../../preconditions/same-answer.ts';
import { plainAnswer, problemBeyond } from '../../preconditions/valid-answer.ts';
import { type Requirement, Violation } from '../../requirement.ts';
import { sinksOf } from '../sinks.ts';
import { beginWaiting } from './waiting.ts';

/** Enough for a limit of three hundred, and for one fault in a hundred to be all but certain. */
const requests = 400;
/** Every so many-th of them goes to a redirect URL. */
const others = 5;
const atOnce = 8;
/** Answers that must all be other ones than before, until the wording is no longer compared. */
const confirmations = 5;
/** A slow integration is asked no more after this time. */
const budgetMs = 3_000;
const maxMs = 5_000;
/** Milliseconds until a slow integration is timed again. */
const pauseMs = 500;

export const httpLasting: Requirement = {
  id: 'answer.http.lasting',
  clause: 'answer-http-lasting',
  title: 'keeps answering, however many requests came before',
  needs: ['answer'],
  assumes: ['Q1', 'Q2'],
  hint: 'Look for resources that each request takes and never releases (connections, handles, cache entries), and for a rate limit that counts the requests of MiniVoice too.',
  async check(bench, note) {
    await plainAnswer(bench);
    let compare = await comparison(bench);
    const places = (await sinksOf(bench)).slice(0, 2);
    let usual = await defaultAnswer(bench, compare);
    const kept = await beginWaiting(bench, compare);
    const before = await timedAnswers(bench);
    const end = deadline(budgetMs * (bench.options.atOnce ?? 1));
    let sent = 0;
    async function ask(): Promise<void> {
      while (sent < requests && !end.passed()) {
        const turn = sent++;
        const place = (turn % others === others - 1 ? places[1] : undefined) ?? places[0];
        const call = bench.newCall();
        if (!place) return;
        const answered = await place.ask({ call });
        note.cases++;
        const expected = `the answer to request ${turn + 1} in a row to be like those before`;
        const problem = problemBeyond(place.usual, answered);
        if (problem) throw new Violation(`${expected}: ${problem.expected}`, problem.actual, problem.evidence);
        const exchanges = [answered.exchange];
        if (answered.exchange.durationMs > maxMs) {
          throw new Violation(expected, `an answer after ${Math.round(answered.exchange.durationMs)} ms`, {
            exchanges,
          });
        }
        if (place !== places[0] || compare(answered, call) === usual) continue;
        // What differs from call to call by design is the same again for the same call.
        const again = await bench.answer({ call });
        if (compare(again, call) === compare(answered, call)) continue;
        if (compare !== structure && structure(again) === structure(answered) && (await changedByItself())) {
          compare = structure;
          usual = await defaultAnswer(bench, compare);
          continue;
        }
        throw new Violation(expected, 'another answer', { exchanges: [answered.exchange, again.exchange] });
      }
    }
    await Promise.all(Array.from({ length: atOnce }, ask));
    await assertStillFast(bench, before, sent);
    await kept.assertGoesOn();

    /** Whether no answer is as before, one after another: then the time of day decides, and not the number of requests. */
    async function changedByItself(): Promise<boolean> {
      for (let again = 0; again < confirmations; again++)
        if ((await defaultAnswer(bench, compare)) === usual) return false;
      return true;
    }
  },
};

/** Answers, one after another, whose times are compared. */
const timed = 5;
/** How many times as long each of them takes where it is no longer the machine that is busy. */
const slower = 3;

async function timedAnswers(bench: Bench): Promise<readonly Exchange[]> {
  const exchanges: Exchange[] = [];
  while (exchanges.length < timed) exchanges.push((await bench.answer({ call: bench.newCall() })).exchange);
  return exchanges;
}

/** Each answer takes too long, twice in a row, where all before took a fraction of it. */
async function assertStillFast(bench: Bench, before: readonly Exchange[], sent: number): Promise<void> {
  const budget = bench.options.budgets.answerMs;
  const timesOf = (exchanges: readonly Exchange[]) => exchanges.map(({ durationMs }) => durationMs);
  const usual = Math.max(...timesOf(before));
  const isSlow = (exchanges: readonly Exchange[]) => Math.min(...timesOf(exchanges)) > Math.max(budget, usual * slower);
  if (!isSlow(await timedAnswers(bench))) return;
  await pause(pauseMs);
  const exchanges = await timedAnswers(bench);
  if (!isSlow(exchanges)) return;
  const expected = `an answer within ${budget} ms after ${sent} requests, as before them (${Math.round(usual)} ms)`;
  throw new Violation(
    expected,
    `at least ${Math.round(Math.min(...timesOf(exchanges)))} ms for each of ${timed} answers`,
    {
      exchanges: [...before.slice(-1), ...exchanges.slice(0, 1)],
    },
  );
}

async function defaultAnswer(bench: Bench, compare: Comparison): Promise<string> {
  const call = bench.newCall();
  return compare(await bench.answer({ call }), call);
}
