import type { Graph } from './graph.ts';
import type { PlayedEnd } from './played.ts';

/** The kit's own public data: configuration, exchange, report. Their JSON Schemas are in `schemas/kit/`. */

export type Level = 'must' | 'should' | 'may';
export type Evidence = 'stated' | 'example' | 'practice';

/** What an integration declares; a requirement that needs more is not applicable. */
export type Capability =
  | 'answer'
  | 'webhook'
  | 'signed'
  | 'process'
  | 'state'
  | 'api'
  | 'remote'
  | 'api-key'
  | 'fixtures';

/** How to make the integration call the API. */
export interface Trigger {
  readonly name: string;
  /** operationId in `openapi.yaml`. */
  readonly operation: string;
  readonly request?: {
    readonly method?: string;
    readonly url: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: unknown;
  };
  readonly command?: string;
  /** Groups of error codes that must lead to different outcomes. */
  readonly distinguish?: readonly (readonly string[])[];
}

/** What people write in `mvk.config.*`. */
export interface KitConfig {
  name?: string;
  /** Capability `answer`. */
  answerUrl?: string;
  /** Capability `webhook`. */
  webhookUrl?: string;
  /** Capability `signed`. `${NAME}` is read from the environment. */
  webhookSecret?: string;
  /** Capability `process`. */
  start?: {
    command: string;
    cwd?: string;
    env?: Record<string, string>;
    /** Ready once it answers any HTTP response; without it, once the target's port accepts connections. */
    readyUrl?: string;
    /** Milliseconds until it must be ready; 15,000 unless given. */
    timeoutMs?: number;
  };
  /** Capability `state`: GET with `{call_id}` filled in shows what is stored for that call. */
  observe?: { callUrl: string };
  /** Capability `api`. */
  api?: { port?: number; triggers: Trigger[] };
  readiness?: {
    did?: string;
    applicationId?: string;
    production?: {
      answerUrl?: string;
      webhookUrl?: string;
      applicationId?: string;
      webhookSecret?: string;
      apiKey?: string;
    };
  };
  flow?: { maxDepth?: number; maxStates?: number; maxRequests?: number; digits?: string[] };
  /** Milliseconds. Defaults 1,000 each: ours, the documentation gives no number. */
  budgets?: { answerMs?: number; ackMs?: number };
  /** Question number to reading, as in `mvk list --assumptions`. */
  assumptions?: Record<string, string>;
  baseline?: string;
  /** Folder of recorded exchanges. */
  fixtures?: string;
}

/** One HTTP request and what came back, as data. */
export interface Exchange {
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: string;
    /** Set instead of `body` when the bytes are not UTF-8 text. */
    readonly bodyBase64?: string;
  };
  readonly response?: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
    readonly bodyBase64?: string;
    /** The body was longer than what is kept here. */
    readonly truncated?: boolean;
  };
  /** Set instead of `response` when no complete response came. */
  readonly failure?: { readonly kind: FailureKind; readonly message: string };
  readonly durationMs: number;
}

/** `refused` and `not-found`: no connection was made. The others are the fault of what was connected to. */
export type FailureKind = 'refused' | 'not-found' | 'timeout' | 'cut' | 'too-large' | 'invalid';

/** A part of what is to be done, where several machines divide it: `index` from 1 to `total`. */
export interface Slice {
  readonly index: number;
  readonly total: number;
}

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

export interface Result {
  readonly id: string;
  readonly title: string;
  readonly clause: string;
  readonly level: Level;
  readonly evidence: Evidence;
  readonly source: string;
  readonly outcome: Outcome;
  /** Why it is not applicable or could not run. */
  readonly reason?: string;
  readonly durationMs: number;
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
    readonly files?: { readonly config?: string; readonly fixtures?: string };
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

/** A configuration after flags, file and environment were merged and checked: what the bench is opened with. */
export interface BenchOptions {
  readonly answerUrl?: string;
  readonly webhookUrl?: string;
  readonly webhookSecret?: string;
  readonly start?: NonNullable<KitConfig['start']>;
  readonly observe?: { readonly callUrl: string };
  readonly api?: { readonly port?: number; readonly triggers?: readonly Trigger[] };
  readonly budgets: { readonly answerMs: number; readonly ackMs: number };
  /** Every assumption with the reading of this run. */
  readonly assumptions: Readonly<Record<string, string>>;
  /** Folder of recorded exchanges. */
  readonly fixtures?: string;
  /** The deployment, and with a key the API at which it is looked up. */
  readonly readiness?: NonNullable<KitConfig['readiness']> & {
    readonly api?: { readonly baseUrl: string; readonly key: string };
  };
  /** Bounds of the exploration of the call flow, and further digits to enter at its gathers. */
  readonly flow?: NonNullable<KitConfig['flow']>;
  /** What host names of the targets led to when the run began; they lead nowhere else as long as it lasts. */
  readonly addresses?: Readonly<Record<string, readonly string[]>>;
  readonly seed: number;
  /** Cases per property. */
  readonly runs: number;
  /** fast-check's path of one case: replay only that. */
  readonly path?: string;
  /** Of the cases of each property, those of this machine. */
  readonly slice?: Slice;
  /** Of the call flow, the part of this machine. */
  readonly part?: Slice;
}

/** A counterexample that an earlier run kept: it is tried before anything else. */
export interface SavedFailure {
  /** Below the folder of fixtures. */
  readonly folder: string;
  readonly requirement: string;
  readonly seed: number;
  /** fast-check's path; without it the requirement makes no cases, and is its own replay. */
  readonly path?: string;
}

/** What `mvk check` hands to the test runner, in the environment variable MVK_PLAN. Never written to disk. */
export interface Plan {
  /** This machine of several, and all that they check together. */
  readonly shard?: Slice & { readonly selected: readonly string[] };
  readonly bench: BenchOptions;
  readonly capabilities: readonly Capability[];
  /** Ids of the requirements selected, in order. */
  readonly selected: readonly string[];
  readonly saved?: readonly SavedFailure[];
  /** The command that repeats this run; secrets are named by environment variable, never spelled out. */
  readonly command: string;
  /** The command that plays one call against the same integration. */
  readonly callCommand: string;
  readonly name?: string;
  readonly reportDir: string;
  readonly failOn: 'must' | 'should';
  readonly minCoverage?: number;
  readonly baseline?: readonly BaselineEntry[];
  readonly files?: NonNullable<Report['run']['files']>;
  readonly kitVersion: string;
  readonly specVersion: string;
  readonly progress: 'lines' | 'none';
  readonly color: boolean;
}
