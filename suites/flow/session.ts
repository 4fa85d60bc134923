import type { Bench } from '../../platform/bench.ts';
import { playCall } from '../../platform/call/call.ts';
import type { CallContext } from '../../platform/events/events.ts';
import { gathered } from '../../platform/events/events.ts';
import { comparison } from '../preconditions/same-answer.ts';
import { plainAnswer, shownProblem } from '../preconditions/valid-answer.ts';
import { NotApplicable, type Requirement, Violation } from '../requirement.ts';

/** A number that is no more than this away from that of the next call is counted up. */
const nearest = 5;
/** Longer ones are times or random. */
const longest = 9;

export const sessionUnguessable: Requirement = {
  id: 'flow.session.unguessable',
  clause: 'flow-session-unguessable',
  title: 'does not let callers reach another call by guessing its number in a redirect URL',
  needs: ['answer', 'webhook'],
  assumes: ['Q1', 'Q2', 'Q29'],
  hint: 'Identify a session by the call id or by a random token, and refuse a session of another call.',
  async check(bench, note) {
    await plainAnswer(bench);
    const compare = await comparison(bench);
    const [victim, guesser] = [await beginCall(bench), await beginCall(bench)];
    if (!victim || !guesser) throw new NotApplicable('no call begins with a gather that a redirect follows');
    const number = countedUp(victim, guesser);
    if (!number) {
      note.cases = 1;
      return;
    }
    for (const key of ['1', '2']) {
      const [one, other] = [await beginCall(bench), await beginCall(bench)];
      const counted = one && other && countedUp(one, other);
      if (!one || !other || !counted) return;
      note.cases++;
      const nextEvent = bench.eventsOf(one.call);
      // These were delivered when the call began.
      nextEvent('call.created');
      nextEvent('call.answered');
      await bench.deliver(nextEvent('call.gathered', gathered({ digits: key, ending: 'enough' })));
      const ask = async (url: string, { call, method }: Begun) => {
        const answered = await bench.answer({ call, url, method });
        return { answered, text: compare(answered, call) };
      };
      const own = await ask(other.url, other);
      const guessed = await ask(counted, other);
      const due = await ask(one.url, one);
      if (shownProblem(guessed.answered) || guessed.text === own.text || guessed.text !== due.text) continue;
      throw new Violation('a session of another call to be refused', `what that call hears, behind ${counted}`, {
        exchanges: [own.answered.exchange, guessed.answered.exchange],
      });
    }
  },
};

interface Begun {
  readonly call: CallContext;
  readonly url: string;
  readonly method: string;
}

/** A new call at its first gather, and the URL of the redirect after it. */
async function beginCall(bench: Bench): Promise<Begun | undefined> {
  const call = bench.newCall();
  for await (const step of playCall(bench, call, [])) {
    const actions = step.kind === 'answer' ? (step.answered.judged?.actions ?? []) : [];
    if (!actions.some(({ name }) => name === 'gather')) continue;
    // The call stays at this place: no input, and no hang-up.
    const { url, method } = actions.find(({ name }) => name === 'redirect')?.parameters ?? {};
    return typeof url === 'string' ? { call, url, method: method === 'POST' ? 'POST' : 'GET' } : undefined;
  }
  return undefined;
}

/** The guesser's URL with the number of the call before in it; undefined where no number is counted up. */
function countedUp(before: Begun, next: Begun): string | undefined {
  const bare = ({ url, call: { id } }: Begun) =>
    [id, encodeURIComponent(id)]
      .reduce((text, each) => text.replaceAll(each, '<call>'), url)
      .split(/(?<!\d)(\d+)(?!\d)/);
  const [one, other] = [bare(before), bare(next)];
  if (one.length !== other.length) return undefined;
  const places = one.flatMap((piece, at) => (piece === other[at] ? [] : [at]));
  const [place] = places;
  if (place === undefined || places.length > 1) return undefined;
  const [low, high] = [one[place] ?? '', other[place] ?? ''];
  const isCounted =
    /^\d+$/.test(low + high) && high.length <= longest && Math.abs(Number(high) - Number(low)) <= nearest;
  if (!isCounted || next.call.id.includes(high)) return undefined;
  return other.with(place, low).join('').replaceAll('<call>', encodeURIComponent(next.call.id));
}
