import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Report } from '../spec/index.ts';
import { type JUnitOptions, junit } from './junit.ts';

/** Writes every report but `report.json`, which the run itself has written. */
export async function writeReports(report: Report, dir: string, options?: JUnitOptions): Promise<void> {
  await writeAtomically(join(dir, 'junit.xml'), junit(report, options));
}

/** Readers see the old file or the new one, never half of one. */
export async function writeAtomically(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const temporary = join(dirname(path), `.${basename(path)}.${randomUUID()}.tmp`);
  try {
    await writeFile(temporary, text);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
