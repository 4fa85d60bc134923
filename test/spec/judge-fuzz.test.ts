import { expect, _baseTest as test } from '@playwright/test';
import { problemOf } from '../../platform/call/problem.ts';
import { openBench } from '../../platform/open-bench.ts';
import { type BenchOptions, type Clause, clauses, defaultReadings, judgeAnswer } from '../../spec/index.ts';
import answers from '../../spec/vectors/answers.json' with { type: 'json' };
import { isJson } from '../../suites/answer/content.ts';
import { dice, type Mutated, mutated } from '../mutate-text.ts';
import { closeAll, server } from '../raw-server.ts';
import { isAnswer, isJsonType, isSuccess } from './independent-validators.ts';

const count = Number(process.env.MVK_FUZZ ?? 20_000);
const overHttp = Math.min(count, 300);
const seed = Number(process.env.MVK_FUZZ_SEED ?? 20_260_529);
const valid: readonly unknown[] = answers.filter(({ clause }) => clause === null).map(({ answer }) => answer);

test.afterEach(closeAll);

/** What the kit asks beyond the schemas: they cannot say it. */
const beyondSchema: readonly Clause[] = [
  ...(['answer-json-unique-keys', 'answer-actions-reachable', 'answer-actions-not-empty'] as const),
  ...(['answer-actions-documented-form', 'answer-actions-fields', 'answer-json-valid'] as const),
];

test(`the judge passes nothing that others refuse, in ${count} responses`, () => {
  const seen = { refused: 0, passed: 0, stricter: 0 };
  // One assertion at the end: each costs more than a judgement.
  const wrong: string[] = [];
  const roll = dice(seed);
  for (let index = 0; index < count; index++) {
    const { status, type, bytes } = mutated(valid, roll);
    const note = (what: string): unknown =>
      wrong.push(
        `${what}: response ${index} of seed ${seed}, ${status} ${type} ${bytes.toString('utf8').slice(0, 300)}`,
      );
    const judged = judgeAnswer(bytes, defaultReadings);
    const { findings } = judged;
    // Others are slow: they look at all that passes, and at some of what does not.
    const right = findings.length === 0 || index % 8 === 0 ? isAnswer(bytes) : undefined;
    if (findings.length === 0 && right === false) note('passed although others refuse it');
    if (right && findings.some(({ clause }) => !beyondSchema.includes(clause))) note('refused although others pass it');
    const response = { status, headers: {}, body: '' };
    const exchange = { request: { method: 'GET', url: '', headers: {} }, response, bytes, durationMs: 0 };
    const isPlayable = problemOf({ exchange, status, judged }) === undefined;
    const isBroken = findings.some(({ clause }) => clauses[clause].level === 'must');
    if (isPlayable !== (isSuccess(status, bytes.length) && !isBroken)) note('played wrongly');
    if (isJson(type) !== isJsonType(type)) note('labelled wrongly');
    seen[findings.length === 0 ? 'passed' : right ? 'stricter' : 'refused']++;
  }
  expect(wrong.slice(0, 5)).toEqual([]);
  // Of everything enough, or nothing was compared.
  for (const [what, number] of Object.entries(seen)) expect(number, what).toBeGreaterThan(count / 200);
  test.info().annotations.push({ type: 'figures', description: `${count} responses: ${JSON.stringify(seen)}` });
});

test(`the same over HTTP, in ${overHttp} responses`, async () => {
  const roll = dice(seed + 1);
  let next: Mutated | undefined;
  const { url } = await server((socket) => {
    const { status, type, bytes } = next ?? mutated(valid, roll);
    socket.write(`HTTP/1.1 ${status} x\r\nContent-Type: ${type}\r\nContent-Length: ${bytes.length}\r\n\r\n`);
    socket.write(bytes);
  });
  const options: BenchOptions = {
    answerUrl: url,
    readings: { ...defaultReadings, Q1: 'get' },
    budgets: { answerMs: 1000, ackMs: 1000 },
    seed,
    runs: 1,
  };
  const bench = await openBench(options, ['answer'], undefined, { client: { timeoutMs: 500 } });
  let passed = 0;
  try {
    for (let index = 0; index < overHttp; index++) {
      next = mutated(valid, roll);
      const answered = await bench.answer({ call: bench.newCall(), freshConnection: true });
      if (problemOf(answered)) continue;
      passed++;
      const place = `response ${index} of seed ${seed}: ${next.status} ${next.bytes.toString('utf8').slice(0, 300)}`;
      expect(isSuccess(next.status, next.bytes.length), place).toBe(true);
      expect(answered.judged?.findings.length === 0 && !isAnswer(next.bytes), place).toBe(false);
    }
  } finally {
    await bench.close();
  }
  expect(passed).toBeGreaterThan(overHttp / 50);
});
