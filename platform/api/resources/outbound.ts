import type { EventName } from '../../../spec/index.ts';
import { playCall } from '../../call/call.ts';
import type { CallPort } from '../../call/port.ts';
import { pause, within } from '../../clock.ts';
import type { CallContext, PlatformEvent } from '../../events/events.ts';
import { magicNumbers } from './magic.ts';
import { endRecording, runningRecording, startRecording } from './recordings.ts';
import type { Call, CallStatus, Recording } from './records.ts';
import type { World } from './world.ts';

/** Plays calls that were created by REST against the integration. A problem there ends the call, and is no error of the API. */
export interface Outbound {
  /** Resolves once the call has ended and its events were delivered. */
  place(call: Call): Promise<void>;
  /** A recording was started or stopped by REST: sends the event. */
  record(recording: Recording): void;
  /** Waits until the calls under way have ended, for a moment. */
  ended(): Promise<void>;
  /** Aborts all running calls. */
  close(): Promise<void>;
}

type NextEvent = (name: EventName, data?: Readonly<Record<string, unknown>>, at?: number) => PlatformEvent<EventName>;

const statuses: Partial<Readonly<Record<string, CallStatus>>> = {
  'call.answered': 'in_progress',
  'call.completed': 'completed',
  'call.failed': 'failed',
  'call.canceled': 'canceled',
};

export function outboundCalls(port: CallPort, world: World): Outbound {
  const { answerUrl, webhookUrl } = port.options;
  const stories = new Map<string, NextEvent>();
  const going = new Set<Promise<void>>();
  let closed = false;

  function run(work: () => Promise<void>): Promise<void> {
    const done = work()
      // The target is gone, or the bench was closed; requirements that need either say so themselves.
      .catch(() => undefined)
      .finally(() => going.delete(done));
    going.add(done);
    return done;
  }

  async function play(call: Call): Promise<void> {
    const { reach = 'answers', stays = false } = magicNumbers[call.to] ?? {};
    const watched = watching(port, world, call, stays, (nextEvent) => stories.set(call.id, nextEvent));
    const options = { record: call.metadata?.record === true };
    for await (const _ of playCall(watched, contextOf(call), [reach], options)) {
      if (closed || !world.calls.has(call.id)) return;
    }
    const running = runningRecording(world, call.id);
    // Begun by REST, so that the call did not know of it.
    if (running && !stays) await notify(endRecording(world, running, 'completed'));
  }

  async function notify({ call_id, status }: Recording): Promise<void> {
    const nextEvent = stories.get(call_id);
    if (nextEvent && webhookUrl && !closed) await port.deliver(nextEvent(`recording.${status}`));
  }

  return {
    async place(call) {
      // Applications that were created by REST have endpoints of their own, which are not the target's.
      if (closed || !world.switches.playsCalls || !(answerUrl || webhookUrl) || call.answer_url !== answerUrl) return;
      const { beginsAfterMs } = world.switches;
      await run(async () => {
        try {
          if (beginsAfterMs > 0) await pause(beginsAfterMs);
          await play(call);
        } finally {
          if (!stayed(call)) world.advance(call.id, 'failed');
        }
      });
    },
    record: (recording) => void run(() => notify(recording)),
    async ended() {
      await within(Promise.allSettled([...going]), 2_000);
    },
    async close() {
      closed = true;
      await within(Promise.allSettled([...going]), 1_000);
    },
  };
}

function stayed({ to, status }: Call): boolean {
  return magicNumbers[to]?.stays === true && status === 'in_progress';
}

function contextOf({ id, application_id, customer_id, direction, from, to }: Call): CallContext {
  return { id, applicationId: application_id, customerId: customer_id, direction, from, to };
}

/** The port, with the state of the call kept right before each event leaves it. A call that stays on the line gets no final event. */
function watching(
  port: CallPort,
  world: World,
  call: Call,
  stays: boolean,
  opened: (nextEvent: NextEvent) => void,
): CallPort {
  let answeredAt = 0;
  const isEnd = (name: string) => name !== 'call.answered' && statuses[name] !== undefined;
  return {
    options: port.options,
    eventsOf(context, startedAt) {
      const nextEvent = port.eventsOf(context, startedAt);
      const watched: NextEvent = (name, data, at = 0) => {
        if (name === 'call.answered') answeredAt = at;
        const status = statuses[name];
        if (status && !(stays && isEnd(name))) world.advance(call.id, status, Math.round(at - answeredAt));
        const running = runningRecording(world, call.id);
        if (name === 'recording.started') startRecording(world, call);
        if (name === 'recording.completed' && running) endRecording(world, running, 'completed');
        return nextEvent(name, data, at);
      };
      opened(watched);
      return watched;
    },
    answer: port.options.answerUrl ? port.answer : nothingToDo,
    deliver: async (event, how) =>
      stays && !Buffer.isBuffer(event) && isEnd(event.event) ? undelivered : port.deliver(event, how),
  };
}

const nowhere = { request: { method: 'GET', url: '', headers: {} }, durationMs: 0 };
const undelivered = { exchange: nowhere, status: undefined };

/** What an integration without an answer_url says. */
const nothingToDo: CallPort['answer'] = async () => {
  const exchange = { ...nowhere, bytes: Buffer.from('{"actions":[]}') };
  return { exchange, status: 200, judged: { actions: [], findings: [] } };
};
