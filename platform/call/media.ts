import type { Action } from '../../spec/index.ts';

/** What is switched on in a call. */
export interface Media {
  readonly recording: boolean;
  readonly held: boolean;
  readonly muted: 'no' | 'read' | 'write' | 'both';
  /** `stream_url` and track, joined by a space. */
  readonly streams: readonly string[];
}

export const silentMedia: Media = { recording: false, held: false, muted: 'no', streams: [] };

/** The media of a call after an action; what the action cannot do changes nothing (Q36, Q39, Q42). */
export function mediaAfter(media: Media, { name, parameters }: Pick<Action, 'name' | 'parameters'>): Media {
  switch (name) {
    case 'start_recording':
      return { ...media, recording: true };
    case 'stop_recording':
      return { ...media, recording: false };
    case 'hold':
      return { ...media, held: true };
    case 'resume':
      return { ...media, held: false };
    case 'mute':
      return { ...media, muted: muted(media.muted, String(parameters.direction)) };
    case 'unmute':
      return { ...media, muted: unmuted(media.muted, String(parameters.direction)) };
    case 'start_stream':
      return { ...media, streams: [...new Set([...media.streams, streamName(parameters)])].sort() };
    case 'stop_stream':
      return { ...media, streams: media.streams.filter((stream) => !stops(parameters, stream)) };
    case 'say':
    case 'gather':
    case 'send_digits':
    case 'redirect':
    case 'transfer':
    case 'bridge':
    case 'conference':
      return media;
  }
}

/** Whether a stop_stream with these parameters stops a stream: each field that is given must match. */
export function stops(parameters: Readonly<Record<string, unknown>>, stream: string): boolean {
  const [url, track] = stream.split(' ');
  const { stream_url: stopUrl, track: stopTrack } = parameters;
  return (stopUrl === undefined || stopUrl === url) && (stopTrack === undefined || track === '' || stopTrack === track);
}

function streamName({ stream_url: url, track }: Readonly<Record<string, unknown>>): string {
  return `${String(url)} ${typeof track === 'string' ? track : ''}`;
}

function muted(before: Media['muted'], direction: string): Media['muted'] {
  if (direction !== 'read' && direction !== 'write') return 'both';
  return before === 'no' || before === direction ? direction : 'both';
}

function unmuted(before: Media['muted'], direction: string): Media['muted'] {
  if (direction === 'both' || before === direction) return 'no';
  if (before !== 'both') return before;
  return direction === 'read' ? 'write' : 'read';
}
