import type { Report as Document, ReportResult } from '../generated/kit.ts';

export type Level = ReportResult['level'];
export type Evidence = ReportResult['evidence'];

export type Outcome = ReportResult['outcome'];
export type Verdict = Document['verdict'];

export type ReportedViolation = NonNullable<ReportResult['violations']>[number];

/** What makes one case again. Its path is fast-check's to the shrunk case, as `12:0:3`; the first number is that of the case. */
export type Reproduction = NonNullable<ReportedViolation['reproduction']>;

/** What is known of a requirement before it has run. */
export type ResultHead = Pick<ReportResult, 'id' | 'title' | 'clause' | 'level' | 'evidence' | 'source'>;

export type Measured = Pick<ReportResult, 'durationMs' | 'cases' | 'slice' | 'seen' | 'fixed'>;

/** What only some outcomes have. */
type Details = Omit<ReportResult, keyof ResultHead | keyof Measured | 'outcome'>;

/** Results of some outcomes: what they always have and what they may have. The rest is spelled out, so that it can be read of any result. */
type Having<Of extends Outcome, Always extends keyof Details = never, Perhaps extends keyof Details = never> = {
  readonly outcome: Of;
} & Required<Pick<Details, Always>> &
  Pick<Details, Perhaps> & { readonly [Name in Exclude<keyof Details, Always | Perhaps>]?: undefined };

export type Passed = Having<'passed'>;
/** `failed` for a must, `warned` for a should or a may. */
export type Broken = Having<'failed' | 'warned', 'violations', 'assumptions' | 'accepted'>;
export type NotApplicableResult = Having<'not-applicable', 'reason'>;
/** `reason` in words, `cause` as data. Reports of version 0.1.0 lack the cause: `reporters/run/older-report.ts` adds it. */
export type CouldNotRun = Having<'could-not-run', 'reason' | 'cause', 'ended' | 'exchanges'>;

/** How one requirement came out. */
export type Result = ResultHead & Measured & (Passed | Broken | NotApplicableResult | CouldNotRun);

export type Counts = Document['counts'];

/** One run, as written to `report.json`. */
export type Report = Omit<Document, 'results' | 'notScored'> & {
  readonly results: readonly Result[];
  /** Requirements of later versions than `run.contract`: they ran, and count for nothing. */
  readonly notScored?: readonly Result[];
};

/** Why the verdict passes over a failure, on whose word, and until when: the last day, by UTC. */
export type Acceptance = NonNullable<ReportResult['accepted']>;

/** An entry of the baseline, and where it stands: `baseline.yaml:4`. */
export type BaselineEntry = Acceptance & { readonly id: string; readonly where: string };

/** An entry of the baseline that no longer holds: the requirement is met, or the date has passed. */
export type Overdue = NonNullable<Document['overdue']>[number];
