import type { Trigger } from '../../../spec/index.ts';
import { Blocked, NotApplicable } from '../../requirement.ts';

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
  const blocked = unjudged.find((each) => each instanceof Blocked);
  if (blocked) throw blocked;
  if (unjudged[0] && unjudged.length === triggers.length) throw unjudged[0];
}
