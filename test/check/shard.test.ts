import { expect, _baseTest as test } from '@playwright/test';
import fc from 'fast-check';
import { commonSeed, shardOf, shareOf } from '../../cli/check/shard.ts';

const ids = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,6}\.[a-z]{1,6}$/), { minLength: 1, maxLength: 40 });
const shardsOf = (total: number) => Array.from({ length: total }, (_, at) => ({ index: at + 1, total }));

test('the shards together check everything once, and none has much more than another', () => {
  fc.assert(
    fc.property(ids, fc.nat(20), (all, more) => {
      const total = Math.min(all.length, more + 1);
      const shares = shardsOf(total).map((shard) => shareOf(all, shard));
      expect(shares.flatMap(({ selected }) => selected).sort()).toEqual([...all].sort());
      const sizes = shares.map(({ selected }) => selected.length);
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      expect(shares.every(({ slice }) => slice === undefined)).toBe(true);
    }),
  );
});

test('of fewer requirements than shards the cases are divided, each once', () => {
  fc.assert(
    fc.property(ids, fc.integer({ min: 1, max: 30 }), (all, more) => {
      const shares = shardsOf(all.length + more).map((shard) => shareOf(all, shard));
      for (const id of all) {
        const slices = shares.filter(({ selected }) => selected[0] === id).map(({ slice }) => slice);
        const [first] = slices;
        expect(slices.map((slice) => slice?.index)).toEqual(slices.map((_, at) => at + 1));
        expect(slices.every((slice) => slice?.total === first?.total && slice?.total === slices.length)).toBe(true);
      }
    }),
  );
});

test('every N-th requirement, in the order of the contract', () => {
  expect(shareOf(['a', 'b', 'c', 'd', 'e'], { index: 2, total: 2 })).toEqual({ selected: ['b', 'd'] });
});

for (const wrong of ['0/2', '3/2', '1', '1/', 'a/b', '1/0', '-1/2', '1.5/2', '1/2/3', '']) {
  test(`--shard ${JSON.stringify(wrong)} is refused`, () => {
    expect(() => shardOf(wrong)).toThrow(`--shard must be I/N with I from 1 to N (got "${wrong}")`);
  });
}

test('machines of one pipeline come to the same seed, those of another to another', () => {
  expect(commonSeed({ GITHUB_RUN_ID: '17' })).toBe(commonSeed({ GITHUB_RUN_ID: '17', HOSTNAME: 'other' }));
  expect(commonSeed({ GITHUB_RUN_ID: '17' })).not.toBe(commonSeed({ GITHUB_RUN_ID: '18' }));
  expect(commonSeed({})).toBe(commonSeed({ CI: 'true' }));
});

test('what rests on the call flow is checked by every machine', () => {
  const all = ['answer.http.reachable', 'flow.gather.every-key', 'webhook.http.reachable', 'answer.json.valid'];
  const shares = shardsOf(3).map((shard) => shareOf(all, shard));
  const walking = ['flow.gather.every-key', 'answer.json.valid'];
  expect(shares).toEqual([
    { selected: ['answer.http.reachable', ...walking], slice: { index: 1, total: 2 } },
    {
      selected: ['flow.gather.every-key', 'webhook.http.reachable', 'answer.json.valid'],
      slice: { index: 1, total: 1 },
    },
    { selected: ['answer.http.reachable', ...walking], slice: { index: 2, total: 2 } },
  ]);
  expect(shareOf(walking, { index: 2, total: 2 })).toEqual({ selected: walking });
});
