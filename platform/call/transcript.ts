import { type Action, type Call, isSuccess } from '../../spec/index.ts';
import type { Ending, Step } from './step.ts';

/** One line of a conversation. `caller`: what the people on the line hear and do. `call`: what becomes of the call. `wire`: a request or an event. */
export type TranscriptLine = Call['transcript'][number];

/** A call in words, in order: `hears "Press 1 for sales."`, `presses 1`, `call.gathered is acknowledged (204, 3 ms)`. */
export function transcript(steps: readonly Step[]): readonly TranscriptLine[] {
  return steps.flatMap((step) => linesOf(step).map(([of, text]) => ({ at: step.at, of, text })));
}

/** What the caller notices, without the requests. */
export function conversation(steps: readonly Step[]): readonly string[] {
  return transcript(steps).flatMap(({ of, text }) => (of === 'wire' ? [] : [text]));
}

type Said = readonly [of: TranscriptLine['of'], text: string];

function linesOf(step: Step): readonly Said[] {
  switch (step.kind) {
    case 'answer':
      return [['wire', answerInWords(step.answered.exchange, step.url)]];
    case 'action':
      return done(step.action);
    case 'hears':
      return [['caller', step.held ? `hears nothing while on hold: ${quote(step.text)}` : `hears ${quote(step.text)}`]];
    case 'press':
      return pressed(step);
    case 'dial':
      return [['call', dialInWords(step)]];
    case 'joins':
      return [['call', `is in the conference ${quote(step.room)}`]];
    case 'event':
      return [['wire', `${numbered(step)} ${acknowledged(step.delivered.exchange)}`]];
    case 'elsewhere':
      return [['call', `is redirected to another host, which is not asked: ${step.url}`]];
    case 'loop':
      return [['call', `is redirected in a loop: ${step.limit} redirects in a row, the next to ${step.url}`]];
    case 'end':
      return [['call', `the call ends: ${endings[step.by]} (${step.event})`]];
  }
}

const endings: Readonly<Record<Ending, string>> = {
  'actions done': 'there is nothing left to do',
  'caller hung up': 'the caller hangs up',
  'conversation over': 'the conversation is over',
  'target not reached': 'nobody is reached',
  'callee not reached': 'nobody is reached',
  canceled: 'it is given up before anybody answers',
  'no valid answer': 'there is no valid answer',
  'redirected too often': 'it is redirected in a loop',
  'redirected elsewhere': 'what follows is not known',
};

/** Actions of which the caller hears or presses something have steps of their own. */
function done({ name, parameters }: Action): readonly Said[] {
  switch (name) {
    case 'hold':
      return [['caller', 'is put on hold']];
    case 'resume':
      return [['caller', 'is taken off hold']];
    case 'mute':
      return [['call', `audio is muted: ${String(parameters.direction)}`]];
    case 'unmute':
      return [['call', `audio is unmuted: ${String(parameters.direction)}`]];
    case 'send_digits':
      return [['call', `tones are sent: ${String(parameters.digits)}`]];
    case 'start_recording':
      return [['call', 'recording starts']];
    case 'stop_recording':
      return [['call', 'recording stops']];
    case 'start_stream':
      return [['call', `audio is streamed to ${String(parameters.stream_url)}`]];
    case 'stop_stream':
      return [
        ['call', `streaming stops${parameters.stream_url === undefined ? '' : ` to ${String(parameters.stream_url)}`}`],
      ];
    case 'say':
    case 'gather':
    case 'redirect':
    case 'transfer':
    case 'bridge':
    case 'conference':
      return [];
  }
}

function pressed({ gathering }: Extract<Step, { kind: 'press' }>): readonly Said[] {
  const { heard } = gathering;
  const lines: Said[] = heard === '' ? [] : [['caller', `presses ${heard}`]];
  if (gathering.unheard !== '') lines.push(['caller', `presses ${gathering.unheard}, after the gather had ended`]);
  const silent = Math.round(gathering.silentSeconds);
  if (gathering.ending === 'hang-up') lines.push(['caller', 'hangs up']);
  else if (silent > 0)
    lines.push(['caller', `presses nothing${heard === '' ? '' : ' more'} and hears nothing for ${silent} s`]);
  return lines;
}

function dialInWords({ dial, reach }: Extract<Step, { kind: 'dial' }>): string {
  const to = dial.by === 'outbound' ? dial.destination : `${dial.destination} (${dial.by})`;
  if (reach === 'answers') return dial.by === 'outbound' ? `${to} answers` : `is connected to ${to}`;
  return reach === 'canceled'
    ? `the call to ${to} is given up`
    : `${to} ${reach === 'busy' ? 'is busy' : reach === 'failed' ? 'cannot be reached' : 'does not answer'}`;
}

type WireExchange = Extract<Step, { kind: 'answer' }>['answered']['exchange'];

function answerInWords({ request, response, failure, durationMs }: WireExchange, url: string | undefined): string {
  const what = url === undefined ? 'answer_url' : request.url;
  const outcome = response ? `${response.status}` : (failure?.message ?? 'no response');
  return `${request.method} ${what}: ${outcome} after ${Math.round(durationMs)} ms`;
}

/** The name of an event, with the number of a further attempt. */
function numbered({ event, attempt }: Pick<Extract<Step, { kind: 'event' }>, 'event' | 'attempt'>): string {
  return attempt === 1 ? event.event : `${event.event}, attempt ${attempt},`;
}

function acknowledged({ response, failure, durationMs }: WireExchange): string {
  const took = `after ${Math.round(durationMs)} ms`;
  if (!response) return `is not acknowledged: ${failure?.message ?? 'no response'} ${took}`;
  const good = isSuccess(response.status);
  return `is ${good ? 'acknowledged' : 'not acknowledged'}: ${response.status} ${took}`;
}

function quote(text: string): string {
  return JSON.stringify(text);
}
