import type { Bench } from './bench.ts';
import type { Delivered } from './delivery.ts';
import type { CallContext, EventName, PlatformEvent } from './events.ts';
import { type Media, silentMedia } from './media.ts';
import type { Caller } from './script.ts';
import { notTaken, Unreachable } from './sender.ts';
import type { Step } from './step.ts';

export interface CallOptions {
  readonly variables?: Readonly<Record<string, string>>;
  /** Readings of open questions that differ from those of the bench. */
  readonly readings?: Readonly<Record<string, string>>;
  /** How often each `call.gathered` is delivered; once unless given. */
  readonly gatheredTimes?: number;
  /** From this turn on (0 is the first gather), `call.gathered` comes after the redirect request, whatever Q29 says. */
  readonly lateFrom?: number;
  /** Records from the answer on, as `record: true` of `POST /v1/calls` asks. */
  readonly record?: boolean;
  /** The virtual second at which the caller hangs up, whatever is going on. */
  readonly hangUpAt?: number;
}

/** A call that is going on: who decides, what time it is there, what is switched on, what is still to be told. */
export interface Line {
  readonly bench: Bench;
  readonly call: CallContext;
  readonly caller: Caller;
  readonly options: CallOptions;
  readonly readings: Readonly<Record<string, string>>;
  /** Virtual seconds since the call was created. */
  at: number;
  media: Media;
  /** Gathers so far. */
  turns: number;
  /** Whether a request of this call was taken: from then on, one that is not is part of what happened in it. */
  isBegun: boolean;
  /** Virtual seconds until the caller hangs up, whatever is going on. */
  left(): number;
  /** Lets time pass; false when the caller has hung up before it was over. */
  pass(seconds: number): boolean;
  tell(name: EventName, data?: Readonly<Record<string, unknown>>): PlatformEvent;
  deliver(event: PlatformEvent, times?: number): AsyncGenerator<Step, void, undefined>;
  /** Delivers what is told after the next request instead of at once (Q29). */
  deliverLate(): AsyncGenerator<Step, void, undefined>;
  readonly late: PlatformEvent[];
}

export function openLine(bench: Bench, call: CallContext, caller: Caller, options: CallOptions): Line {
  const tell = bench.story(call);
  return {
    bench,
    call,
    caller,
    options,
    readings: { ...bench.options.assumptions, ...options.readings },
    at: 0,
    media: silentMedia,
    turns: 0,
    isBegun: false,
    late: [],
    left() {
      return Math.max(0, (options.hangUpAt ?? Number.POSITIVE_INFINITY) - this.at);
    },
    pass(seconds) {
      const stays = seconds < this.left();
      this.at += Math.min(seconds, this.left());
      return stays;
    },
    tell(name, data) {
      return tell(name, data, this.at);
    },
    async *deliver(event, times = 1) {
      const { webhookUrl } = bench.options;
      for (let time = 0; webhookUrl && time < times; time++) {
        const delivered = await bench.deliver(event).catch((error: unknown): Delivered => {
          if (!(error instanceof Unreachable && this.isBegun)) throw error;
          return { exchange: notTaken('POST', webhookUrl, error), status: undefined };
        });
        this.isBegun = true;
        yield { at: this.at, kind: 'event', event, delivered };
      }
    },
    async *deliverLate() {
      for (const event of this.late.splice(0)) yield* this.deliver(event, options.gatheredTimes);
    },
  };
}
