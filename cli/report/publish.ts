import { appendFile, stat } from 'node:fs/promises';
import { markdown } from '../../reporters/formats/markdown.ts';
import { writeReports } from '../../reporters/write.ts';
import type { Report } from '../../spec/index.ts';

/** What GitHub takes of one step. */
const maxOfSummary = 1024 * 1024;

/** Writes every report beside `report.json`, and the summary of the job where one is asked for; reports what could not be written. */
export async function publishReports(
  report: Report,
  folder: string,
  { GITHUB_STEP_SUMMARY: summary }: Readonly<Record<string, string | undefined>>,
): Promise<readonly string[]> {
  const faults = await writeReports(report, folder);
  if (!summary) return faults;
  try {
    return [...faults, ...(await appendSummary(summary, markdown(report)))];
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return [...faults, `the job summary ${JSON.stringify(summary)} could not be written (${code ?? message})`];
  }
}

/** A summary that is too large is dropped whole, so ours stays out where earlier ones leave it no room. */
async function appendSummary(file: string, text: string): Promise<readonly string[]> {
  const { size } = await stat(file).catch(() => ({ size: 0 }));
  if (size + Buffer.byteLength(text) > maxOfSummary) {
    return [`the job summary has ${size} bytes already, and no room for this one: it is in summary.md`];
  }
  await appendFile(file, text);
  return [];
}
