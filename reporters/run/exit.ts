import type { Report } from '../../spec/index.ts';
import { coverageShortfall } from './coverage.ts';
import { exitCode } from './verdict.ts';

/** What a run exits with: too little coverage fails a run that would have been conformant. */
export function exitOf(report: Report): ReturnType<typeof exitCode> {
  const code = exitCode(report.verdict);
  return code === 0 && coverageShortfall(report) !== undefined ? 1 : code;
}
