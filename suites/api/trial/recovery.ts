import type { FaultScript } from '../../../platform/api/faults/faults.ts';
import { finalCodes, limitCodes } from '../../../platform/api/laws.ts';
import type { Bench } from '../../../platform/bench.ts';
import { deadline, monotonic, pause } from '../../../platform/clock.ts';

/** Milliseconds until a client that asked nothing because of errors must ask again: circuit breakers wait up to a minute. */
export const recoveryMs = 61_000;
const everyMs = 1_000;
/** Milliseconds of waiting that a restart saves. */
const longMs = 2_000;

/** What is known of clients that asked nothing any more. */
interface Recovery {
  /** What the trigger met last, by its name. */
  readonly met: Map<string, FaultScript>;
  /** Triggers that asked nothing for as long as a breaker may wait, by name. */
  readonly lost: Set<string>;
  isSlow: boolean;
}

export function recoveryOf(bench: Bench): Promise<Recovery> {
  return bench.once('recovery of clients', async () => ({ met: new Map(), lost: new Set(), isSlow: false }));
}

/** Codes that need manual action first: a client that sends no requests until then follows the documentation. */
const stopping: ReadonlySet<string> = new Set([...finalCodes, ...limitCodes, 'unauthorized']);

export function isStopping(script: FaultScript): boolean {
  return script.some(({ fault }) => fault.kind === 'error' && stopping.has(fault.code));
}

/** Recovers a trigger that stopped sending requests after an error: waits once, then restarts the integration. Returns whether it sends again. */
export async function recover(bench: Bench, name: string, asks: () => Promise<boolean>): Promise<boolean> {
  const known = await recoveryOf(bench);
  const canRestart = bench.capabilities.has('process');
  const isStopped = isStopping(known.met.get(name) ?? []);
  if (!(canRestart && (isStopped || known.isSlow || known.lost.has(name)))) {
    if (known.lost.has(name)) return false;
    const end = bench.allowance.suspend();
    try {
      const start = monotonic();
      for (const bound = deadline(recoveryMs); !bound.passed(); await pause(everyMs)) {
        if (!(await asks())) continue;
        known.isSlow ||= monotonic() - start > longMs;
        return true;
      }
    } finally {
      end();
    }
    if (!isStopped) known.lost.add(name);
  }
  if (!canRestart) return false;
  await bench.restart();
  return asks();
}
