import type { Received } from '../../../platform/http/client.ts';
import type { RequirementId } from '../../../spec/index.ts';
import type { HeardExchange } from '../../listen/exchange.ts';

/** One exchange with the integration, either way; nothing is hidden in it yet. */
export interface KeptExchange extends HeardExchange {
  /** The integration asked the API. */
  readonly isApi: boolean;
  readonly operation?: string;
  /** From 1; only of events that the kit sent by itself. */
  readonly attempt?: number;
  /** How it was changed before it was sent again. */
  readonly change?: string;
  /** What sent it, unless somebody did: the requirement that was checked, `replay`, `exploration` or `probe`. */
  readonly by?: string;
}

/** What is known of an exchange before it is judged. */
export interface Sent {
  readonly exchange: Received;
  readonly resentFrom?: number;
  readonly change?: string;
  readonly by?: string | undefined;
  /** It must be refused: the requirement that says so. */
  readonly refusedBy?: RequirementId;
  /** Whether it must be acknowledged; what somebody edited may be refused for good reasons. */
  readonly mustAcknowledge: boolean;
}
