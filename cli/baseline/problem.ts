import { nearestIs } from '../../platform/config/nearest.ts';
import { isRecord, pointerSegments, type SchemaError } from '../../spec/index.ts';
import { UsageError } from '../command.ts';

const members = ['reason', 'owner', 'expires'];

/** The first thing that is wrong with a baseline, as one sentence; `place` says file and line of a pointer. */
export function baselineProblem(
  errors: readonly SchemaError[],
  value: unknown,
  place: (pointer: readonly string[]) => string,
): UsageError {
  // An unknown member is the likelier slip, and often the reason for a missing one.
  const error = errors.find(({ params }) => 'additionalProperty' in params) ?? errors[0];
  const { instancePath = '', params = {}, keyword = '', message = 'is wrong' } = error ?? {};
  const pointer = pointerSegments(instancePath);
  const { additionalProperty: unknown, missingProperty: missing } = params;
  const written = instancePath || 'the baseline';
  if (typeof unknown === 'string') {
    const where = [...pointer, unknown];
    const what = `unknown member ${JSON.stringify(unknown)} with the value ${valueInWords(value, where)}`;
    return new UsageError(`${place(where)} ${instancePath}: ${what}${nearestIs(unknown, members, 'member')}`);
  }
  if (typeof missing === 'string') {
    const remedy = 'Each entry needs a reason, an owner and an expiry date.';
    return new UsageError(`${place(pointer)} ${instancePath}: "${missing}" is missing`, remedy);
  }
  const expected =
    keyword === 'format'
      ? 'must be a date such as 2026-12-31'
      : keyword === 'pattern'
        ? 'must not be empty'
        : `${message}${pointer.length === 0 ? ' of requirement ids' : ''}`;
  return new UsageError(`${place(pointer)} ${written}: ${expected} (got ${valueInWords(value, pointer)})`);
}

function valueInWords(value: unknown, pointer: readonly string[]): string {
  let found = value;
  for (const step of pointer) found = isRecord(found) ? found[step] : undefined;
  const text = JSON.stringify(found) ?? 'nothing';
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
