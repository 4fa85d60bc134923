import { providerId } from '../../events/provider-id.ts';
import type { Handler } from '../handler.ts';
import { problem } from '../problems.ts';
import { findCall } from './calls.ts';
import { timeText } from './ids.ts';
import type { Call, Recording } from './records.ts';
import { hasEnded, type World } from './world.ts';

/** `start` unless said otherwise; a start while recording changes nothing (Q101). */
export const controlRecording: Handler = (asked) => {
  const { world, body, nextEvent } = asked;
  const action = body.action === 'stop' ? 'stop' : 'start';
  const stored = findCall(asked);
  if (!stored || hasEnded(stored.call)) return problem('active_call_not_found');
  const { call, recordingFails } = stored;
  if (call.provider_call_id === undefined) {
    // Taken to mean "not yet", so that the next attempt works (Q101).
    call.provider_call_id = providerId(call.id);
    return problem('call_uuid_missing');
  }
  const running = runningRecording(world, call.id);
  if (action === 'stop' && !running) return problem('recording_not_started');
  if (recordingFails === action || !world.switches[action === 'start' ? 'recordingStarts' : 'recordingStops']) {
    return problem(action === 'start' ? 'recording_start_failed' : 'recording_stop_failed');
  }
  const { id: call_id, provider_call_id } = call;
  const recording =
    action === 'stop' && running ? endRecording(world, running, 'completed') : startRecording(world, call);
  const shows = { data: { call_id, provider_call_id, action, recording } };
  return recording === running ? { shows } : { shows, afterwards: () => nextEvent.recorded(recording) };
};

/** Said to exist; path and shape are ours (Q99). */
export const listRecordings: Handler = (asked) => {
  const stored = findCall(asked);
  if (!stored) return problem('call_not_found');
  const recording = asked.world.recordings.get(recordingId(stored.call.id));
  return { shows: { data: recording ? [recording] : [], count: recording ? 1 : 0 } };
};

/** Said to exist; path, shape and code are ours (Q99, Q108). */
export const getRecording: Handler = ({ world, application, path: { id = '' } }) => {
  const recording = world.recordings.get(id);
  if (recording?.application_id !== application.id) return problem('not_found', 'recording not found');
  return { shows: recording };
};

/** A call has at most one recording, whose id is taken from the sample (Q100). */
function recordingId(callId: string): string {
  return `rec_${callId}`;
}

/** Starts a recording; a running one continues. */
export function startRecording(world: World, call: Call): Recording {
  const running = runningRecording(world, call.id);
  if (running) return running;
  const { id: call_id, customer_id, application_id, provider_call_id } = call;
  const at = timeText(world.now());
  const recording: Recording = {
    id: recordingId(call.id),
    call_id,
    customer_id,
    application_id,
    ...(provider_call_id !== undefined && { provider_call_id }),
    status: 'started',
    storage_type: 'local',
    file_url: '',
    duration_seconds: 0,
    size_bytes: 0,
    created_at: at,
    updated_at: at,
  };
  world.put({ recording });
  return recording;
}

/** Ends a recording that is running; how long it is, is made up. */
export function endRecording(world: World, running: Recording, status: 'completed' | 'failed'): Recording {
  const content = status === 'completed' ? { duration_seconds: 12, size_bytes: 96_000 } : {};
  const recording: Recording = { ...running, ...content, status, updated_at: timeText(world.now()) };
  world.put({ recording });
  return recording;
}

/** The recording of a call that is going on. */
export function runningRecording(world: World, callId: string): Recording | undefined {
  const recording = world.recordings.get(recordingId(callId));
  return recording?.status === 'started' ? recording : undefined;
}
