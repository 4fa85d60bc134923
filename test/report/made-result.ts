import type { Measured, Outcome, Result, ResultHead } from '../../spec/index.ts';

/** Members of a result of any outcome; what goes together is for the test to say. */
export type Details = Partial<ResultHead & Measured> &
  Partial<Pick<Result, 'reason' | 'cause' | 'violations' | 'accepted' | 'assumptions' | 'ended' | 'exchanges'>>;

/** A result of that outcome. What it must have besides is made up unless given. */
export function madeResult(id: string, outcome: Outcome, details: Details = {}): Result {
  const head = { title: 'does what it should', clause: 'c', level: 'must', evidence: 'stated' } as const;
  const needed = {
    ...((outcome === 'not-applicable' || outcome === 'could-not-run') && { reason: 'no reason was given' }),
    ...(outcome === 'could-not-run' && { cause: { kind: 'unreachable' as const } }),
  };
  const source = 'https://doc.minivoice.eu/docs/applications/webhook-url';
  return { id, ...head, source, outcome, durationMs: 12, ...needed, ...details } as Result;
}
