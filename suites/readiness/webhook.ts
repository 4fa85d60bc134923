import type { Bench } from '../../platform/bench.ts';
import type { Delivered } from '../../platform/webhook/delivery.ts';
import { isAcknowledged, outcomeOf } from '../preconditions/acknowledged.ts';
import { type Requirement, Violation } from '../requirement.ts';
import { assertTrusted } from './targets.ts';

/** The first event of a new call, as MiniVoice signs it. */
export function signedEvent(bench: Bench): Promise<Delivered> {
  return bench.once('readiness: a signed event', async () => {
    await assertTrusted(bench);
    return bench.deliver(bench.eventsOf(bench.newCall())('call.created'));
  });
}

export const signedAccepted: Requirement = {
  id: 'readiness.webhook.signed-accepted',
  clause: 'readiness-webhook-signed-accepted',
  title: 'accepts a signed event and refuses an unsigned one',
  needs: ['remote', 'signed'],
  assumes: ['Q51'],
  hint: 'Give the deployment the secret of this application, and answer 401 to what is not signed with it.',
  async check(bench, note) {
    const signed = await signedEvent(bench);
    if (!isAcknowledged(signed.status)) {
      throw new Violation('a signed event acknowledged with 2xx', outcomeOf(signed), { exchanges: [signed.exchange] });
    }
    const unsigned = await bench.deliver(bench.eventsOf(bench.newCall())('call.created'), { secret: null });
    if (isAcknowledged(unsigned.status)) {
      throw new Violation('an unsigned event refused', outcomeOf(unsigned), { exchanges: [unsigned.exchange] });
    }
    note.seen = `signed: ${outcomeOf(signed)}, unsigned: ${outcomeOf(unsigned)}`;
  },
};
