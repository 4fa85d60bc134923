import type { Fault } from '../../platform/api/faults/faults.ts';
import { documentedCodes, unknownCode as undocumented, unknownStatuses, variantsOf } from '../../platform/api/laws.ts';
import { isEqual } from '../trial.ts';
import type { Law } from './law.ts';
import { survives } from './survival.ts';

/** Milliseconds: a client that retries so long is tried with one variant alone. */
const slow = 1_000;

export const byCode: Law = {
  id: 'api.error.by-code',
  async *breaches(subject) {
    for (const code of documentedCodes(subject.operation)) {
      const fault: Fault = { kind: 'error', code };
      const base = await subject.meet(fault);
      if (subject.count(base) === 0) continue;
      const variants = Object.entries(variantsOf(code));
      for (const [what, variant] of base.durationMs > slow ? variants.slice(0, 1) : variants) {
        const other = await subject.meet(variant);
        if (await subject.same(base, other, fault)) continue;
        // Once more: a slow machine makes clients time out, a branch on the message is there each time.
        if (await subject.same(base, await subject.meet(variant), fault)) continue;
        const expected = `the same outcome for ${code} with ${what} as without (${base.words})`;
        yield { kind: variant.status ? 'status' : what, expected, actual: other.words, cases: [code] };
      }
    }
  },
};

export const distinguished: Law = {
  id: 'api.error.distinguished',
  async *breaches(subject) {
    const cases = subject.distinguish.flatMap((codes, group) =>
      codes.map((code) => ({ group, code, fault: { kind: 'error', code } satisfies Fault })),
    );
    for (const [at, one] of cases.entries()) {
      for (const other of cases.slice(at + 1).filter(({ group }) => group !== one.group)) {
        const [trial, second] = [await subject.met(one.fault), await subject.met(other.fault)];
        if (!isEqual(trial, second)) continue;
        const expected = `${one.code} and ${other.code} to lead to different outcomes`;
        yield { kind: 'alike', expected, actual: `for both, ${trial.words}`, cases: [one.code, other.code] };
      }
    }
  },
};

export const unknownCode: Law = {
  id: 'api.error.unknown-code',
  async *breaches(subject) {
    for (const status of unknownStatuses) {
      const what = `an unknown code with status ${status}`;
      yield* survives(subject, what, { kind: 'error', code: undocumented, status });
    }
    const after = await subject.unhindered();
    if (await subject.same(subject.plain, after, undefined)) return;
    if (await subject.same(subject.plain, await subject.unhindered(), undefined)) return;
    const expected = `the same outcome as before once nothing goes wrong (${subject.plain.words})`;
    yield { kind: 'after', expected, actual: after.words, cases: ['after an unknown code'] };
  },
};
