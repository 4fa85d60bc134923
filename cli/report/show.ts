import { annotations } from '../../reporters/formats/annotations.ts';
import { json } from '../../reporters/formats/json.ts';
import { terminal } from '../../reporters/formats/terminal.ts';
import { coverageShortfall } from '../../reporters/run/coverage.ts';
import type { Plan, Report } from '../../spec/index.ts';
import type { Print } from '../command.ts';
import { say } from '../terminal/message.ts';

/** The flags that say what is printed of a run. */
export interface ShowFlags {
  readonly annotations?: 'github';
  readonly json?: boolean;
  readonly quiet?: boolean;
  /** Folder of the reports. */
  readonly report?: string;
}

/** Prints what a run found, as the flags ask for it. With `--json`, what is no JSON goes to standard error. */
export function showRun(report: Report, { color }: Pick<Plan, 'color'>, flags: ShowFlags, print: Print): void {
  const notes = flags.annotations === 'github' ? annotations(report) : '';
  if (flags.json) {
    process.stderr.write(notes);
    const shortfall = coverageShortfall(report);
    if (shortfall !== undefined) say(shortfall);
    print(json(report).trimEnd());
    return;
  }
  if (notes !== '') print(notes.trimEnd());
  const { report: reportDir = 'mvk-report', quiet = false } = flags;
  print(terminal(report, { width: process.stdout.columns ?? 80, color, reportDir, quiet }).trimEnd());
}
