import fc from 'fast-check';
import type { Fault, FaultRule, FaultScript, RetryAfter } from '../../platform/api/faults/faults.ts';
import { errorCodes, operations } from '../../spec/index.ts';
import { digits, lowerCase, text } from './characters.ts';

/** A moment that clients can wait for: both forms of `Retry-After`. */
function retryAfter(): fc.Arbitrary<RetryAfter> {
  return fc.oneof(
    fc.record({ seconds: fc.integer({ min: 0, max: 120 }) }),
    fc.record({ date: fc.date({ min: new Date(0), max: new Date('2100-01-01T00:00:00Z'), noInvalidDate: true }) }),
  );
}

/** Anything that can go wrong; it shrinks towards a documented error. */
function fault(): fc.Arbitrary<Fault> {
  const code = fc.oneof(
    fc.constantFrom(...Object.keys(errorCodes)),
    text(`${lowerCase}_`, 1, 20).map((ending) => `later_${ending}`),
  );
  const when = fc.constantFrom('before-read' as const, 'after-read' as const, 'in-body' as const);
  const how = fc.constantFrom('unknown-members' as const, 'fewer-members' as const, 'other-order' as const);
  const body = fc.constantFrom('', '<html><h1>502</h1></html>', '{"error":{"co', '{"error":"text"}', 'upstream error');
  const contentType = fc.constantFrom('text/html', 'application/json', 'text/plain; charset=utf-8');
  return fc.oneof(
    fc.record(
      {
        kind: fc.constant('error' as const),
        code,
        status: fc.integer({ min: 400, max: 599 }),
        message: fc.string({ unit: 'grapheme', maxLength: 40 }),
        members: fc.dictionary(
          text(lowerCase, 1, 8).map((ending) => `x_${ending}`),
          fc.jsonValue(),
          {
            maxKeys: 2,
            noNullPrototype: true,
          },
        ),
        retryAfter: retryAfter(),
      },
      { requiredKeys: ['kind', 'code'] },
    ),
    fc.record(
      {
        kind: fc.constant('raw' as const),
        status: fc
          .integer({ min: 200, max: 599 })
          .filter((status) => status !== 204 && status !== 205 && status !== 304),
        contentType,
        body,
        retryAfter: retryAfter(),
      },
      { requiredKeys: ['kind', 'status', 'body'] },
    ),
    fc.record({ kind: fc.constant('cut' as const), when }),
    fc.constant({ kind: 'hang' as const }),
    fc.record({ kind: fc.constant('latency' as const), ms: fc.integer({ min: 0, max: 2_000 }) }),
    fc.record({ kind: fc.constant('reshape' as const), how }),
  );
}

/** A schedule as a value: it is printed, replayed, and shrinks to the fewest rules that still show the failure. */
export function faultScript(): fc.Arbitrary<FaultScript> {
  const attempts = fc
    .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 0, max: 3 }))
    .map(([from, more]) => ({ from, to: from + more }));
  const rule: fc.Arbitrary<FaultRule> = fc.record(
    {
      name: fc
        .tuple(text(lowerCase + digits, 1, 1), text(`${lowerCase + digits} -`, 0, 20), text(lowerCase + digits, 1, 1))
        .map((parts) => parts.join('')),
      operation: fc.constantFrom(...Object.keys(operations)),
      attempts,
      fault: fault(),
    },
    { requiredKeys: ['fault', 'attempts'] },
  );
  return fc.array(rule, { maxLength: 6 });
}
