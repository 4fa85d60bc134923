import { answerCalls } from './answer/calls.ts';
import { answerContent } from './answer/content.ts';
import { answerHttp } from './answer/http.ts';
import { answerIndependent } from './answer/independent.ts';
import { answerInput } from './answer/input.ts';
import { answerMembers } from './answer/members.ts';
import { answerRepeat } from './answer/repeat.ts';
import { answerSpeech } from './answer/speech.ts';
import { answerTime } from './answer/time.ts';
import { apiAfterwards } from './api/afterwards.ts';
import { apiBasics } from './api/basics.ts';
import { apiBranching } from './api/branching.ts';
import { apiErrors } from './api/errors.ts';
import { apiLater } from './api/later.ts';
import { apiRequests } from './api/requests.ts';
import { apiResponses } from './api/responses.ts';
import { fixture } from './fixture.ts';
import { flawed } from './flawed.ts';
import { flowCounts } from './flow/counts.ts';
import { flowEnd } from './flow/end.ts';
import { flowGather } from './flow/gather.ts';
import { flowLanguages } from './flow/languages.ts';
import { flowMedia } from './flow/media.ts';
import { flowMenus } from './flow/menus.ts';
import { flowNumbers } from './flow/numbers.ts';
import { flowOutbound } from './flow/outbound.ts';
import { flowRedirect } from './flow/redirect.ts';
import { flowRounds } from './flow/rounds.ts';
import { flowSecret } from './flow/secret.ts';
import { flowState } from './flow/state.ts';
import { flowWords } from './flow/words.ts';
import type { Mutant } from './mutant.ts';
import { readiness } from './readiness.ts';
import { webhookAck } from './webhook/ack.ts';
import { webhookBody } from './webhook/body.ts';
import { webhookClock } from './webhook/clock.ts';
import { webhookEvents } from './webhook/events.ts';
import { webhookHttp } from './webhook/http.ts';
import { webhookIds } from './webhook/ids.ts';
import { webhookKeys } from './webhook/keys.ts';
import { webhookLimits } from './webhook/limits.ts';
import { webhookOrder } from './webhook/order.ts';
import { webhookRepeat } from './webhook/repeat.ts';
import { webhookRetry } from './webhook/retry.ts';
import { webhookSignature } from './webhook/signature.ts';
import { webhookStored } from './webhook/stored.ts';
import { webhookTexts } from './webhook/texts.ts';
import { webhookVerified } from './webhook/verified.ts';

/** Every mutant, in the order of the requirements that they break. */
export const mutants: readonly Mutant[] = [
  ...answerHttp,
  ...answerContent,
  ...answerTime,
  ...answerRepeat,
  ...answerInput,
  ...answerMembers,
  ...answerCalls,
  ...answerIndependent,
  ...answerSpeech,
  ...flowGather,
  ...flowMenus,
  ...flowNumbers,
  ...flowCounts,
  ...flowOutbound,
  ...flowLanguages,
  ...flowRounds,
  ...flowRedirect,
  ...flowEnd,
  ...flowMedia,
  ...flowState,
  ...flowWords,
  ...flowSecret,
  ...webhookAck,
  ...webhookBody,
  ...webhookLimits,
  ...webhookSignature,
  ...webhookVerified,
  ...webhookRepeat,
  ...webhookOrder,
  ...webhookRetry,
  ...webhookHttp,
  ...webhookEvents,
  ...webhookClock,
  ...webhookKeys,
  ...webhookIds,
  ...webhookStored,
  ...webhookTexts,
  ...apiBasics,
  ...apiBranching,
  ...apiRequests,
  ...apiResponses,
  ...apiErrors,
  ...apiLater,
  ...apiAfterwards,
  ...readiness,
  ...fixture,
  flawed,
];
