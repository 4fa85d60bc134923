import type { Action, Call, EventName } from '../../spec/index.ts';
import type { Answered } from '../answer/answered.ts';
import type { PlatformEvent } from '../events/events.ts';
import type { Gathering } from '../events/gathering.ts';
import type { Dial, DialOutcome, Move } from '../script.ts';
import type { Delivered } from '../webhook/delivery.ts';

/** What happened in a call, in order. `at` is the virtual time: seconds since the call was created. */
export type Step = { readonly at: number } & (
  | { readonly kind: 'answer'; readonly answered: Answered; readonly url: string | undefined }
  | { readonly kind: 'action'; readonly action: Action; readonly index: number }
  /** Nothing is heard by a caller on hold. */
  | { readonly kind: 'hears'; readonly text: string; readonly seconds: number; readonly held: boolean }
  | { readonly kind: 'press'; readonly move: Move; readonly gathering: Gathering; readonly action: Action }
  | { readonly kind: 'dial'; readonly dial: Dial; readonly reach: DialOutcome }
  | { readonly kind: 'joins'; readonly room: string }
  /** `attempt` is 1 where the event is delivered for the first time. */
  | {
      readonly kind: 'event';
      readonly event: PlatformEvent<EventName>;
      readonly delivered: Delivered;
      readonly attempt: number;
    }
  /** A redirect to a host other than the target's, which never gets a request. */
  | { readonly kind: 'elsewhere'; readonly url: string }
  /** More redirects in a row than `limit`, without a gather between them. */
  | { readonly kind: 'loop'; readonly url: string; readonly limit: number }
  | { readonly kind: 'end'; readonly by: Ending; readonly event: EventName }
);

/** Why a call ended. */
export type Ending = NonNullable<Call['ended']['by']>;
