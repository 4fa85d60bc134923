import { couldNotRun, type ReasonKind, type Result, type ResultHead } from '../../spec/index.ts';

/** How one test ended, in our words. */
export interface TestEnd {
  /** What the test runner says of it: `passed`, `failed`, `timedOut`, `interrupted` or `skipped`. */
  readonly status: string;
  readonly durationMs: number;
  /** What the test attached, when it came so far. */
  readonly attached?: string;
  readonly error?: string;
}

/** One result for every selected requirement, in their order; silence becomes could-not-run, never passed. */
export function collect(
  selected: readonly string[],
  metas: ReadonlyMap<string, ResultHead>,
  endings: ReadonlyMap<string, TestEnd>,
): Result[] {
  return selected.map((id) => {
    const meta = metas.get(id) ?? unknown(id);
    const ending = endings.get(id);
    if (!ending) return couldNotRun(meta, 'was selected but never reported', { kind: 'not-reported' });
    return resultOf(meta, ending);
  });
}

/** What the test attached, unless that cannot be trusted. */
export function resultOf(meta: ResultHead, ending: TestEnd): Result {
  const { durationMs } = ending;
  const silent = (reason: string, kind: ReasonKindWithoutData = causeOf(ending)): Result =>
    couldNotRun(meta, reason, { kind }, { durationMs });
  // An aborted check has seen the integration being stopped, whatever it attached.
  if (ending.attached === undefined || ending.status === 'interrupted') return silent(why(ending));
  const result = parseResult(ending.attached);
  if (result?.id !== meta.id) return silent('the result that the check left behind cannot be read', 'kit-fault');
  // What broke after the check had passed may have broken what it saw.
  if (result.outcome === 'passed' && ending.status !== 'passed') return silent(why(ending));
  return result;
}

/** The report's schema judges the whole of it later. */
function parseResult(text: string): Result | undefined {
  try {
    return JSON.parse(text) as Result;
  } catch {
    return undefined;
  }
}

type ReasonKindWithoutData = Exclude<ReasonKind, 'blocked' | 'ended'>;

function causeOf({ status }: TestEnd): ReasonKindWithoutData {
  return status === 'interrupted' ? 'interrupted' : 'undecided';
}

function why({ status, error }: TestEnd): string {
  const how: Readonly<Record<string, string>> = {
    passed: 'the check ended without a result',
    skipped: 'the check was skipped by the test runner',
    timedOut: 'the check did not end in time',
    interrupted: 'the run was interrupted',
  };
  const said = how[status] ?? 'the check crashed';
  return error === undefined ? said : `${said}: ${error}`;
}

/** A must, so that it cannot be overlooked. */
export function unknown(id: string): ResultHead {
  return {
    id,
    title: 'is not known to the suites',
    clause: 'unknown',
    level: 'must',
    evidence: 'stated',
    source: 'unknown',
  };
}
