import type { Bench } from '../../../platform/bench.ts';
import type { Exchange } from '../../../spec/index.ts';
import { menuCall, type Shape } from '../../preconditions/matrix.ts';
import {
  assertAllAlike,
  eventsOfNewCall,
  looksLike,
  playWhole,
  type ShapedCall,
} from '../../preconditions/schedule.ts';
import { Violation } from '../../requirement.ts';
import { assertStillShown, waitUntilShown } from '../../state/shown.ts';

/** Two different ids that become equal if they are not treated as text. */
interface Neighbours {
  readonly how: string;
  readonly ids: readonly [string, string];
}

/** All have the shape of documented ids: a prefix, letters, digits, and dots. */
function neighbours(bench: Bench): readonly Neighbours[] {
  const fresh = () => bench.newCall().id;
  const number = () => fresh().replace(/\D/g, '').slice(-17);
  const pair = (how: string, base: string, one: string, other: string): Neighbours => ({
    how,
    ids: [base + one, base + other],
  });
  const digits = number();
  return [
    pair('in the case of a letter', fresh(), 'a', 'A'),
    pair('in the 40th character', fresh().padEnd(39, '0'), '1', '2'),
    pair('behind the second dot', fresh(), '.000000001', '.000000002'),
    pair('in a dot and an underscore', fresh(), '.1', '_1'),
    pair('in a hyphen and an underscore', fresh(), '-1', '_1'),
    { how: 'in their first digits', ids: ((id) => [`call_1${id}`, `call_2${id}`] as const)(fresh().slice(5)) },
    pair('in the last of many digits', `call_9${number()}`, '1', '2'),
    { how: 'in leading zeros', ids: [`call_${digits}`, `call_00${digits}`] },
    { how: 'in what one has more', ids: ((id) => [id, `${id}0`] as const)(fresh()) },
  ];
}

/** Throws unless calls with ids that are easily taken for one another are kept apart. */
export async function assertNeighboursApart(bench: Bench, among: readonly Shape[]): Promise<void> {
  const other = among.find(({ names }) => names.includes('call.failed')) ?? among.at(-1);
  if (!other || other === menuCall || (await looksLike(bench, menuCall, other))) return;
  const delivered: ShapedCall[] = [];
  for (const { how, ids } of neighbours(bench)) {
    for (const [index, shape] of [menuCall, other].entries()) {
      const callId = ids[index] ?? '';
      const exchanges: Exchange[] = [];
      for (const event of eventsOfNewCall(bench, shape, callId)) exchanges.push((await bench.deliver(event)).exchange);
      delivered.push({ callId, shape, expected: `calls kept apart whose ids differ ${how}`, exchanges });
    }
  }
  await assertAllAlike(bench, delivered);
  await assertProviderIdIgnored(bench, other);
}

/** The provider's id of a call may be any text, also the id of another call. */
async function assertProviderIdIgnored(bench: Bench, other: Shape): Promise<void> {
  const callId = await playWhole(bench);
  const exchanges: Exchange[] = [];
  const events = eventsOfNewCall(bench, other).map((event) => ({
    ...event,
    call: { ...event.call, provider_call_id: callId },
  }));
  for (const event of events) exchanges.push((await bench.deliver(event)).exchange);
  const expected = 'no effect of events that name its id as the provider_call_id of another call';
  await assertAllAlike(bench, [{ callId, shape: menuCall, expected, exchanges }]);
  const { isShown, reading } = await waitUntilShown(bench, events[0]?.call.id ?? '');
  if (isShown) return;
  await assertStillShown(bench, () => playWhole(bench, other));
  const wanted = 'a call to show whose provider_call_id is the id of another call';
  throw new Violation(wanted, 'what an unknown call shows', {
    where: 'observed state',
    exchanges: [...exchanges, reading.exchange],
  });
}
