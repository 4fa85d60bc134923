import type { Breach, Questions } from '../../platform/api/breaches.ts';
import type { Subject } from '../subject.ts';
import type { Trial } from '../trial.ts';

/** A law of error handling: the requirement with the same id, checked in this process. */
export interface Law {
  readonly id: `api.error.${string}`;
  /** What it asks of the client. */
  questions(subject: Subject): Questions<Trial>;
}

/** Where the client breaks a law. A slow machine makes clients time out: only what comes twice counts. */
export async function breachesOf({ questions }: Law, subject: Subject): Promise<readonly Breach<Trial>[]> {
  const found: Breach<Trial>[] = [];
  for await (const ask of questions(subject)) {
    const breach = await ask();
    if (breach && (await ask())) found.push(breach);
  }
  return found;
}
