import type { Bench } from '../../platform/bench.ts';
import type { Delivered } from '../../platform/webhook/delivery.ts';
import { atLimits, type EventLimit, eventLimits, inRows } from '../arbitraries/event-limits.ts';
import { beginFor, isAcknowledged } from '../preconditions/acknowledged.ts';
import type { Cell } from '../preconditions/matrix.ts';

/**
 * Delivers events that meet the limits of the contract, many limits at once. Where one is not acknowledged, each of its
 * limits is tried alone, so that the one that is too much is named.
 */
export async function deliverLimits(
  bench: Bench,
  cell: Cell,
  judge: (delivered: Delivered, what: string) => void,
): Promise<void> {
  for (const row of inRows(eventLimits(cell.name))) {
    const together = await deliverAtLimits(row);
    if (isAcknowledged(together.status)) continue;
    for (const limit of row) judge(await deliverAtLimits([limit]), limit.what);
    judge(together, row.map(({ what }) => what).join(', '));
  }

  async function deliverAtLimits(limits: readonly EventLimit[]): Promise<Delivered> {
    const { nextEvent } = await beginFor(bench, cell);
    return bench.deliver(atLimits(nextEvent(cell.name), limits));
  }
}
