import { createHash } from 'node:crypto';
import { expect, _baseTest as test } from '@playwright/test';
import { answerVectors, bytesOf } from '../../mutants/answer/content.ts';
import { mutants } from '../../mutants/index.ts';
import type { Integration } from '../../mutants/integration.ts';
import { postOnly } from '../../mutants/post-only.ts';
import { reference } from '../../mutants/reference.ts';
import { judgeAnswer, type Result } from '../../spec/index.ts';
import { requirements } from '../../suites/index.ts';
import { checkAll, everywhere, recorded } from '../harness.ts';

/** Everything that did not pass, in words. */
function others(results: readonly Result[]): readonly string[] {
  return results.flatMap(({ id, outcome, reason, violations }) =>
    outcome === 'passed' ? [] : [`${outcome} ${id} ${reason ?? violations?.[0]?.actual ?? ''}`],
  );
}

/** What a small right integration has nothing to be judged by for. */
const nothingToJudge = [
  'flow.language.parity',
  'flow.media.in-order',
  'flow.recording.paired',
  'flow.redirect.https',
  'flow.secret.bounded',
  'flow.secret.unspoken',
  'flow.secret.whole',
  'flow.stream.paired',
].map((id) => `not-applicable ${id}`);

function inShort(results: readonly Result[]): readonly string[] {
  return others(results)
    .map((each) => each.split(' ').slice(0, 2).join(' '))
    .sort();
}

// A busy machine takes several times as long as an idle one.
test.setTimeout(900_000);

test('the reference meets every requirement', async () => {
  const results = await checkAll(reference, { fixtures: recorded });
  expect(results.map(({ id }) => id).sort()).toEqual(everywhere.map(({ id }) => id).sort());
  expect(inShort(results)).toEqual(['not-applicable answer.input.variables', ...nothingToJudge]);
});

test('the reference meets every requirement where it takes POST only', async () => {
  const unrecorded = ['fixture.conforms', 'fixture.replay', 'fixture.valid'].map((id) => `not-applicable ${id}`);
  expect(inShort(await checkAll(postOnly(reference)))).toEqual([...unrecorded, ...nothingToJudge]);
});

test('the reference meets every requirement that needs no secret, without one', async () => {
  const signed: readonly string[] = everywhere.filter(({ needs }) => needs.includes('signed')).map(({ id }) => id);
  const results = await checkAll(reference, { secret: undefined, fixtures: recorded });
  const applicable = results.filter(({ id }) => !signed.includes(id) && id !== 'answer.input.variables');
  expect(inShort(applicable)).toEqual(nothingToJudge);
  expect(results.filter(({ outcome }) => outcome === 'not-applicable')).toHaveLength(
    signed.length + 1 + nothingToJudge.length,
  );
});

test('a room of its own for each call is right', async () => {
  const rooms: Integration = {
    ...reference,
    menu(digits, context, environment) {
      if (digits !== '1') return reference.menu(digits, context, environment);
      const room = `room-${createHash('sha256').update(String(context.callId)).digest('hex').slice(0, 12)}`;
      return { actions: [{ say: { text: 'Connecting you to sales.' } }, { conference: { room } }] };
    },
  };
  const only = everywhere.map(({ id }) => id).filter((id) => /^(?:answer\.(?:repeat|calls)|flow)\./.test(id));
  const found = others(await checkAll(rooms, { only })).filter((each) => !each.startsWith('not-applicable'));
  expect(found).toEqual([]);
});

test('every requirement has a mutant that breaks it, and every mutant breaks requirements that exist', () => {
  const broken = new Set(mutants.flatMap(({ breaks }) => breaks));
  expect([...broken].sort()).toEqual(requirements.map(({ id }) => id).sort());
});

test('every mutant has a name of its own', () => {
  expect(new Set(mutants.map(({ name }) => name)).size).toBe(mutants.length);
});

for (const vector of answerVectors) {
  test(`the answer ${vector.id} ${vector.clause === null ? 'is valid' : `breaks ${vector.clause}`}`, () => {
    const { findings } = judgeAnswer(bytesOf(vector));
    expect([...new Set(findings.map(({ clause }) => clause))]).toEqual(vector.clause === null ? [] : [vector.clause]);
  });
}
