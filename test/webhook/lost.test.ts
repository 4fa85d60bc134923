import { expect, _baseTest as test } from '@playwright/test';
import fc from 'fast-check';
import { mutants } from '../../mutants/index.ts';
import { reference } from '../../mutants/reference.ts';
import { deliveriesOf, losses, lossesInWords } from '../../suites/webhook/again/lost.ts';
import { checkAll } from '../harness.ts';

const calls = fc.integer({ min: 1, max: 6 }).chain((events) => losses(events));

test('first attempts come in the order of the call, and attempts of an event in theirs', () => {
  fc.assert(
    fc.property(calls, (lost) => {
      const all = deliveriesOf(lost);
      const firsts = all.filter(({ attempt }) => attempt === 1).map(({ index }) => index);
      expect(firsts).toEqual([...lost.keys()]);
      for (const index of lost.keys()) {
        const own = all.filter((each) => each.index === index).map(({ attempt }) => attempt);
        expect(own).toEqual(own.map((_, place) => place + 1));
      }
    }),
  );
});

test('an event that was cut off comes again before anything else, and is not left so', () => {
  fc.assert(
    fc.property(calls, (lost) => {
      const all = deliveriesOf(lost);
      for (const [place, { index, isClosed }] of all.entries()) {
        if (isClosed) expect(all[place + 1]).toMatchObject({ index, attempt: (all[place]?.attempt ?? 0) + 1 });
      }
      for (const [index, loss] of lost.entries()) {
        const answered = all.filter((each) => each.index === index && !each.isClosed);
        expect(answered).toHaveLength(1 + (loss?.again ?? 0));
      }
    }),
  );
});

test('losses are said in words', () => {
  const names = ['call.created', 'call.answered', 'call.completed'] as const;
  const lost = [{ closed: 1, again: 1, apart: 0 }, { closed: 2, again: 2, apart: 1 }, undefined];
  expect(lossesInWords(names, lost)).toBe(
    'call.created cut off once and delivered once more, at once; call.answered cut off 2 times and delivered 2 times more, 1 event later',
  );
});

test('what needs the calls of a direction whose events are lost names the requirement to fix first', async () => {
  const lossy = mutants.find(({ name }) => name === 'webhook-drops-outbound');
  const only = ['webhook.ack.no-false-ack', 'webhook.repeat.once', 'webhook.load.burst'];
  const results = await checkAll(() => lossy?.change(reference) ?? reference, { only });
  const first = results.map((result) => {
    const cause = 'cause' in result ? result.cause : undefined;
    return [result.id, result.outcome, cause?.kind === 'blocked' ? cause.by : undefined];
  });
  expect(first).toEqual([
    ['webhook.ack.no-false-ack', 'failed', undefined],
    ['webhook.repeat.once', 'could-not-run', 'webhook.ack.no-false-ack'],
    ['webhook.load.burst', 'could-not-run', 'webhook.ack.no-false-ack'],
  ]);
});
