import type { Trigger } from '../../../spec/index.ts';
import { Blocked, NotApplicable } from '../../requirement.ts';

/** The API refuses what a trigger asks for when nothing goes wrong: `api.request.valid` says so, once. */
export class Refused extends Blocked {}

/** Judges each trigger by itself: what keeps one from being judged hides no violation of another. */
export async function judgeEach(
  triggers: readonly Trigger[],
  judge: (trigger: Trigger) => Promise<void>,
): Promise<void> {
  const unjudged: (Blocked | NotApplicable)[] = [];
  for (const trigger of triggers) {
    try {
      await judge(trigger);
    } catch (error) {
      if (!(error instanceof Blocked || error instanceof NotApplicable)) throw error;
      unjudged.push(error);
    }
  }
  const blocked = unjudged.find((each) => each instanceof Blocked && !(each instanceof Refused));
  if (blocked) throw blocked;
  const [first] = unjudged;
  if (first && unjudged.length === triggers.length) throw unjudged.find((each) => each instanceof Refused) ?? first;
}
