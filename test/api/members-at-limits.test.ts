import { expect, _baseTest as test } from '@playwright/test';
import { type OperationId, operations, validators } from '../../spec/index.ts';
import { invalidEnvelopes } from '../../suites/api/errors/invalid-envelopes.ts';
import { membersAtLimits } from '../../suites/api/responses/members-at-limits.ts';
import { cellsOf } from '../../suites/arbitraries/schema/compile.ts';
import { askGood, withApi } from './harness.ts';

const seeds = [0, 1, 2, 3, 4, 5];

for (const operation of Object.keys(operations) as OperationId[]) {
  test(`the success of ${operation} with its members at limits is one that the contract allows`, async () => {
    const { responses } = await validators('api');
    const isValid = responses[operation];
    for (const seed of seeds) {
      const members = membersAtLimits(operation, seed);
      await withApi(async (open) => {
        open.api.injectFaults([{ operation, fault: { kind: 'members', members } }]);
        const { json, status } = await askGood(open, operation);
        expect(status).toBeLessThan(300);
        expect(isValid?.(json), `${JSON.stringify(json)} ${JSON.stringify(isValid?.errors)}`).toBe(true);
        for (const { pointer, value } of members.filter(({ pointer: at }) => !at.includes('*')))
          expect(json).toHaveProperty(pointer.split('/').slice(1), value);
      });
    }
  });
}

test('a few seeds meet each limit of each optional member', () => {
  const met = new Set(seeds.flatMap((seed) => membersAtLimits('createCall', seed).map(name)));
  const cells = cellsOf('resources/call', 'boundary');
  const optional = new Set(cells.filter(({ what }) => what === 'absent').map(({ pointer }) => pointer));
  const limits = cells.filter(({ pointer, keyword }) => optional.has(pointer) && keyword !== 'properties');
  // An empty object is no limit that a client could fail at.
  const wanted = limits.map(({ pointer, keyword, what }) => name({ pointer, what: `${keyword}: ${what}` }));
  expect(wanted.filter((each) => !met.has(each))).toEqual(['/metadata type: no member']);
});

test('a few seeds meet each way in which an error breaks its schema', async () => {
  const { error: isError } = await validators('api');
  const faults = seeds.flatMap((seed) => Object.entries(invalidEnvelopes(seed)));
  for (const [, fault] of faults) expect(fault.kind === 'raw' && isError(JSON.parse(fault.body))).toBe(false);
  for (const { keyword, what } of cellsOf('error', 'invalid'))
    expect(faults.some(([words]) => words.includes(`${keyword} (${what})`))).toBe(true);
});

function name({ pointer, what }: { readonly pointer: string; readonly what: string }): string {
  return `${pointer} ${what}`;
}
