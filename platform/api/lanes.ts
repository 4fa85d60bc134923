import type { Asking, OpenLane, SeenRequest } from './api.ts';
import { type FaultScript, faultFor, type Met } from './faults/faults.ts';

/** The lanes of an API. */
interface Lanes {
  readonly open: OpenLane;
  clear(): void;
  /** What a request meets in its lane; undefined where it belongs to none. */
  enter(asking: Asking): Entered | undefined;
}

interface Open {
  readonly owns: (asking: Asking) => boolean;
  readonly faults: FaultScript;
  readonly seen: SeenRequest[];
  attempts: number;
}

interface Entered {
  readonly attempt: number;
  readonly met: Met | undefined;
  add(seen: SeenRequest): void;
}

export function createLanes(): Lanes {
  const lanes: Open[] = [];
  return {
    open(owns, faults) {
      const lane: Open = { owns, faults, seen: [], attempts: 0 };
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
