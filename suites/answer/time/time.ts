import type { Answered } from '../../../platform/answer/answered.ts';
import type { Bench } from '../../../platform/bench.ts';
import type { Exchange, RequirementId } from '../../../spec/index.ts';
import { assertAllAnswersSeen, exploredAnswers, slowestExplored } from '../../preconditions/explored-flow.ts';
import { otherCallers } from '../../preconditions/other-callers.ts';
import { seenAnswers } from '../../preconditions/sample-call.ts';
import { plainAnswer } from '../../preconditions/valid-answer.ts';
import { Blocked, type Requirement, Violation } from '../../requirement.ts';
import { assertAnswersWithoutApi } from '../placing.ts';
import { slowPlace } from './slow-places.ts';

const samples = 20;
const maxMs = 5_000;

export const answerFast: Requirement = {
  id: 'answer.time.fast',
  clause: 'answer-time-fast',
  title: 'answers quickly (95 of 100 answers within the budget)',
  needs: ['answer'],
  walks: true,
  hint: 'Move slow work (lookups, CRM, logging) behind the webhook; the budget is budgets.answerMs.',
  async check(bench) {
    const { answerMs } = bench.options.budgets;
    const { count: complete } = await typicalAnswers(bench, 'answer.http.reachable');
    const redirected = (await seenAnswers(bench)).filter(({ url, answered }) => url && !answered.exchange.failure);
    const slow = redirected.map(({ answered }) => answered.exchange).filter(({ durationMs }) => durationMs > answerMs);
    if (slow.length <= (complete + redirected.length) / 20) {
      const violation = await slowPlace(bench);
      if (violation) throw violation;
      return assertAnswersWithoutApi(bench);
    }
    const slowest = Math.max(...slow.map(({ durationMs }) => durationMs));
    const actual = `${slow.length} of ${redirected.length} answers of redirect URLs later, the slowest ${Math.round(slowest)} ms`;
    throw new Violation(`answers within ${answerMs} ms`, actual, { exchanges: slow.slice(-1) });
  },
};

/** The exchanges of all plain answers that were timed. */
function typicalSeen(bench: Bench): Promise<Exchange[]> {
  return bench.once('timed answers', async () => []);
}

/** Requests plain answers; throws if they exceed the budget. `owner` is the requirement that fails if there is no response at all. */
export async function typicalAnswers(
  bench: Bench,
  owner: RequirementId,
): Promise<{ readonly count: number; readonly slowestMs: number }> {
  const { answerMs } = bench.options.budgets;
  const late: Exchange[] = [];
  let [count, slowestMs] = [0, 0];
  for (let again = 0; again < samples; again++) {
    const { exchange } = await bench.answer({ call: bench.newCall() });
    // Waiting for silence 20 times says no more.
    if (exchange.failure?.kind === 'timeout') break;
    if (exchange.failure) continue;
    count++;
    (await typicalSeen(bench)).push(exchange);
    slowestMs = Math.max(slowestMs, exchange.durationMs);
    if (exchange.durationMs > answerMs) late.push(exchange);
    // One of 20 may be late; with the second the 95th percentile is known.
    if (late.length > samples / 20) {
      const actual = `${late.length} of ${count} later, the slowest ${Math.round(slowestMs)} ms`;
      throw new Violation(`answers within ${answerMs} ms`, actual, { exchanges: late.slice(-1) });
    }
  }
  if (count === 0) throw new Blocked('no complete response', owner);
  return { count, slowestMs };
}

export const answerBounded: Requirement = {
  id: 'answer.time.bounded',
  clause: 'answer-time-bounded',
  title: 'always answers within 5 seconds',
  needs: ['answer'],
  walks: true,
  hint: 'Give every lookup a time-out and answer with a fallback when it expires.',
  async check(bench) {
    await plainAnswer(bench);
    for (let batch = 0; batch < 3; batch++) {
      const answers = await Promise.all(Array.from({ length: 10 }, () => bench.answer({ call: bench.newCall() })));
      answers.forEach(assertInTime);
    }
    for (const exchange of await typicalSeen(bench)) assertInTime({ exchange });
    const answers = [...(await seenAnswers(bench)), ...(await otherCallers(bench)), ...(await exploredAnswers(bench))];
    for (const { answered } of answers) assertInTime(answered);
    const slowest = await slowestExplored(bench);
    if (slowest) assertInTime(slowest);
    await assertAllAnswersSeen(bench);
  },
};

function assertInTime({ exchange }: Pick<Answered, 'exchange'>): void {
  if (exchange.durationMs <= maxMs) return;
  const actual = exchange.failure?.message ?? `an answer after ${Math.round(exchange.durationMs)} ms`;
  throw new Violation(`every answer within ${maxMs} ms`, actual, { exchanges: [exchange] });
}
