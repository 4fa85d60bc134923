import type { BaselineEntry, Report } from '../report/report.ts';
import type { Capability, KitConfig } from './config.ts';
import type { Readings } from './readings.ts';
import type { Slice } from './slice.ts';

/** The keys of the configuration that a bench gets as they are written. */
export const benchKeys = [
  'answerUrl',
  'webhookUrl',
  'webhookSecret',
  'start',
  'tls',
  'access',
  'observe',
  'api',
  'flow',
  'fixtures',
] as const;

/** A configuration after flags, file and environment were merged and checked: what the bench is opened with. */
export interface BenchOptions extends Readonly<Pick<KitConfig, (typeof benchKeys)[number]>> {
  /** What this instance of several has for itself: where it listens, and a folder that is removed after the run. */
  readonly place?: { readonly port: number; readonly dataDir: string };
  /** How many instances are checked at the same time on this machine (default: 1). */
  readonly atOnce?: number;
  /** No limit of the whole run where its minutes are missing. */
  readonly budgets: NonNullable<KitConfig['budgets']> & { readonly answerMs: number; readonly ackMs: number };
  /** Every open question with the reading of this run. */
  readonly readings: Required<Readings>;
  /** The deployment, and with a key the API at which it is looked up. */
  readonly readiness?: NonNullable<KitConfig['readiness']> & {
    readonly api?: { readonly baseUrl: string; readonly key: string };
    /** Calls in which something failed are kept as well. */
    readonly keepFailures?: boolean;
  };
  /** What host names of the targets led to when the run began; they lead nowhere else as long as it lasts. */
  readonly addresses?: Readonly<Record<string, readonly string[]>>;
  readonly seed: number;
  /** Cases per property. */
  readonly runs: number;
  /** fast-check's path of one case: replay only that. */
  readonly path?: string;
  /** This machine's share of the cases of each property. */
  readonly slice?: Slice;
  /** This machine's share of the call flow. */
  readonly part?: Slice;
  /** False: trials of an API client are made one after another, so that tests can compare both ways. */
  readonly overlaps?: false;
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

/** What is checked on one instance of the integration. */
export interface InstanceShare {
  readonly bench: BenchOptions;
  readonly selected: readonly string[];
}

/** What `mvk check` hands to the test runner, in the environment variable MVK_PLAN. Never written to disk. */
export interface Plan {
  /** This machine of several, and all that they check together. */
  readonly shard?: Slice & { readonly selected: readonly string[] };
  readonly bench: BenchOptions;
  /** Where there are several instances: the share of each, the first with the options above. */
  readonly instances?: readonly InstanceShare[];
  readonly capabilities: readonly Capability[];
  /** Ids of the requirements selected, in order. */
  readonly selected: readonly string[];
  /** The order in which they are judged, where the time may not suffice for all. */
  readonly order?: readonly string[];
  /** Seconds after which nothing more is judged, where the user gave them. */
  readonly timeBudget?: number;
  readonly saved?: readonly SavedFailure[];
  /** The command that repeats this run; secrets are named by environment variable, never spelled out. */
  readonly command: string;
  /** The command that plays one call against the same integration. */
  readonly callCommand: string;
  readonly name?: string;
  readonly reportDir: string;
  readonly failOn: 'must' | 'should';
  readonly minCoverage?: number;
  readonly minContractCoverage?: number;
  /** The version of the contract that is scored; without it every requirement is. */
  readonly contract?: string;
  readonly baseline?: readonly BaselineEntry[];
  readonly files?: NonNullable<Report['run']['files']>;
  readonly kitVersion: string;
  readonly specVersion: string;
  /** `data`: each result and what is done now, for the process that started the run. */
  readonly progress: 'lines' | 'data' | 'none';
  /** Each exchange is shown while the run goes on. */
  readonly verbose?: boolean;
  readonly color: boolean;
}
