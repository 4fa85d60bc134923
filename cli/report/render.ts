import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { annotations } from '../../reporters/formats/annotations.ts';
import { type Format, formats } from '../../reporters/formats/index.ts';
import { json } from '../../reporters/formats/json.ts';
import { terminal } from '../../reporters/formats/terminal.ts';
import { writeAtomically, writeReports } from '../../reporters/write.ts';
import type { Report } from '../../spec/index.ts';
import { wordOf } from '../arguments.ts';
import { ExitCode, type Print, UsageError } from '../command.ts';
import { wantsColor } from '../terminal/color.ts';
import { escapeControls } from '../terminal/escape.ts';
import { say } from '../terminal/message.ts';
import { withProjectFile } from './repository.ts';
import { savedReport } from './saved.ts';

/** What can only be printed, or is `report.json` itself. */
const printed: readonly Format[] = [
  { name: 'json', file: 'report.json', render: async (report) => json(report) },
  { name: 'github', file: '', render: async (report) => annotations(report) },
  { name: 'terminal', file: '', render: async (report) => terminal(report, screen()) },
];

interface RenderFlags {
  readonly format?: string;
  readonly report?: string;
}

/** Renders a saved report. Exit 0 says that it was rendered, whatever its verdict. */
export async function runReport(file: string, flags: RenderFlags, print: Print): Promise<ExitCode> {
  const all = [...formats, ...printed];
  const { format: name, report: asked } = flags;
  const names = all.map((format) => format.name);
  const format = name === undefined ? undefined : all[names.indexOf(wordOf(name, names, '--format'))];
  const isPrinted = format !== undefined && (asked === undefined || format.file === '');
  const folder = asked ?? (isPrinted ? '' : beside(file));
  const report = withProjectFile(await savedReport(file), process.cwd(), folder || '.');
  if (isPrinted) {
    print((await format.render(report)).trimEnd());
    return ExitCode.Conforms;
  }
  const faults = format ? await writeReports(report, folder, [format]) : await writeAll(report, folder);
  for (const fault of faults) say(escapeControls(fault));
  if (faults.length > 0) return ExitCode.Usage;
  const written = format ? [format] : formats;
  print(`${written.map((each) => each.file).join(', ')}: written to ${escapeControls(folder)}`);
  return ExitCode.Conforms;
}

/** With `report.json`, where there is none: the others name it as what holds everything. */
async function writeAll(report: Report, folder: string): Promise<readonly string[]> {
  const faults = await writeReports(report, folder);
  const whole = path.join(folder, 'report.json');
  if (faults.length === 0 && !existsSync(whole)) await writeAtomically(whole, json(report));
  return faults;
}

function beside(file: string): string {
  if (file === '-')
    throw new UsageError(
      'a report from standard input has no folder to write to',
      'Give --report DIR or --format NAME.',
    );
  return statSync(file, { throwIfNoEntry: false })?.isDirectory() ? file : path.dirname(file);
}

function screen(): { readonly width: number; readonly color: boolean } {
  return { width: process.stdout.columns ?? 80, color: wantsColor() };
}
