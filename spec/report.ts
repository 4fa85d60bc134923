import type { Exchange } from './exchange.ts';
import type { Graph } from './graph.ts';
import type { PlayedEnd } from './played.ts';
import type { Slice } from './slice.ts';

export type Level = 'must' | 'should' | 'may';
export type Evidence = 'stated' | 'example' | 'practice';

export type Outcome = 'passed' | 'failed' | 'warned' | 'not-applicable' | 'could-not-run';
export type Verdict = 'conformant' | 'nonconformant' | 'incomplete';

export interface ReportedViolation {
  readonly expected: string;
  readonly actual: string;
  /** A place: a JSON pointer into the answer, a header, a path of the state. */
  readonly where?: string;
  readonly hint?: string;
  readonly exchanges: readonly Exchange[];
  /** The command that runs exactly this case again. */
  readonly replay: string;
  /** The call that shows it: what the caller hears and does, in words, and the command that plays it. */
  readonly conversation?: {
    readonly lines: readonly string[];
    readonly path?: readonly string[];
    readonly replay: string;
  };
}

/** What is known of a requirement before it has run. */
export interface ResultHead {
  readonly id: string;
  readonly title: string;
  readonly clause: string;
  readonly level: Level;
  readonly evidence: Evidence;
  readonly source: string;
}

export interface Result extends ResultHead {
  readonly outcome: Outcome;
  /** Why it is not applicable or could not run. */
  readonly reason?: string;
  readonly durationMs: number;
  /** It could not run because the process that the kit had started ended by itself. */
  readonly ended?: true;
  /** Where it could not run: the first request that got no complete response, or none but errors from then on. */
  readonly exchanges?: readonly Exchange[];
  /** Generated cases that were run. */
  readonly cases?: number;
  /** Of the cases or of the call flow, where several machines divide them. */
  readonly slice?: Slice;
  /** What the check saw, where passing says less than that: the end of a certificate, a measured time. */
  readonly seen?: string;
  /** Question numbers that a failed or warned result rests on, as `Q1=get-then-post`. */
  readonly assumptions?: readonly string[];
  readonly accepted?: Acceptance;
  readonly violations?: readonly ReportedViolation[];
  /** Folders of counterexamples, kept by an earlier run, that break it no longer. */
  readonly fixed?: readonly string[];
}

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly warned: number;
  readonly notApplicable: number;
  readonly couldNotRun: number;
}

/** One run, as written to `report.json`. */
export interface Report {
  readonly kit: { readonly version: string };
  readonly spec: { readonly version: string };
  readonly run: {
    readonly seed: number;
    readonly startedAt: string;
    readonly durationMs: number;
    readonly command: string;
    readonly shard?: Slice;
    /** Ids of all that was selected, in order, over all shards; there in a shard alone. */
    readonly selected?: readonly string[];
    /** The command that plays one call against the same integration. */
    readonly callCommand?: string;
    /** Every open question with the reading of this run. */
    readonly assumptions?: Readonly<Record<string, string>>;
    readonly environment?: { readonly node: string; readonly platform: string };
    /** What `--fail-on` said; `must` where it is missing. */
    readonly failOn?: 'must' | 'should';
    /** What `--min-coverage` asked for, in percent. */
    readonly minCoverage?: number;
    /** Files of the integration's repository that findings point into, relative to its root, with `/`. */
    readonly files?: {
      readonly config?: string;
      readonly fixtures?: string;
      /** Stands for the whole where there is no configuration. */
      readonly project?: string;
    };
  };
  readonly target: {
    readonly name?: string;
    readonly answerUrl?: string;
    readonly webhookUrl?: string;
    readonly capabilities: readonly string[];
  };
  readonly verdict: Verdict;
  readonly counts: Counts;
  readonly results: readonly Result[];
  /** How much of the contract the run looked at. */
  readonly coverage?: Coverage;
  /** Entries of the baseline that fail the run, whatever the results say. */
  readonly overdue?: readonly Overdue[];
  /** The call flow, when it was explored. */
  readonly flow?: Graph;
  /** Calls to the ends of that flow, the nearest first. */
  readonly calls?: readonly PlayedEnd[];
}

/** Why the verdict passes over a failure, on whose word, and until when: the last day, by UTC. */
export interface Acceptance {
  readonly reason: string;
  readonly owner: string;
  readonly expires: string;
}

/** An entry of the baseline, and where it stands: `baseline.yaml:4`. */
export interface BaselineEntry extends Acceptance {
  readonly id: string;
  readonly where: string;
}

/** An entry of the baseline that no longer holds: the requirement is met, or the date has passed. */
export interface Overdue {
  readonly id: string;
  readonly problem: 'stale' | 'expired';
  readonly where: string;
  readonly message: string;
}

/** Clauses: how many there are, have a requirement, were judged in this run, and have a mutant that fails for them. */
export interface CoverageTally {
  readonly clauses: number;
  readonly named: number;
  readonly emitted: number;
  readonly proven: number;
}

export interface Coverage {
  readonly total: CoverageTally;
  readonly areas: Readonly<Record<string, CoverageTally>>;
  /** Clauses of the requirements that the run was asked for. */
  readonly selected: number;
  /** Of those, how many of a hundred were judged; one decimal, rounded down. */
  readonly percent: number;
  /** The clauses that lack it. */
  readonly missing: {
    readonly named: readonly string[];
    readonly emitted: readonly string[];
    readonly proven: readonly string[];
  };
}
