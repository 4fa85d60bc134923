import type { Answered } from '../../platform/answer/answered.ts';
import type { AnswerRequest } from '../../platform/answer/caller.ts';
import type { Bench } from '../../platform/bench.ts';
import { obstacleIn } from '../../platform/call/playable.ts';
import type { CallContext } from '../../platform/events/events.ts';
import { type Seen, seenAnswers } from '../preconditions/sample-call.ts';
import { plainAnswer } from '../preconditions/valid-answer.ts';

/** Redirect URLs that are asked besides answer_url; the nearest. */
const maxRedirects = 4;

/** A URL of the integration that answers a call of which it knows nothing else. */
export interface Sink {
  /** Name in messages. */
  readonly name: string;
  /** The answer to a plain call. */
  readonly usual: Answered;
  /** Requests an answer for a new call, unless the request names one. */
  ask(request?: Partial<AnswerRequest>): Promise<Answered>;
}

/** answer_url, and each redirect URL that answers validly when its URL names a new call instead of the one that led there. */
export function sinksOf(bench: Bench): Promise<readonly Sink[]> {
  return bench.once('places', async () => {
    const usual = await plainAnswer(bench);
    const first: Sink = {
      name: 'answer_url',
      usual,
      ask: (request) => bench.answer({ call: bench.newCall(), ...request }),
    };
    const places = [first];
    const known = new Set<string>();
    for (const seen of await seenAnswers(bench)) {
      if (places.length > maxRedirects) break;
      if (seen.url === undefined || obstacleIn(seen.answered)) continue;
      const { origin, pathname } = new URL(seen.url);
      const name = (origin + pathname).replaceAll(encodeURIComponent(seen.call.id), '*');
      if (known.has(name)) continue;
      known.add(name);
      const place = redirected(bench, name, seen);
      const answered = await place.ask();
      if (!obstacleIn(answered)) places.push({ ...place, usual: answered });
    }
    return places;
  });
}

function redirected(bench: Bench, name: string, { url = '', call: before, answered }: Seen): Omit<Sink, 'usual'> {
  const { method } = answered.exchange.request;
  const urlFor = ({ id }: CallContext) =>
    url.replaceAll(before.id, id).replaceAll(encodeURIComponent(before.id), encodeURIComponent(id));
  return {
    name,
    ask(request = {}) {
      const call = request.call ?? bench.newCall();
      return bench.answer({ ...request, call, url: urlFor(call), method });
    },
  };
}
