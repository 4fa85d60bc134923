import type { TrafficRow } from '../../protocol/traffic.ts';
import { say } from '../../state/notice.ts';
import { choose } from '../selection.ts';

/** Opens what was sent, and says how it went. */
export async function sent(sending: Promise<TrafficRow | undefined>): Promise<void> {
  const row = await sending;
  if (!row) return;
  const { number, status, failure, findings } = row;
  choose(number);
  say(`#${number} was sent: ${status ?? failure ?? 'no response'}.`, findings > 0 ? 'bad' : 'good');
}
