import path from 'node:path';
import type { Plan, Report } from '../../spec/index.ts';
import { NotRunError, UsageError } from '../command.ts';
import { readReport } from '../report/folder.ts';
import { publishReports } from '../report/publish.ts';
import { earlierReport, openRunFolder } from '../report/run-folder.ts';
import { interrupts } from '../terminal/interrupt.ts';
import { type RunManner, runSuites } from './playwright-run.ts';

/** What a run reported, and what could not be written of it. */
interface Staged {
  readonly report: Report;
  readonly faults: readonly string[];
}

/** Runs the suites; their reports take the place of earlier ones when all are whole, and not before. */
export async function stagedRun(plan: Plan, how: RunManner = {}): Promise<Staged> {
  const interrupt = interrupts(how.stop);
  const folder = await openRunFolder(plan.reportDir);
  try {
    interrupt.arm();
    const staged = { ...plan, reportDir: folder.path };
    const { interrupted, output } = await runSuites(staged, process.cwd(), interrupt.signal, how);
    // One more signal waits until the reports are written.
    interrupt.arm();
    const reading = readReport(folder.path, output);
    const report = await (interrupted ? reading.catch(() => undefined) : reading);
    if (!report) throw new NotRunError('interrupted before there was a report');
    const faults = await publishReports(report, folder.path, process.env);
    await folder.publish();
    if (!interrupted) return { report, faults };
    const file = JSON.stringify(path.join(plan.reportDir, 'report.json'));
    throw new Reported(`interrupted; what was found until then is in ${file}`);
  } catch (error) {
    const isAbout = error instanceof NotRunError || error instanceof UsageError;
    if (isAbout && !(error instanceof Reported)) error.message += earlierReport(plan.reportDir);
    throw error;
  } finally {
    await folder.remove();
    interrupt.stop();
  }
}

/** The run was stopped, and its report is there all the same. */
class Reported extends NotRunError {}
