import type { SeenRequest } from './api.ts';
import { type FaultScript, faultFor, type Met } from './faults/faults.ts';

/** What is known of a request before it is answered. */
export type Asking = Pick<SeenRequest, 'operation' | 'request'>;

/** One of several trials at the same time: its requests meet faults of their own, and their attempts are counted by themselves. */
export interface Lane {
  /** Its requests so far, in order. */
  readonly seen: readonly SeenRequest[];
}

/** The lanes of an API. */
export interface Lanes {
  /** Of several lanes that a request fits, it belongs to the one that was opened last. */
  open(owns: (asking: Asking) => boolean, faults: FaultScript): Lane;
  clear(): void;
  /** What a request meets in its lane; undefined where it belongs to none. */
  enter(asking: Asking): Entered | undefined;
}

interface Entered {
  readonly attempt: number;
  readonly met: Met | undefined;
  add(seen: SeenRequest): void;
}

export function createLanes(): Lanes {
  const lanes: {
    readonly owns: (asking: Asking) => boolean;
    readonly faults: FaultScript;
    attempts: number;
    seen: SeenRequest[];
  }[] = [];
  return {
    open(owns, faults) {
      const lane = { owns, faults, attempts: 0, seen: [] };
      lanes.unshift(lane);
      return lane;
    },
    clear: () => void lanes.splice(0),
    enter(asking) {
      const lane = lanes.find(({ owns }) => owns(asking));
      if (!lane) return undefined;
      const attempt = ++lane.attempts;
      return {
        attempt,
        met: faultFor(lane.faults, asking.operation, attempt),
        add: (seen) => void lane.seen.push(seen),
      };
    },
  };
}
