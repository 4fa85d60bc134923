import type { ContractCoverage, Coverage } from './coverage.ts';
import type { Exchange } from './exchange.ts';
import type { Graph } from './graph.ts';
import type { PlayedEnd } from './played.ts';
import type { Reason } from './reason.ts';
import type { Slice } from './slice.ts';

export type Level = 'must' | 'should' | 'may';
export type Evidence = 'stated' | 'example' | 'practice';

export type Outcome = 'passed' | 'failed' | 'warned' | 'not-applicable' | 'could-not-run';
export type Verdict = 'conformant' | 'nonconformant' | 'incomplete';

/** What makes one case again. */
export interface Reproduction {
  readonly seed: number;
  /** fast-check's path to the shrunk case, as `12:0:3`; its first number is that of the case. */
  readonly path?: string;
}

export interface ReportedViolation {
  readonly expected: string;
  readonly actual: string;
  /** The HTTP status that was wrong, where that is what was wrong. */
  readonly status?: number;
  /** A place: a JSON pointer into the answer, a header, a path of the state. */
  readonly where?: string;
  /** The fixture that it is about, relative to the folder of fixtures, and what is wrong in there. */
  readonly file?: { readonly name: string; readonly inside?: string };
  readonly hint?: string;
  readonly exchanges: readonly Exchange[];
  /** The command that runs exactly this case again. */
  readonly replay: string;
  /** The reason as data; missing in reports of older versions. */
  readonly reproduction?: Reproduction;
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

export interface Measured {
  readonly durationMs: number;
  /** Generated cases that were run. */
  readonly cases?: number;
  /** The shard of the cases or of the call flow, if the run is sharded. */
  readonly slice?: Slice;
  /** What the check saw, where passing says less than that: the end of a certificate, a measured time. */
  readonly seen?: string;
  /** Folders of counterexamples, kept by an earlier run, that break it no longer. */
  readonly fixed?: readonly string[];
}

/** What only one outcome has; spelled out, so that a member can be read of any result. */
interface NoDetails {
  readonly reason?: undefined;
  readonly cause?: undefined;
  readonly ended?: undefined;
  readonly exchanges?: undefined;
  readonly violations?: undefined;
  readonly assumptions?: undefined;
  readonly accepted?: undefined;
}

export interface Passed extends NoDetails {
  readonly outcome: 'passed';
}

/** `failed` for a must, `warned` for a should or a may. */
export interface Broken extends Omit<NoDetails, 'violations' | 'assumptions' | 'accepted'> {
  readonly outcome: 'failed' | 'warned';
  readonly violations: readonly ReportedViolation[];
  /** Question numbers that it rests on, as `Q1=get-then-post`. */
  readonly assumptions?: readonly string[];
  readonly accepted?: Acceptance;
}

export interface NotApplicableResult extends Omit<NoDetails, 'reason'> {
  readonly outcome: 'not-applicable';
  readonly reason: string;
}

export interface CouldNotRun extends Omit<NoDetails, 'reason' | 'cause' | 'ended' | 'exchanges'> {
  readonly outcome: 'could-not-run';
  /** Why, in words. */
  readonly reason: string;
  /** Why, as data. */
  readonly cause: Reason;
  /** The process that the kit had started ended by itself. */
  readonly ended?: true;
  /** The first request that got no complete response, or none but errors from then on. */
  readonly exchanges?: readonly Exchange[];
}

/** How one requirement came out. */
export type Result = ResultHead & Measured & (Passed | Broken | NotApplicableResult | CouldNotRun);

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
    /** What `--min-contract-coverage` asked for, in percent. */
    readonly minContractCoverage?: number;
    /** The version of the contract that `--contract` scores; every requirement is scored where it is missing. */
    readonly contract?: string;
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
  /** Requirements of later versions than `run.contract`: they ran, and count for nothing. */
  readonly notScored?: readonly Result[];
  /** How much of the contract the run looked at. */
  readonly coverage?: Coverage;
  /** What of the contract was sent or met, and judged; missing where nothing of it was asked for. */
  readonly contractCoverage?: ContractCoverage;
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
