import type { Bench } from '../platform/bench.ts';
import { now } from '../platform/clock.ts';
import type { CallContext, PlatformEvent } from '../platform/events/events.ts';
import { KitFault } from '../platform/kit-fault.ts';
import type { State } from '../platform/state/state.ts';
import type { Delivery } from '../platform/webhook/delivery.ts';
import type { EventName } from '../spec/index.ts';
import type { Call } from './call.ts';
import { rememberRedactor } from './printable.ts';
import { type Sent, sentOf } from './sent.ts';

/** How a delivery by hand differs from what MiniVoice does. */
export interface SendOptions {
  /** The call of the event: a call of the phone, or fields of one (default: a new call). */
  readonly call?: Partial<CallContext>;
  /** Fields of the event's `data` that differ from the usual ones. */
  readonly data?: Readonly<Record<string, unknown>>;
  /** Without a signature. */
  readonly unsigned?: boolean;
  /** Signed with this instead of the webhook secret. */
  readonly secret?: string;
  /** Changed after it was signed. */
  readonly tampered?: boolean;
  /** Signed ten minutes ago. */
  readonly stale?: boolean;
  /** Milliseconds to wait for the response (default 10,000). */
  readonly timeoutMs?: number;
}

export interface Webhooks {
  /** Delivers a single event; a complete event is delivered unchanged with a new signature, like a retry. */
  send(event: EventName | PlatformEvent, options?: SendOptions): Promise<Sent>;
  /** The events of a call: those that it caused, then those that were sent by hand. */
  of(call: Pick<CallContext, 'id'>): readonly Sent[];
  /** What the integration shows for a call at `observe.callUrl`, with its id and all times replaced by a word. */
  stored(call: Pick<CallContext, 'id'>): Promise<State>;
}

const staleMs = 10 * 60 * 1000;

/** `calls` are those of the phone. */
export function openWebhooks(bench: Bench, calls: readonly Call[]): Webhooks {
  const byHand: Sent[] = [];

  function of({ id }: Pick<CallContext, 'id'>): readonly Sent[] {
    const caused = calls.filter((call) => call.id === id).flatMap(({ events }) => events);
    return [...caused, ...byHand.filter(({ event }) => event.call.id === id)];
  }

  /** Later than every event that its call has had. */
  function makeEvent(name: EventName, { call = {}, data }: SendOptions): PlatformEvent {
    const { id, applicationId, customerId, direction, from, to } = { ...bench.newCall(), ...call };
    const latest = of({ id }).map(({ event }) => Date.parse(event.created_at) + 1000);
    const startedAt = new Date(Math.max(now().getTime(), ...latest));
    const event = bench.eventsOf({ id, applicationId, customerId, direction, from, to }, startedAt)(name);
    return { ...event, data: { ...event.data, ...data } };
  }

  return {
    of,
    async send(what, options = {}) {
      assertSendable(bench, options);
      const event = typeof what === 'string' ? makeEvent(what, options) : what;
      const delivered = await bench.deliver(event, delivery(event, options)).catch((error: unknown) => {
        if (error instanceof KitFault) throw new Error(`MiniVoice sends no such event: ${error.message}.`);
        throw error;
      });
      const result = rememberRedactor(sentOf(event, delivered), bench.redactText);
      byHand.push(result);
      return result;
    },
    async stored({ id }) {
      if (!bench.options.observe) throw new Error('What is stored shows only with the option minivoice: { observe }.');
      return bench.observe(id);
    },
  };
}

function delivery(event: PlatformEvent, { unsigned, secret, tampered, stale, timeoutMs }: SendOptions): Delivery {
  const changed = { ...event, variables: { ...event.variables, tampered: 'true' } };
  return {
    ...(unsigned ? { secret: null } : secret !== undefined && { secret }),
    ...(tampered && { tamper: () => Buffer.from(JSON.stringify(changed)) }),
    ...(stale && { at: new Date(now().getTime() - staleMs) }),
    ...(timeoutMs !== undefined && { timeoutMs }),
  };
}

/** Without a secret nothing is signed, and a receiver that takes such a delivery is not wrong. */
function assertSendable({ options }: Bench, { unsigned, secret, tampered, stale }: SendOptions): void {
  if (!options.webhookUrl) throw new Error('A delivery needs the option minivoice: { webhookUrl }.');
  if (options.webhookSecret || !(unsigned || secret !== undefined || tampered || stale)) return;
  throw new Error('A delivery can only be wrongly signed with the option minivoice: { webhookSecret }.');
}
