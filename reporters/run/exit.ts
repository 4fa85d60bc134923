import type { Report } from '../../spec/index.ts';
import { coverageShortfall } from './coverage.ts';
import { exitCode } from './verdict.ts';

/** The exit code of a run: too little coverage fails a conformant run. */
export function exitOf(report: Report): ReturnType<typeof exitCode> {
  const code = exitCode(report.verdict);
  return code === 0 && coverageShortfall(report) !== undefined ? 1 : code;
}
