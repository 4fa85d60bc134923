import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Report } from '../spec/index.ts';
import { type Format, formats } from './formats/index.ts';

/** Writes every report but `report.json`, which the run itself has written. Says which could not be, and loses none for another. */
export async function writeReports(
  report: Report,
  dir: string,
  all: readonly Format[] = formats,
): Promise<readonly string[]> {
  const faults = await Promise.all(all.map((format) => fault(report, dir, format)));
  return faults.filter((sentence) => sentence !== undefined);
}

async function fault(report: Report, dir: string, { file, render }: Format): Promise<string | undefined> {
  try {
    await writeAtomically(join(dir, file), await render(report));
    return undefined;
  } catch (error) {
    const { code, message = String(error) } = error as NodeJS.ErrnoException;
    return `the report ${JSON.stringify(file)} could not be written (${code ?? message.split('\n')[0]})`;
  }
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
