import type { CallContext } from '../../platform/events/events.ts';
import { addresses, withheld } from '../arbitraries/parties.ts';
import { overlapped } from '../overlapped.ts';
import { assertPlainWorks, isAcknowledged, outcomeOf, playable } from '../preconditions/acknowledged.ts';
import { directions, type Shape, shapes } from '../preconditions/matrix.ts';
import { assertStillStores } from '../preconditions/still-stores.ts';
import { every, type Sweep } from '../preconditions/sweep.ts';
import { NotApplicable, type Requirement, Violation } from '../requirement.ts';

/** What is not an E.164 number: who calls us may withhold it; whom we call has an address. */
const parties: readonly Partial<CallContext>[] = [
  ...[...withheld, ...addresses].map((from) => ({ direction: 'inbound' as const, from })),
  ...addresses.map((to) => ({ direction: 'outbound' as const, to })),
];

const wholeCalls: Sweep<Shape> = { ...every('in its turn', shapes), as: 'of callers without a number' };

export const anyParty: Requirement = {
  id: 'webhook.body.any-caller',
  clause: 'webhook-body-any-caller',
  title: 'acknowledges events of callers without a number, and of SIP callers',
  needs: ['webhook'],
  hint: 'The number may be withheld or be a SIP address: treat call.from and call.to as text.',
  sends: [wholeCalls],
  async check(bench, note) {
    await assertPlainWorks(bench);
    // Compared with plain calls, so that an event which is always refused is another requirement's.
    const usable = await playable(bench, wholeCalls.drawn(bench));
    const turn = Math.abs(bench.options.seed);
    /** Calls of each direction: which shape has which party changes from one seed to the next. */
    const played = directions.flatMap((direction) => {
      const ours = usable.filter((shape) => shape.direction === direction);
      const own = parties.filter((party) => party.direction === direction);
      return own.flatMap((party, index) => {
        const shape = ours[(index + turn) % ours.length];
        return shape ? [{ party, shape }] : [];
      });
    });
    if (played.length === 0) throw new NotApplicable('no plain call has all of its events acknowledged');
    const found = await overlapped(played, async ({ party, shape: { names } }) => {
      note.cases++;
      const nextEvent = bench.eventsOf(bench.newCall(party));
      for (const name of names) {
        const delivered = await bench.deliver(nextEvent(name));
        if (isAcknowledged(delivered.status)) continue;
        const [[field, address] = []] = Object.entries({ from: party.from, to: party.to }).filter(
          ([, value]) => value !== undefined,
        );
        return new Violation(
          `${name}, ${party.direction}, ${field} ${JSON.stringify(address)}: a 2xx status`,
          outcomeOf(delivered),
          { exchanges: [delivered.exchange] },
        );
      }
      return undefined;
    });
    const first = found.find((each) => each !== undefined);
    if (first) throw first;
    await assertStillStores(bench, 'events that were acknowledged');
  },
};
