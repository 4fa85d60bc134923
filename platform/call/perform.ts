import { type Action, connects, targetsOf } from '../../spec/index.ts';
import { gathered } from '../events/events.ts';
import { gathering } from '../events/gathering.ts';
import type { Dial } from '../script.ts';
import type { Line } from './line.ts';
import { mediaAfter } from './media.ts';
import { spokenSeconds, spokenText, spokenWithin } from './speech.ts';
import type { Ending, Step } from './step.ts';

/** What an action does to the list: it ends the call, asks for another answer, or (neither) lets the next one run. */
interface Performed {
  readonly ending?: Ending;
  readonly redirect?: Action;
  /** What a gather collected. */
  readonly digits?: string;
}

type Performance = AsyncGenerator<Step, Performed, undefined>;

/** Virtual seconds; ours, nothing is documented. */
const ringing = 3;
const unanswered = 20;
const conversation = 30;
const tone = 0.1;
/** What the letters of send_digits wait (Q34). */
const pauses: Readonly<Record<string, number>> = { w: 0.5, W: 1, ',': 1 };

const hungUp: Performed = { ending: 'caller hung up' };

/** Runs one action with its documented effect on the call. */
export async function* perform(line: Line, action: Action): Performance {
  const { name, parameters } = action;
  const text = spokenText(action);
  if (text !== '') {
    const whole = spokenSeconds(text);
    const seconds = Math.min(whole, line.left());
    const heard = seconds < whole ? spokenWithin(text, seconds) : text;
    yield { at: line.at, kind: 'hears', text: heard, seconds, held: line.media.held };
    if (!(yield* line.pass(seconds))) return hungUp;
  }
  if (name === 'redirect') return { redirect: action };
  if (name === 'gather') return yield* gather(line, action);
  if (name === 'conference') {
    yield { at: line.at, kind: 'joins', room: String(parameters.room) };
    return { ending: yield* talk(line) };
  }
  if (connects(name)) {
    const ending = yield* dial(line, { by: name, destination: String(targetsOf(action)[0]) });
    return { ending: ending ?? (yield* talk(line)) };
  }
  if (name === 'send_digits' && !(yield* line.pass(toneSeconds(parameters)))) return hungUp;
  yield* recordingEvent(line, action);
  line.media = mediaAfter(line.media, action);
  return {};
}

/** Dials a leg; returns how the call ended, unless it was answered. A caller that hangs up while it rings cancels it. */
export async function* dial(line: Line, leg: Dial): AsyncGenerator<Step, Ending | undefined, undefined> {
  const reach = (await line.caller.atDial?.(leg)) ?? 'answers';
  const stays = yield* line.pass(reach === 'unanswered' ? unanswered : ringing);
  yield { at: line.at, kind: 'dial', dial: leg, reach: stays ? reach : 'canceled' };
  const outbound = leg.by === 'outbound';
  if (!stays || reach === 'canceled') return outbound ? 'canceled' : 'caller hung up';
  if (reach === 'answers') return undefined;
  return outbound ? 'callee not reached' : 'target not reached';
}

async function* talk(line: Line): AsyncGenerator<Step, Ending, undefined> {
  await line.caller.whileConnected?.();
  return (yield* line.pass(conversation)) ? 'conversation over' : 'caller hung up';
}

async function* gather(line: Line, action: Action): Performance {
  const turn = line.turns++;
  const move = await line.caller.atGather(action, turn);
  const result = gathering(action.parameters, move, line.left());
  const gone = result.ending === 'hang-up';
  yield* line.pass(result.seconds);
  yield { at: line.at, kind: 'press', move, gathering: result, action };
  if (!gone || line.readings.Q27 !== 'no-event') {
    const event = line.nextEvent('call.gathered', gathered(result, action.parameters, line.readings));
    const { lateFrom = Number.POSITIVE_INFINITY } = line.options;
    if (line.readings.Q29 === 'redirect-first' || turn >= lateFrom) line.late.push(event);
    else yield* line.deliver(event, line.options.gatheredTimes);
  }
  return gone ? hungUp : { digits: result.digits };
}

/** A second start changes nothing (Q36); a stop without a start fails (Q39). */
async function* recordingEvent(line: Line, { name }: Action): AsyncGenerator<Step, void, undefined> {
  const { recording } = line.media;
  if (name === 'start_recording' && !recording) yield* line.deliver(line.nextEvent('recording.started'));
  if (name !== 'stop_recording') return;
  if (recording) yield* line.deliver(line.nextEvent('recording.completed'));
  else if (line.readings.Q39 !== 'no-event') yield* line.deliver(line.nextEvent('recording.failed'));
}

function toneSeconds({ digits, pause_before_ms: pause }: Readonly<Record<string, unknown>>): number {
  const tones = [...String(digits)].reduce((sum, key) => sum + (pauses[key] ?? tone), 0);
  return tones + (typeof pause === 'number' ? pause / 1000 : 0);
}
