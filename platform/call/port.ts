import type { BenchOptions } from '../../spec/index.ts';
import type { Answered } from '../answer/answered.ts';
import type { AnswerRequest } from '../answer/caller.ts';
import type { CallContext, eventsOf, PlatformEvent } from '../events/events.ts';
import type { Delivered, Delivery } from '../webhook/delivery.ts';

/** What a call needs of the world to be played. */
export interface CallPort {
  readonly options: Pick<BenchOptions, 'answerUrl' | 'webhookUrl' | 'readings'>;
  /** Requests an answer from the integration. */
  answer(request: AnswerRequest): Promise<Answered>;
  /** Delivers an event to the integration. */
  deliver(event: PlatformEvent | Buffer, how?: Delivery): Promise<Delivered>;
  /** The events of a call, one after another; see `eventsOf`. */
  eventsOf(call: CallContext, startedAt?: Date): ReturnType<typeof eventsOf>;
}
