import type { Bench } from '../../../platform/bench.ts';
import { differences } from '../../../platform/state/places.ts';
import type { Exchange } from '../../../spec/index.ts';
import { overlapped } from '../../overlapped.ts';
import { isAcknowledged } from '../../preconditions/acknowledged.ts';
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
import { volatilePlaces } from '../../state/volatile.ts';

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
    pair('in the 65th character', fresh().padEnd(64, '0'), '1', '2'),
    pair('behind the second dot', fresh(), '.000000001', '.000000002'),
    pair('in a dot and an underscore', fresh(), '.1', '_1'),
    pair('in a hyphen and an underscore', fresh(), '-1', '_1'),
    pair('in a hyphen', fresh(), '-1', '1'),
    pair('in a dot', fresh(), '.1', '1'),
    pair('behind the dot', `call_${number()}`, '.000000001', '.000000002'),
    { how: 'in their first digits', ids: ((id) => [`call_1${id}`, `call_2${id}`] as const)(fresh().slice(5)) },
    pair('in the last of many digits', `call_9${number()}`, '1', '2'),
    { how: 'in leading zeros', ids: [`call_${digits}`, `call_00${digits}`] },
    { how: 'in what one has more', ids: ((id) => [id, `${id}0`] as const)(fresh()) },
  ];
}

/** Throws where the page of a call that never had an event changes with the events of a call whose id resembles its own. */
export async function assertNeighboursUntouched(bench: Bench): Promise<void> {
  const all = await overlapped(neighbours(bench), (neighbour) => touched(bench, neighbour));
  const found = all.find((each) => each !== undefined);
  if (found) throw found;
}

async function touched(bench: Bench, { how, ids: [told, untold] }: Neighbours): Promise<Violation | undefined> {
  // Its digits are others, so that it shares nothing with either of them but its form.
  const unlike = untold.replace(/\d/g, (digit) => String(9 - Number(digit)));
  const look = () => Promise.all([bench.read(untold), bench.read(unlike)]);
  const before = await look();
  const exchanges: Exchange[] = [];
  for (const event of eventsOfNewCall(bench, menuCall, told)) exchanges.push((await bench.deliver(event)).exchange);
  if (!(await waitUntilShown(bench, told)).isShown) return undefined;
  const after = await look();
  const [changed, byItself] = [0, 1].map((index) => differences(before[index]?.state, after[index]?.state));
  const places = [...(changed ?? [])].filter((place) => !byItself?.has(place));
  const known = await volatilePlaces(bench);
  if (places.every((place) => known.has(place))) return undefined;
  return new Violation(
    `nothing to show for a call without events after those of a call whose id differs ${how}`,
    'something of the other call',
    {
      where: 'observed state',
      exchanges: [...exchanges.slice(-1), ...after.slice(0, 1).map(({ exchange }) => exchange)],
    },
  );
}

/** Throws unless calls with ids that are easily taken for one another are kept apart. */
export async function assertNeighboursApart(bench: Bench, among: readonly Shape[]): Promise<void> {
  const other = among.find(({ names }) => names.includes('call.failed')) ?? among.at(-1);
  if (!other || other === menuCall || (await looksLike(bench, menuCall, other))) return;
  const delivered: ShapedCall[] = [];
  for (const { how, ids } of neighbours(bench)) {
    const both: ShapedCall[] = [];
    let isTaken = true;
    for (const [index, shape] of [menuCall, other].entries()) {
      const callId = ids[index] ?? '';
      const exchanges: Exchange[] = [];
      for (const event of eventsOfNewCall(bench, shape, callId)) {
        const { exchange, status } = await bench.deliver(event);
        exchanges.push(exchange);
        isTaken &&= isAcknowledged(status);
      }
      both.push({ callId, shape, expected: `calls kept apart whose ids differ ${how}`, exchanges });
    }
    // No length of ids is documented: one that is refused as too long is not stored under another.
    if (isTaken) delivered.push(...both);
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
