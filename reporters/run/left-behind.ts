import type { MetCells, Report, Result } from '../../spec/index.ts';
import type { TestEnd } from './collect.ts';

/** What a test attached, as far as it is read. */
type Attachments = readonly { readonly name: string; readonly body?: Buffer | undefined }[];

export function attachment(attachments: Attachments, wanted: string): string | undefined {
  return attachments.findLast(({ name }) => name === wanted)?.body?.toString('utf8');
}

/** What a check left behind besides its result. */
export function foundIn(attachments: Attachments): Pick<Report, 'flow' | 'calls'> {
  const [flow, calls] = [attachment(attachments, 'flow'), attachment(attachments, 'calls')];
  return {
    ...(flow !== undefined && { flow: JSON.parse(flow) as NonNullable<Report['flow']> }),
    ...(calls !== undefined && { calls: JSON.parse(calls) as NonNullable<Report['calls']> }),
  };
}

export function cellsIn(attachments: Attachments): MetCells {
  const cells = attachment(attachments, 'cells');
  return cells === undefined ? { met: [], judged: [] } : (JSON.parse(cells) as MetCells);
}

export function attachedOutcome({ attached }: TestEnd): Result['outcome'] | undefined {
  try {
    return attached === undefined ? undefined : (JSON.parse(attached) as Result).outcome;
  } catch {
    return undefined;
  }
}
