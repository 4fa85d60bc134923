import type { Bench } from '../../platform/bench.ts';
import { now } from '../../platform/clock.ts';
import type { CallContext, PlatformEvent } from '../../platform/events/events.ts';
import type { Delivered } from '../../platform/webhook/delivery.ts';
import { type EventName, isSuccess, type RequirementId, statusInWords } from '../../spec/index.ts';
import { Blocked, Violation } from '../requirement.ts';
import { type Cell, cells, type Shape } from './matrix.ts';

export const isAcknowledged: typeof isSuccess = isSuccess;

/** What came back, in words. */
export function outcomeOf({ exchange, status }: Delivered): string {
  return status === undefined ? (exchange.failure?.message ?? 'no response') : statusInWords(status);
}

/** Throws unless a delivery was acknowledged. */
export function assertAcknowledged(delivered: Delivered, of: string): void {
  if (isAcknowledged(delivered.status)) return;
  throw new Violation(`${of}: a 2xx status`, outcomeOf(delivered), { exchanges: [delivered.exchange] });
}

/** A call whose first events were already delivered, as in reality. */
export interface Begun {
  readonly call: CallContext;
  readonly nextEvent: (name: EventName, data?: Readonly<Record<string, unknown>>) => PlatformEvent;
}

/** A new call whose `call.created` (and whatever else is named) was delivered; whether that was acknowledged is another check's business. */
export async function beginCall(bench: Bench, ...names: EventName[]): Promise<Begun> {
  const call = bench.newCall();
  const nextEvent = bench.eventsOf(call);
  for (const name of ['call.created', ...names] as const) await bench.deliver(nextEvent(name));
  return { call, nextEvent };
}

/** The same for a call in the direction of a cell; its first event has nothing before it. */
export async function beginFor(bench: Bench, { name, direction }: Cell): Promise<Begun> {
  const call = bench.newCall({ direction });
  const nextEvent = bench.eventsOf(call);
  if (name !== 'call.created') await bench.deliver(nextEvent('call.created'));
  return { call, nextEvent };
}

/** What the plain event of a cell got. */
export function plainCell(bench: Bench, cell: Cell): Promise<Delivered> {
  return bench.once(`plain ${cell.name} ${cell.direction}`, async () => {
    const { nextEvent } = await beginFor(bench, cell);
    return bench.deliver(nextEvent(cell.name));
  });
}

/** Whether the plain event of a cell is acknowledged: one that never is, is said by webhook.ack.every-event alone. */
async function isPlainlyTaken(bench: Bench, cell: Cell): Promise<boolean> {
  return isAcknowledged((await plainCell(bench, cell)).status);
}

/** Those whose plain events are acknowledged. */
export async function plainlyTaken(bench: Bench, all: readonly Cell[] = cells): Promise<readonly Cell[]> {
  const taken: Cell[] = [];
  for (const cell of all) if (await isPlainlyTaken(bench, cell)) taken.push(cell);
  return taken;
}

/** Calls all of whose events are acknowledged when they come the plain way. */
export async function playable(bench: Bench, all: readonly Shape[]): Promise<readonly Shape[]> {
  const good: Shape[] = [];
  for (const shape of all) {
    const { names, direction } = shape;
    const taken = await plainlyTaken(
      bench,
      names.map((name) => ({ name, direction })),
    );
    if (taken.length === names.length) good.push(shape);
  }
  return good;
}

const plainEvents: readonly EventName[] = ['call.created', 'call.answered', 'call.completed'];

/** The first plain call of this bench, event by event, with what each got. */
export function plainDeliveries(bench: Bench): Promise<readonly Delivered[]> {
  return bench.once('plain deliveries', async () => {
    const nextEvent = bench.eventsOf(bench.newCall());
    const all: Delivered[] = [];
    for (const name of plainEvents) {
      all.push(await bench.deliver(nextEvent(name)));
      // A receiver that never answers would cost a deadline each.
      if (all[0]?.exchange.failure?.kind === 'timeout') break;
    }
    return all;
  });
}

/** The requirement that a refusal of every plain event breaks: a signature that is not accepted, a redirect, or the acknowledgement itself. */
export async function plainProblem(bench: Bench): Promise<RequirementId | undefined> {
  const all = await plainDeliveries(bench);
  if (all.some(({ status }) => isAcknowledged(status))) return undefined;
  const statuses = all.map(({ status }) => status ?? 0);
  if (statuses.every((status) => status >= 300 && status <= 399)) return 'webhook.ack.no-redirect';
  const signed = bench.capabilities.has('signed');
  if (signed && statuses.every((status) => [400, 401, 403].includes(status))) return 'webhook.signature.accepts-valid';
  return 'webhook.ack.every-event';
}

/** Blocks a check where not even a plain event is acknowledged, so that one fault is blamed once. */
export async function assertPlainWorks(bench: Bench): Promise<void> {
  const id = await plainProblem(bench);
  if (id) throw new Blocked('no plain event is acknowledged', id);
}

/** Blocks a check whose repeat was refused where every duplicate is, so that one fault is blamed once. */
export async function assertDuplicatesWork(bench: Bench): Promise<void> {
  const { nextEvent } = await beginCall(bench);
  const event = nextEvent('call.answered');
  const at = now();
  const first = await bench.deliver(event, { at });
  const second = await bench.deliver(event, { at });
  if (!isAcknowledged(first.status) || isAcknowledged(second.status)) return;
  throw new Blocked('no duplicate is acknowledged', 'webhook.repeat.acknowledged');
}

/** Blocks a check where a plain event gets no response in time: each further delivery would cost a deadline. */
export async function assertResponds(bench: Bench): Promise<void> {
  const [first] = await plainDeliveries(bench);
  if (first?.exchange.failure?.kind !== 'timeout') return;
  throw new Blocked('a plain event gets no response', 'webhook.ack.every-event');
}
