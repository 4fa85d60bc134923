import type { Fault } from '../../platform/api/faults/faults.ts';
import type { Subject } from '../subject.ts';
import type { Breach } from './law.ts';

/** An answer that is no success and that a client need not know is neither a crash nor taken for success. */
export async function* survives(subject: Subject, what: string, fault: Fault): AsyncGenerator<Breach> {
  const first = await breachOf(subject, what, fault);
  // Once more: on a slow machine work ends late, or a client times out.
  if (first && (await breachOf(subject, what, fault))) yield first;
}

async function breachOf(subject: Subject, what: string, fault: Fault): Promise<Breach | undefined> {
  const trial = await subject.meet(fault);
  const crash = await subject.crashOf(trial);
  if (crash) return { kind: 'crash', expected: `an outcome for ${what}`, actual: crash, cases: [what] };
  if (!(await subject.isTakenForSuccess(trial))) return undefined;
  return { kind: 'taken', expected: `${what} not to be taken for success`, actual: trial.words, cases: [what] };
}
