import { annotations } from '../../reporters/formats/annotations.ts';
import { json } from '../../reporters/formats/json.ts';
import { terminal } from '../../reporters/formats/terminal.ts';
import { coverageShortfall } from '../../reporters/run/coverage.ts';
import type { Plan, Report } from '../../spec/index.ts';
import { type Print, text, type Values } from '../command.ts';
import { say } from '../terminal/message.ts';

/** Prints what a run found, as the flags ask for it. With `--json`, what is no JSON goes to standard error. */
export function showRun(report: Report, { color }: Pick<Plan, 'color'>, values: Values, print: Print): void {
  const notes = values.annotations === 'github' ? annotations(report) : '';
  if (values.json === true) {
    process.stderr.write(notes);
    const shortfall = coverageShortfall(report);
    if (shortfall !== undefined) say(shortfall);
    print(json(report).trimEnd());
    return;
  }
  if (notes !== '') print(notes.trimEnd());
  const reportDir = text(values, 'report') ?? 'mvk-report';
  const quiet = values.quiet === true;
  print(terminal(report, { width: process.stdout.columns ?? 80, color, reportDir, quiet }).trimEnd());
}
