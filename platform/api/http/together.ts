import { within } from '../../clock.ts';

/** The first requests to an operation are answered at the same time: when so many have come, or after so long. */
export interface Together {
  readonly operation: string;
  readonly count: number;
  readonly maxMs: number;
}

/** Resolves when a request may be answered. */
export type Gate = (operation: string | undefined, attempt: number) => Promise<void>;

export function gateOf({ operation, count, maxMs }: Together): Gate {
  let open: () => void = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return async (asked, attempt) => {
    if (asked !== operation || attempt > count) return;
    if (attempt === count) open();
    await within(opened, maxMs);
    // Who waited in vain waits no longer, and neither do those that come now.
    open();
  };
}
