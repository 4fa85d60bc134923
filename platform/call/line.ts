import type { EventName, Readings } from '../../spec/index.ts';
import { now } from '../clock.ts';
import type { CallContext, PlatformEvent } from '../events/events.ts';
import { notTaken, Unreachable } from '../http/sender.ts';
import type { Caller } from '../script.ts';
import type { Delivered } from '../webhook/delivery.ts';
import { secondsToNext, signedAgain } from '../webhook/redelivery.ts';
import { type Media, silentMedia } from './media.ts';
import type { CallPort } from './port.ts';
import type { Step } from './step.ts';

export interface CallOptions {
  readonly variables?: Readonly<Record<string, string>>;
  /** Readings of open questions that differ from those of the bench. */
  readonly readings?: Readings;
  /** How often each `call.gathered` is delivered (default: once). */
  readonly gatheredTimes?: number;
  /** From this turn on (0 is the first gather), `call.gathered` comes after the redirect request, whatever Q29 says. */
  readonly lateFrom?: number;
  /** Records from the answer on, as `record: true` of `POST /v1/calls` asks. */
  readonly record?: boolean;
  /** The virtual second at which the caller hangs up, whatever is going on. */
  readonly hangUpAt?: number;
  /** Delivers an event that was not acknowledged again (Q47, Q48, Q53); a check judges each first attempt by itself. */
  readonly redelivers?: boolean;
  /** Stops where nothing more is heard: the call is not told to have ended. */
  readonly isLeftOpen?: true;
}

/** One delivery of an event: the first, or a further one when its virtual second has come. */
interface Attempt {
  readonly event: PlatformEvent<EventName>;
  readonly number: number;
  readonly dueAt: number;
  readonly firstAt: Date;
}

type Delivering = AsyncGenerator<Step, void, undefined>;

/** A running call: its caller, its virtual time, what is switched on, and which events are still to be delivered. */
export interface Line {
  readonly port: CallPort;
  readonly call: CallContext;
  readonly caller: Caller;
  readonly options: CallOptions;
  readonly readings: Readings;
  /** Virtual seconds since the call was created. */
  at: number;
  media: Media;
  /** Gathers so far. */
  turns: number;
  /** Whether a request of this call was taken: from then on, one that is not is part of what happened in it. */
  isBegun: boolean;
  /** Virtual seconds until the caller hangs up, whatever is going on. */
  left(): number;
  /** Lets time pass, with the attempts that come in it; false when the caller has hung up before it was over. */
  pass(seconds: number): AsyncGenerator<Step, boolean, undefined>;
  nextEvent(name: EventName, data?: Readonly<Record<string, unknown>>): PlatformEvent<EventName>;
  deliver(event: PlatformEvent<EventName>, times?: number): Delivering;
  /** Redelivers all events that are due up to a virtual second. */
  redeliver(until: number): Delivering;
  /** Delivers the events after the next request instead of at once (Q29). */
  deliverLate(): Delivering;
  readonly late: PlatformEvent<EventName>[];
}

export function openLine(port: CallPort, call: CallContext, caller: Caller, options: CallOptions): Line {
  const nextEvent = port.eventsOf(call);
  const readings = { ...port.options.readings, ...options.readings };
  const due: Attempt[] = [];

  async function* deliverOnce(line: Line, webhookUrl: string, { event, number, firstAt }: Attempt): Delivering {
    const how = number === 1 ? { at: firstAt } : signedAgain(firstAt, number, readings);
    const delivered = await port.deliver(event, how).catch((error: unknown): Delivered => {
      if (!(error instanceof Unreachable && line.isBegun)) throw error;
      return { exchange: notTaken('POST', webhookUrl, error), status: undefined };
    });
    line.isBegun = true;
    const seconds = options.redelivers ? secondsToNext(delivered, number, readings) : undefined;
    if (seconds !== undefined) due.push({ event, number: number + 1, dueAt: line.at + seconds, firstAt });
    yield { at: line.at, kind: 'event', event, delivered, attempt: number };
  }

  return {
    port,
    call,
    caller,
    options,
    readings,
    at: 0,
    media: silentMedia,
    turns: 0,
    isBegun: false,
    late: [],
    left() {
      return Math.max(0, (options.hangUpAt ?? Number.POSITIVE_INFINITY) - this.at);
    },
    async *pass(seconds) {
      const stays = seconds < this.left();
      const end = this.at + Math.min(seconds, this.left());
      yield* this.redeliver(end);
      this.at = end;
      return stays;
    },
    nextEvent(name, data) {
      return nextEvent(name, data, this.at);
    },
    async *deliver(event, times = 1) {
      const { webhookUrl } = port.options;
      for (let time = 0; webhookUrl && time < times; time++) {
        yield* deliverOnce(this, webhookUrl, { event, number: 1, dueAt: this.at, firstAt: now() });
      }
    },
    async *redeliver(until) {
      const { webhookUrl } = port.options;
      for (;;) {
        due.sort((one, other) => one.dueAt - other.dueAt);
        const [first] = due;
        if (!webhookUrl || !first || first.dueAt > until) return;
        due.shift();
        this.at = Math.max(this.at, first.dueAt);
        yield* deliverOnce(this, webhookUrl, first);
      }
    },
    async *deliverLate() {
      for (const event of this.late.splice(0)) yield* this.deliver(event, options.gatheredTimes);
    },
  };
}
