import type { Bench } from '../platform/bench.ts';
import { within } from '../platform/clock.ts';
import { type DialOutcome, isDialOutcome } from '../platform/script.ts';
import { beginCall, type Call } from './call.ts';

export interface CallOptions {
  /** Who calls. */
  readonly from?: string;
  /** Who is called. */
  readonly to?: string;
  /** Default: `inbound`. */
  readonly direction?: 'inbound' | 'outbound';
  /**
   * How the destination of each leg reacts, also the callee of an outbound call (default `answers`). Several are
   * used in turn, and the last applies to all further legs.
   */
  readonly destination?: DialOutcome | readonly DialOutcome[];
  /** Call variables, for requests that can carry them. */
  readonly variables?: Readonly<Record<string, string>>;
  /** The virtual second at which the caller hangs up, whatever is going on. */
  readonly hangUpAt?: number;
}

export interface Phone {
  /** Makes a call, and gives it back at the caller's first turn, or when it has ended. */
  call(options?: CallOptions): Promise<Call>;
}

/** A phone, and the calls that were made with it. */
export interface Handset {
  readonly phone: Phone;
  readonly calls: readonly Call[];
  /** Hangs up what is open, so that each call gets the event that ends it. */
  close(): Promise<void>;
}

/** `patience`: milliseconds for calls to end when the phone is closed; an integration may keep them from it. */
export function openPhone(bench: Bench, patience = 10_000): Handset {
  const calls: Call[] = [];
  return {
    calls,
    phone: {
      async call({ from, to, direction, destination = [], variables, hangUpAt } = {}) {
        if (!bench.options.answerUrl) throw new Error('A call needs the option minivoice: { answerUrl }.');
        const reaches = [destination].flat();
        const wrong = reaches.find((reach) => !isDialOutcome(reach));
        if (wrong !== undefined) throw new Error(`A destination cannot react by ${JSON.stringify(wrong)}.`);
        const context = bench.newCall({ ...(from && { from }), ...(to && { to }), ...(direction && { direction }) });
        const options = { ...(variables && { variables }), ...(hangUpAt !== undefined && { hangUpAt }) };
        const { call, ready } = beginCall(bench, context, reaches, options);
        calls.push(call);
        await ready;
        return call;
      },
    },
    async close() {
      // What goes wrong now is not what the test is about.
      await Promise.all(
        calls.map((call) =>
          within(
            call.hangUp().catch(() => undefined),
            patience,
          ),
        ),
      );
    },
  };
}
