import { readFileSync } from 'node:fs';
import { expect, _baseTest as test } from '@playwright/test';
import { actionNames } from '../../spec/answer/actions.ts';
import { judgeAnswer } from '../../spec/answer/answer.ts';
import type { AnswerCase } from '../../tools/generate/vectors.ts';
import { errorsOf, isValidByOther } from '../../tools/schema-cases/validators.ts';

const file = new URL('../../spec/vectors/answer-cases.json', import.meta.url);
const all = JSON.parse(readFileSync(file, 'utf8')) as readonly AnswerCase[];

test('each generated answer has an id of its own, and each action some of both verdicts', () => {
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  for (const name of actionNames) {
    const own = all.filter(({ id }) => id.startsWith(`actions/${name}#`));
    expect([...new Set(own.map(({ clause }) => clause === null))].sort(), name).toEqual([false, true]);
  }
});

test('the judge says of each generated answer what the vector says, at its place', () => {
  for (const { id, clause, pointer, answer } of all) {
    const found = judgeAnswer(Buffer.from(JSON.stringify(answer))).findings;
    const wanted = clause === null ? [] : [`${clause} at ${pointer}`];
    expect([...new Set(found.map((each) => `${each.clause} at ${each.pointer}`))], id).toEqual(wanted);
  }
});

test('two validators of the schema agree with each generated answer', () => {
  for (const { id, clause, answer } of all) {
    expect(errorsOf('answer', answer).length === 0, id).toBe(clause === null);
    expect(isValidByOther('answer', answer), id).toBe(clause === null);
  }
});
