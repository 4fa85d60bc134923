import type { Asked, Handler } from '../handler.ts';
import { problem } from '../problems.ts';
import { findCall } from './calls.ts';
import type { AiSection, StoredCall } from './records.ts';

/** The results that every call has, after the samples of the documentation. */
const results: Readonly<Record<AiSection, unknown>> = {
  transcription: {
    status: 'completed',
    language: 'en',
    full_text: 'Hello, I need help understanding my invoice.',
    segments: [{ speaker: 'caller', text: 'Hello, I need help understanding my invoice.', start_ms: 0, end_ms: 3200 }],
  },
  summary: {
    status: 'completed',
    summary: 'The caller asked why the latest invoice was higher than expected.',
    outcome: 'follow_up_needed',
    sentiment: 'neutral',
    action_items: ['Review the invoice and call the customer back'],
    key_points: ['Invoice question', 'Customer requested follow-up'],
  },
  score: {
    status: 'completed',
    total_score: 17,
    max_score: 20,
    percentage: 85,
    items: [
      {
        name: 'Greeting',
        score: 5,
        max_score: 5,
        reason: 'Agent greeted the caller clearly.',
        evidence: 'Thanks for calling support.',
      },
    ],
  },
  topics: [{ topic: 'Billing', raw_topic: 'billing issue', normalized_topic: 'Billing', confidence: 0.92 }],
};

const codes = {
  transcription: 'transcription_not_found',
  summary: 'ai_summary_not_found',
  score: 'ai_score_not_found',
  topics: 'ai_topics_not_found',
} as const;

/** A section that is not there yet is left out (Q102). */
export const getCallAi: Handler = (asked) => {
  const stored = findCall(asked);
  if (!stored) return problem('call_not_found');
  const { id, direction, from, to, status, duration_seconds } = stored.call;
  const call = { id, direction, from, to, status, ...(duration_seconds !== undefined && { duration_seconds }) };
  const sections = Object.entries(results).filter(([section]) => isReady(asked, stored, section as AiSection));
  return { shows: { data: { call, ...Object.fromEntries(sections) } } };
};

export const getCallTranscription: Handler = (asked) => read(asked, 'transcription');
export const getCallAiSummary: Handler = (asked) => read(asked, 'summary');
export const getCallAiScore: Handler = (asked) => read(asked, 'score');
export const getCallAiTopics: Handler = (asked) => read(asked, 'topics');

/** The documentation has only one code for a missing call and for a missing result (Q108). */
function read(asked: Asked, section: AiSection): ReturnType<Handler> {
  const stored = findCall(asked);
  if (!stored) return problem(codes[section]);
  const ready = isReady(asked, stored, section);
  // The other reading: the status says that the result is not there yet; the word is ours (Q103).
  if (!ready && (asked.readings.Q102 !== 'status' || section === 'topics')) return problem(codes[section]);
  if (section === 'topics') return { shows: { count: 1, data: results.topics } };
  return { shows: { data: ready ? results[section] : { status: 'processing' } } };
}

/** Results exist once the call has completed and its audio was processed; each miss is counted. */
function isReady({ world }: Asked, { call, ai, missed }: StoredCall, section: AiSection): boolean {
  if (call.status !== 'completed') return false;
  const state = ai?.[section] ?? world.switches.ai;
  if (typeof state === 'string') return state === 'present';
  const misses = missed.get(section) ?? 0;
  if (misses >= state.afterReads) return true;
  missed.set(section, misses + 1);
  return false;
}
