import type { Bench } from '../../../platform/bench.ts';
import type { Exchange } from '../../../spec/index.ts';
import { overlapped } from '../../overlapped.ts';
import { assertPlainWorks, plainlyTaken, playable } from '../../preconditions/acknowledged.ts';
import { cells, type Shape, shapeInWords, shapes } from '../../preconditions/matrix.ts';
import { assertEarlierTaken, eventsOfNewCall, playWhole } from '../../preconditions/schedule.ts';
import { assertStillStores } from '../../preconditions/still-stores.ts';
import { every } from '../../preconditions/sweep.ts';
import { type Requirement, Violation } from '../../requirement.ts';
import { assertAddress } from '../../state/address.ts';
import { assertStillShown, waitUntilShown } from '../../state/shown.ts';
import { remembered, untouched } from '../again/remembered.ts';
import { alteredText, textInPieces } from './altered.ts';
import { allAtOnce, assertAtOnceKept, crowdedOut } from './crowded.ts';
import { dropped, droppedVariant } from './dropped.ts';
import { droppedFirst } from './first.ts';
import { misnamed } from './misnamed.ts';
import { mistakenEnd } from './mistaken-end.ts';
import { variants } from './variants.ts';

const eachInTurn = every('in its turn', cells);

export const noFalseAck: Requirement = {
  id: 'webhook.ack.no-false-ack',
  clause: 'webhook-ack-no-false-ack',
  title: 'stores what it acknowledges',
  needs: ['webhook', 'state'],
  hint: 'A 2xx says that the event is safe: store it, and show it at observe.callUrl.',
  sends: [eachInTurn, allAtOnce],
  async check(bench) {
    await assertPlainWorks(bench);
    await assertShown(bench, [undefined]);
    // One shape for each direction and end: each must leave something, as the first one did.
    await assertShown(bench, await playable(bench, shapes));
    const taken = await plainlyTaken(bench, eachInTurn.drawn(bench));
    const lost =
      (await dropped(bench, taken)) ??
      (await misnamed(bench, taken)) ??
      (await mistakenEnd(bench, taken)) ??
      (await droppedFirst(bench, taken)) ??
      (await droppedVariant(bench, taken, variants)) ??
      (await crowdedOut(bench)) ??
      (await alteredText(bench)) ??
      (await textInPieces(bench));
    await assertStillStores(bench, 'events that were acknowledged');
    await assertStillShown(bench, () => playWhole(bench));
    if (lost) throw lost;
    await assertAtOnceKept(bench);
    await remembered(bench);
    await untouched(bench);
    // A page that has gone meanwhile shows nothing wrong either.
    await assertStillShown(bench, () => playWhole(bench));
  },
};

/** A whole call, and the requests that delivered it. */
interface Delivered {
  readonly shape: Shape | undefined;
  readonly callId: string;
  readonly exchanges: readonly Exchange[];
}

/** Throws unless the events of a whole call of each shape show; without a shape, those of the first call of all. */
async function assertShown(bench: Bench, all: readonly (Shape | undefined)[]): Promise<void> {
  const calls: Delivered[] = [];
  for (const shape of all) {
    const events = eventsOfNewCall(bench, shape);
    const exchanges = [];
    for (const event of events) exchanges.push((await bench.deliver(event)).exchange);
    calls.push({ shape, callId: events[0]?.call.id ?? '', exchanges });
  }
  await overlapped(calls, (call) => assertCallShown(bench, call));
}

async function assertCallShown(bench: Bench, { shape, callId, exchanges }: Delivered): Promise<void> {
  const { isShown, reading } = await waitUntilShown(bench, callId);
  if (isShown) return;
  if (shape) await assertStillShown(bench, () => playWhole(bench));
  else {
    await assertAddress(bench, reading);
    await assertEarlierTaken(bench);
  }
  const what = shape ? `the events of an ${shapeInWords(shape)}` : 'the events of a whole call';
  throw new Violation(`${what} to show in what is stored for it`, 'what an unknown call shows', {
    where: 'observed state',
    exchanges: [...exchanges, reading.exchange],
  });
}
