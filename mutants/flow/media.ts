import type { Mutant } from '../mutant.ts';

const stream = { stream_url: 'wss://media.example.com/minivoice', track: 'both' };
const goodbye = { say: { text: 'Goodbye.' } };

/** The reference, with another answer for callers who make no choice. */
function otherwise(...actions: readonly unknown[]): Mutant['change'] {
  return (reference) => ({
    ...reference,
    menu: (digits, ...rest) => (digits === '1' || digits === '2' ? reference.menu(digits, ...rest) : { actions }),
  });
}

export const flowMedia: readonly Mutant[] = [
  {
    name: 'flow-stops-no-recording',
    breaks: ['flow.recording.paired'],
    does: 'stops a recording that was never started.',
    change: otherwise({ stop_recording: {} }, goodbye),
  },
  {
    name: 'flow-records-twice',
    breaks: ['flow.recording.paired'],
    does: 'starts a recording at each answer, also when the caller is asked again.',
    change: (reference) => ({
      ...reference,
      answer(context, environment) {
        const { actions } = reference.answer(context, environment) as { actions: readonly unknown[] };
        return { actions: [{ start_recording: {} }, ...actions] };
      },
      menu(digits, context, environment) {
        return digits === '9' ? this.answer(context, environment) : reference.menu(digits, context, environment);
      },
    }),
  },
  {
    name: 'flow-stops-other-stream',
    breaks: ['flow.stream.paired'],
    does: 'stops another stream than it started.',
    change: otherwise({ start_stream: stream }, goodbye, {
      stop_stream: { ...stream, stream_url: 'wss://media.example.com/other' },
    }),
  },
  {
    name: 'flow-stops-other-track',
    breaks: ['flow.stream.paired'],
    does: 'stops another track than it started.',
    change: otherwise({ start_stream: stream }, goodbye, { stop_stream: { ...stream, track: 'inbound' } }),
  },
  {
    name: 'flow-resumes-first',
    breaks: ['flow.media.in-order'],
    does: 'resumes a call that was not on hold.',
    change: otherwise({ resume: {} }, goodbye),
  },
  {
    name: 'flow-talks-on-hold',
    breaks: ['flow.media.in-order'],
    does: 'speaks to a caller who is on hold.',
    change: otherwise({ hold: {} }, goodbye),
  },
  {
    name: 'flow-unmutes-other-way',
    breaks: ['flow.media.in-order'],
    does: 'mutes one direction and unmutes the other.',
    change: otherwise({ mute: { direction: 'read' } }, { unmute: { direction: 'write' } }, goodbye),
  },
];
