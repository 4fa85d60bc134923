import { existsSync } from 'node:fs';
import path from 'node:path';
import { terminal } from '../reporters/terminal.ts';
import { writeReports } from '../reporters/write.ts';
import { catalogue, type Plan, type Report, specVersion } from '../spec/index.ts';
import { choice, ExitCode, NotRunError, type Print, text, texts, UsageError, type Values } from './command.ts';
import type { Resolved } from './config.ts';
import { folderOf } from './fixture-folder.ts';
import { prepareFolder, readReport } from './report-folder.ts';
import { runSuites } from './runner.ts';
import { select } from './select.ts';
import { probe } from './targets.ts';
import { kitVersion } from './tree.ts';
import { visible } from './visible.ts';

/** One run of the suites against a resolved configuration, from the plan to the exit code. */
export async function runCheck(
  resolved: Resolved,
  values: Values,
  commands: Pick<Plan, 'command' | 'callCommand'>,
  print: Print,
): Promise<ExitCode> {
  const { bench, notes } = resolved;
  const failOn = choice(values, 'fail-on', ['must', 'should']) ?? 'must';
  const root = folderOf(resolved);
  const saves = values['save-failures'] === true;
  // Loaded only where there is something to do with it.
  const failures = saves || existsSync(path.join(root, 'failures')) ? await import('./saved-failures.ts') : undefined;
  const saved = (await failures?.savedFailures(root)) ?? [];
  const plan: Plan = { ...planOf(resolved, values, commands, failOn), ...(saved.length > 0 && { saved }) };
  for (const note of notes) process.stderr.write(`mvk: note: ${note}\n`);
  if (!bench.start) await probe([bench.answerUrl, bench.webhookUrl].filter((url) => url !== undefined));
  await prepareFolder(plan.reportDir);
  const { interrupted, output } = await runSuites(plan, process.cwd());
  if (interrupted) throw new NotRunError('interrupted');
  const report = await readReport(plan.reportDir, output);
  await writeReports(report, plan.reportDir, { failOn });
  const kept = saves ? await failures?.saveFailures(root, report, plan) : undefined;
  const beside = failures?.savedLines(root, report, saved) ?? [];
  for (const line of [...beside, ...(kept ?? [])]) process.stderr.write(`mvk: ${visible(line)}\n`);
  if (values.json === true) print(JSON.stringify(report, null, 2));
  else print(forPeople(report, plan, text(values, 'report') ?? 'mvk-report', values.quiet === true));
  return exitCodes[report.verdict];
}

const exitCodes: Readonly<Record<Report['verdict'], ExitCode>> = {
  conformant: ExitCode.Conforms,
  nonconformant: ExitCode.Violates,
  incomplete: ExitCode.NotRun,
};

function planOf(
  resolved: Resolved,
  values: Values,
  commands: Pick<Plan, 'command' | 'callCommand'>,
  failOn: Plan['failOn'],
): Plan {
  const { bench, capabilities, config } = resolved;
  const ids = catalogue.map(({ id }) => id);
  const selected = select(ids, texts(values, 'only', true));
  if (bench.path !== undefined && selected.length !== 1) {
    throw new UsageError(`--path replays one requirement, and ${selected.length} are selected`, 'Give --only ID.');
  }
  return {
    bench,
    capabilities,
    selected,
    ...commands,
    ...(config.name !== undefined && { name: config.name }),
    reportDir: path.resolve(text(values, 'report') ?? 'mvk-report'),
    failOn,
    kitVersion: kitVersion(),
    specVersion,
    progress: values.json === true || values.quiet === true ? 'none' : 'lines',
    color: wantsColor(),
  };
}

function forPeople(report: Report, { failOn, color }: Plan, reportDir: string, quiet: boolean): string {
  const failures = report.results.filter(
    ({ outcome }) => outcome === 'failed' || (outcome === 'warned' && failOn === 'should'),
  );
  const shown = quiet ? { ...report, results: failures } : report;
  return terminal(shown, { width: process.stdout.columns ?? 80, color, reportDir }).trimEnd();
}

function wantsColor(): boolean {
  const { NO_COLOR, FORCE_COLOR } = process.env;
  if (NO_COLOR) return false;
  return FORCE_COLOR ? FORCE_COLOR !== '0' : process.stdout.isTTY === true;
}
