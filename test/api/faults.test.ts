import { expect, _baseTest as test } from '@playwright/test';
import fc from 'fast-check';
import { type Fault, type FaultScript, faultFor } from '../../platform/api/faults/faults.ts';
import { profile } from '../../platform/api/faults/profile.ts';
import { operations } from '../../spec/index.ts';
import { faultScript } from '../../suites/arbitraries/fault-script.ts';

const cut: Fault = { kind: 'cut', when: 'before-read' };
const down: Fault = { kind: 'raw', status: 502, body: '' };

test('the first rule that fits decides, by operation and attempt', () => {
  const script: FaultScript = [
    { operation: 'createCall', attempts: { from: 1, to: 2 }, fault: down },
    { attempts: { from: 2, to: 3 }, fault: cut, name: 'unplugged' },
    { operation: 'getCall', fault: down },
  ];
  const names = (operation: string | undefined) => [1, 2, 3, 4].map((at) => faultFor(script, operation, at)?.name);
  expect(names('createCall')).toEqual(['raw 502', 'raw 502', 'unplugged', undefined]);
  expect(names('getCall')).toEqual(['raw 502', 'unplugged', 'unplugged', 'raw 502']);
  expect(names(undefined)).toEqual([undefined, 'unplugged', 'unplugged', undefined]);
  expect(faultFor([], 'getCall', 1)).toBeUndefined();
});

const names = Object.keys(operations);
const asked = fc.record({
  seed: fc.integer(),
  name: fc.constantFrom('smooth' as const, 'spec' as const, 'hostile' as const),
  operation: fc.constantFrom(undefined, ...names),
  attempt: fc.integer({ min: 1, max: 1_000 }),
});

test('a profile is a function of its seed, the operation and the attempt', () => {
  fc.assert(
    fc.property(asked, ({ seed, name, operation, attempt }) => {
      expect(profile(name, seed)(operation, attempt)).toEqual(profile(name, seed)(operation, attempt));
    }),
  );
});

test('no profile fails more than three times in a row', () => {
  fc.assert(
    fc.property(asked, ({ seed, name, operation, attempt }) => {
      const faults = profile(name, seed);
      const four = [0, 1, 2, 3].map((more) => faults(operation, attempt + more));
      return four.includes(undefined);
    }),
    { numRuns: 500 },
  );
});

test('a smooth profile does nothing, a hostile one everything, that of the documentation only what it lists', () => {
  const met = (name: 'smooth' | 'spec' | 'hostile') =>
    [1, 2, 3, 4, 5].flatMap((seed) =>
      Array.from({ length: 200 }, (_, attempt) => profile(name, seed)('createCall', attempt + 1)).filter(
        (each) => each !== undefined,
      ),
    );
  expect(met('smooth')).toEqual([]);
  const documented = operations.createCall.errors.map(({ code }) => code as string);
  const codes = met('spec').flatMap((each) => (each.kind === 'error' ? each.code : []));
  expect([...new Set(codes)].sort()).toEqual([...documented].sort());
  expect(new Set(met('spec').map(({ kind }) => kind))).toEqual(new Set(['error', 'latency', 'reshape']));
  const kinds = new Set(met('hostile').map(({ kind }) => kind));
  expect(kinds).toEqual(new Set(['error', 'raw', 'cut', 'hang', 'latency', 'reshape']));
  expect(met('hostile').length).toBeGreaterThan(met('spec').length);
});

test('seeds differ', () => {
  const first = (seed: number) =>
    JSON.stringify([1, 2, 3, 4, 5, 6].map((at) => profile('hostile', seed)('getCall', at)));
  expect(new Set([1, 2, 3, 4, 5, 6, 7, 8].map(first)).size).toBeGreaterThan(5);
});

test('every script made is valid', () => {
  fc.assert(
    fc.property(faultScript(), (script) => {
      const wrong = script.filter(({ fault, operation, attempts }) => {
        const status = 'status' in fault ? (fault.status ?? 400) : 400;
        const after = 'retryAfter' in fault ? fault.retryAfter : undefined;
        const isNamed = operation === undefined || names.includes(operation);
        const isCounted = attempts && attempts.from >= 1 && attempts.to >= attempts.from;
        const isMoment = !after || !('date' in after) || after.date.toUTCString().endsWith('GMT');
        return !isNamed || !isCounted || !isMoment || status < 200 || status > 599;
      });
      return wrong.length === 0;
    }),
    { numRuns: 500 },
  );
});

test('the same seed makes the same scripts', () => {
  const sample = () => JSON.stringify(fc.sample(faultScript(), { seed: 7, numRuns: 100 }));
  expect(sample()).toBe(sample());
});

test('a script shrinks to the rule that shows the failure', () => {
  const { counterexample } = fc.check(
    fc.property(faultScript(), (script) => !script.some(({ fault }) => fault.kind === 'hang')),
    { seed: 3, numRuns: 500 },
  );
  expect(counterexample).toEqual([[{ attempts: { from: 1, to: 1 }, fault: { kind: 'hang' } }]]);
});
