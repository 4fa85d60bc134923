import type { Bench } from '../../../platform/bench.ts';
import type { PlatformEvent } from '../../../platform/events/events.ts';
import { isPage, type Reading } from '../../../platform/state/observe.ts';
import { differences } from '../../../platform/state/places.ts';
import { overlapped } from '../../overlapped.ts';
import { isAcknowledged } from '../../preconditions/acknowledged.ts';
import { menuCall } from '../../preconditions/matrix.ts';
import { eventsOfNewCall } from '../../preconditions/schedule.ts';
import { Violation } from '../../requirement.ts';
import { settled } from '../../state/settled.ts';
import { volatilePlaces } from '../../state/volatile.ts';

/** What the events of a call carry that a store may write well and read badly. */
const contents: readonly { readonly what: string; readonly variables: Readonly<Record<string, string>> }[] = [
  { what: 'no variables', variables: {} },
  { what: 'a variable of several lines', variables: { note: 'one\ntwo\r\nthree\u2028four' } },
  { what: 'a variable outside ASCII', variables: { note: 'Grüße 😀' } },
  { what: 'a variable in quotes', variables: { note: `it's "said" \\, and; more` } },
  {
    what: 'variables of 16 kB',
    variables: Object.fromEntries([1, 2, 3, 4].map((n) => [`note_${n}`, 'v'.repeat(4_000)])),
  },
];

/** A call as it is shown before the process ends. */
interface Written {
  readonly what: string;
  readonly reading: Reading;
}

/** Calls whose events carry more than plain ones do, as they are shown when they are first asked for. */
export function unusualEvents(bench: Bench): Promise<readonly Written[]> {
  return bench.once('written before the crashes', async () => {
    const delivered = [];
    for (const { what, variables } of contents) {
      const taken = [];
      const events: readonly PlatformEvent[] = eventsOfNewCall(bench, menuCall).map((event) => ({
        ...event,
        variables,
      }));
      for (const event of events) taken.push(isAcknowledged((await bench.deliver(event)).status));
      if (taken.every(Boolean)) delivered.push({ what, callId: events[0]?.call.id ?? '' });
    }
    const all = await overlapped(delivered, async ({ what, callId }) => ({
      what,
      reading: await settled(bench, callId),
    }));
    return all.filter(({ reading }) => isPage(reading));
  });
}

/** A call of which a later process shows something else, where it shows the same of the plain one, which is the first. */
export async function readBadly(bench: Bench): Promise<Violation | undefined> {
  const [plain, ...others] = await overlapped(await unusualEvents(bench), (each) => againOf(bench, each));
  const changed = others.find(({ isChanged }) => isChanged);
  if (!plain || plain.isChanged || !changed) return undefined;
  return new Violation(
    `the events of a call with ${changed.what} to be there after a restart, as they were before it`,
    'another state',
    { where: 'observed state', exchanges: [changed.reading.exchange, changed.now.exchange] },
  );
}

async function againOf(bench: Bench, written: Written) {
  const now = await settled(bench, written.reading.callId);
  const places = differences(written.reading.state, now.state, await volatilePlaces(bench));
  return { ...written, now, isChanged: places.size > 0 };
}
