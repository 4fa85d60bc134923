import { type GraphAction, type GraphNode, spokenBy } from '../../spec/index.ts';
import { escapeOnOneLine } from './text.ts';

/** What the caller hears of an action, if anything. */
export function heard(action: GraphAction): string | undefined {
  const text = spokenBy(action);
  return text === undefined ? undefined : value(text);
}

/** What an action does that is not heard. */
export function done({ name, parameters }: GraphAction): string {
  const of = (parameter: string): string => value(parameters[parameter] ?? '?');
  switch (name) {
    case 'say':
      return 'says nothing';
    case 'gather':
      return 'waits for keys';
    case 'transfer':
    case 'bridge':
      return `${name} to ${value(parameters.destination ?? parameters.to ?? '?')}`;
    case 'conference':
      return `conference ${of('room')}${parameters.mute === true ? ', muted' : ''}`;
    case 'redirect':
      return `goes on at ${of('url')}`;
    case 'send_digits':
      return `sends ${of('digits')}`;
    case 'start_stream':
      return `streams to ${of('stream_url')}`;
    case 'stop_stream':
      return 'stops streaming';
    case 'start_recording':
      return 'starts recording';
    case 'stop_recording':
      return 'stops recording';
    case 'hold':
    case 'resume':
    case 'mute':
    case 'unmute':
      return name;
  }
}

/** Why a node could not be played, in words. */
export function problemInWords({ problem }: GraphNode): string {
  if (!problem) return 'no valid answer';
  return escapeOnOneLine(`expected ${problem.expected}, got ${problem.actual}`);
}

/** Any value of a parameter as text that can be shown. */
export function value(of: unknown): string {
  return escapeOnOneLine(typeof of === 'string' ? of : (JSON.stringify(of) ?? String(of)));
}

const dial = [...'0123456789*#ABCD'];

/** Keys as a person would list them: `1, 3–9, *, #`. */
export function keysInWords(keys: readonly string[]): string {
  const places = [...new Set(keys)].map((key) => dial.indexOf(key)).sort((one, other) => one - other);
  const parts: string[] = [];
  for (let start = 0; start < places.length; ) {
    let end = start;
    while ((places[end] ?? 0) < 9 && places[end + 1] === (places[end] ?? 0) + 1) end++;
    const [first = '', last = ''] = [dial[places[start] ?? 0], dial[places[end] ?? 0]];
    if (end - start >= 2) parts.push(`${first}–${last}`);
    else parts.push(...places.slice(start, end + 1).map((place) => dial[place] ?? ''));
    start = end + 1;
  }
  return parts.join(', ');
}

export function isKey(input: string): boolean {
  return input.length === 1 && dial.includes(input);
}

/** Inputs in the order of a telephone's keys, then longer ones, then those that end in waiting or in hanging up. */
export function byInput(one: string | null, other: string | null): number {
  return rank(one) - rank(other) || (text(one) < text(other) ? -1 : text(one) > text(other) ? 1 : 0);
}

function rank(input: string | null): number {
  if (input === null) return -1;
  if (isKey(input)) return dial.indexOf(input);
  return input.endsWith('hangup') ? 102 : input.endsWith('wait') ? 101 : 100;
}

function text(input: string | null): string {
  return input ?? '';
}
