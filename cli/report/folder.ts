import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Report } from '../../spec/index.ts';
import { UsageError } from '../command.ts';

/** What the run left behind; without a report it was the kit, or its runner, that failed. */
export async function readReport(folder: string, output: string): Promise<Report> {
  const report = await read(path.join(folder, 'report.json'));
  if (report !== undefined) return JSON.parse(report) as Report;
  const fault = await read(path.join(folder, 'fault.json'));
  if (fault !== undefined) {
    const { message } = JSON.parse(fault) as { message: string };
    throw new UsageError(message, 'This is a fault of the kit, not of the integration.');
  }
  const last = output.trimEnd().split('\n').slice(-15).join('\n     ');
  throw new UsageError('the test runner ended without a report', last || 'It printed nothing.');
}

async function read(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch(() => undefined);
}
