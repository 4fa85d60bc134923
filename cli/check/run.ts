import { existsSync } from 'node:fs';
import path from 'node:path';
import { removeFolder } from '../../platform/process/folder.ts';
import { createRedactor } from '../../platform/redaction/redact.ts';
import { secretsIn } from '../../platform/redaction/secrets.ts';
import { exitOf } from '../../reporters/run/exit.ts';
import { type Plan, type Report, type Slice, specVersion } from '../../spec/index.ts';
import { ExitCode, type Print, UsageError } from '../command.ts';
import { versionToScore } from '../config/contract-version.ts';
import type { Resolved } from '../config/resolve.ts';
import { probe, requireFree } from '../config/targets.ts';
import { folderOf } from '../fixtures/folder.ts';
import { kitVersion } from '../package-paths.ts';
import { repositoryFiles } from '../report/repository.ts';
import { type ShowFlags, showRun } from '../report/show.ts';
import { wantsColor } from '../terminal/color.ts';
import { escapeControls } from '../terminal/escape.ts';
import { say } from '../terminal/message.ts';
import { sharesOf } from './instances.ts';
import type { RunManner } from './playwright-run.ts';
import { selectedBy } from './select.ts';
import { commonSeed, type Share, shardOf, shareOf } from './shard.ts';
import { stagedRun } from './staged-run.ts';
import { secondsOf, timePlan, withTimeBudget } from './time-budget.ts';

/** The flags of a run, besides those of its configuration. */
export interface RunFlags extends ShowFlags {
  readonly only?: readonly string[];
  readonly seed?: number;
  readonly shard?: string;
  readonly failOn?: Plan['failOn'];
  readonly minCoverage?: number;
  readonly minContractCoverage?: number;
  readonly contract?: string;
  readonly saveFailures?: boolean;
  readonly timeBudget?: string;
  /** Each exchange is shown live, on standard error. */
  readonly verbose?: boolean;
}

/** A run that has ended, with its reports written. */
export interface Ran {
  readonly report: Report;
  readonly plan: Plan;
  readonly exit: ExitCode;
}

/** One run of the suites against a resolved configuration, from the plan to the exit code. */
export async function runCheck(
  resolved: Resolved,
  flags: RunFlags,
  commands: Pick<Plan, 'command' | 'callCommand'>,
  print: Print,
  selected: readonly string[] = selectedBy(flags.only),
): Promise<ExitCode> {
  const { report, plan, exit } = await runSelected(resolved, flags, commands, selected);
  showRun(report, plan, flags, print);
  return exit;
}

/** Runs the requirements that were selected, and writes the reports. */
export async function runSelected(
  given: Resolved,
  flags: RunFlags,
  commands: Pick<Plan, 'command' | 'callCommand'>,
  selected: readonly string[],
  how: RunManner = {},
): Promise<Ran> {
  const seconds = flags.timeBudget === undefined ? undefined : secondsOf(flags.timeBudget);
  const resolved = seconds === undefined ? given : withTimeBudget(given, seconds);
  const { bench, config } = resolved;
  const root = folderOf(resolved);
  const { saveFailures: saves = false } = flags;
  // Loaded only where there is something to do with it.
  const failures = saves || existsSync(path.join(root, 'failures')) ? await import('./saved-failures.ts') : undefined;
  const saved = (await failures?.savedFailures(root)) ?? [];
  const baseline = config.baseline && (await (await import('../baseline/file.ts')).readBaseline(config.baseline));
  const plan: Plan = {
    ...planOf(resolved, flags, { ...commands, selected }),
    ...(await timePlan(seconds, selected, flags.report ?? 'mvk-report')),
    ...(saved.length > 0 && { saved }),
    ...(baseline && { baseline: baseline.entries }),
    ...(how.onNews && { progress: 'data' as const }),
  };
  if (bench.start) for (const each of plan.instances ?? [plan]) await requireFree(each.bench);
  else await probe([bench.answerUrl, bench.webhookUrl].filter((url) => url !== undefined));
  const { report, faults } = await stagedRun(plan, how).finally(() => removeFolders(plan));
  const kept = saves ? await failures?.saveFailures(root, report, plan) : undefined;
  const beside = failures?.savedLines(root, report, saved) ?? [];
  for (const line of [...beside, ...(kept ?? []), ...faults]) say(escapeControls(line));
  return { report, plan, exit: faults.length > 0 ? ExitCode.Usage : exitOf(report) };
}

/** Those of instances whose worker was killed because it did not end in time. */
async function removeFolders({ instances = [] }: Plan): Promise<void> {
  for (const { bench } of instances) if (bench.place) await removeFolder(bench.place.dataDir);
}

function planOf(resolved: Resolved, flags: RunFlags, given: Pick<Plan, 'command' | 'callCommand' | 'selected'>): Plan {
  const { bench, further = [], capabilities, config } = resolved;
  const { selected, command, callCommand } = given;
  const { text: hide } = createRedactor(secretsIn(bench));
  const { shard: machine, failOn = 'must', minCoverage } = flags;
  const shard = machine === undefined ? undefined : shardOf(machine);
  const reportDir = path.resolve(flags.report ?? 'mvk-report');
  const share = shard && shareOf(selected, shard);
  if (bench.path !== undefined && selected.length !== 1) {
    throw new UsageError(`--path repeats one requirement, but ${selected.length} are selected`, 'Give --only ID.');
  }
  const here = (options: Plan['bench']): Plan['bench'] => ({
    ...options,
    seed: bench.seed,
    budgets: bench.budgets,
    // Where calls are kept, declared as a source of expectations or not.
    fixtures: path.resolve(folderOf(resolved)),
    ...onThisMachine(flags.seed, shard, share),
  });
  const instances = sharesOf(share?.selected ?? selected, here(bench), further.map(here));
  return {
    bench: here(bench),
    ...(instances.length > 1 && { instances }),
    capabilities,
    ...given,
    failOn,
    ...(minCoverage !== undefined && { minCoverage }),
    ...(flags.minContractCoverage !== undefined && { minContractCoverage: flags.minContractCoverage }),
    ...versionToScore(flags.contract, selected),
    // They may name a URL with a password, or a command that sets one.
    command: hide(command),
    callCommand: hide(callCommand),
    ...(shard && { selected: share?.selected ?? [], shard: { ...shard, selected } }),
    ...repositoryFiles(config, resolved.file, process.cwd(), reportDir),
    ...(config.name !== undefined && { name: config.name }),
    reportDir,
    kitVersion: kitVersion(),
    specVersion,
    progress: flags.json || flags.quiet ? 'none' : 'lines',
    color: wantsColor(),
    ...(flags.verbose && { verbose: true }),
  };
}

/** All machines of a sharded run generate the same cases without `--seed`. */
function onThisMachine(
  seed: number | undefined,
  part: Slice | undefined,
  share: Share | undefined,
): Partial<Plan['bench']> {
  if (!part || !share) return {};
  return {
    part,
    ...(seed === undefined && { seed: commonSeed(process.env) }),
    ...(share.slice && { slice: share.slice }),
  };
}
