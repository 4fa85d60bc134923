import path from 'node:path';
import type { Saved } from '../fixtures/save.ts';

/** What is said of a call that was recorded: where it is, what a replay cannot compare, and what failed in it. */
export function savedLines({ folder, files, incomplete, failed }: Saved): readonly string[] {
  const count = failed.length === 1 ? '1 exchange of the call failed' : `${failed.length} exchanges of the call failed`;
  if (folder === undefined) {
    return [
      `not kept: ${count}, and a replay would ask for the failure again`,
      ...failed.map((each) => `  ${each}`),
      'Fix the integration and repeat the call, or give --keep-failures.',
    ];
  }
  return [
    `kept ${files.length} exchanges in ${path.relative('', folder)}`,
    ...incomplete.map((each) => `note: ${each}; a replay cannot compare it`),
    ...failed.map((each) => `note: ${each}; a replay asks for that failure again`),
  ];
}
