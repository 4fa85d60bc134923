import type { Exchange, ReportResult } from '../generated/kit.ts';

/** The end of the integration's process, or a start that failed. */
export type ProcessEnd = NonNullable<NonNullable<Exchange['failure']>['ended']>;

/** How a process ended: by an exit code or by a signal. */
export type Exit = NonNullable<ProcessEnd['exit']>;

/** Why a requirement could not be judged, as data; the sentence beside it is for people and may be reworded. */
export type Reason = NonNullable<ReportResult['cause']>;

export type ReasonKind = Reason['kind'];

/** `The command "npm start" ended with exit code 1 after POST /webhook`. */
export function processEndInWords({ command, how }: Pick<ProcessEnd, 'command' | 'how'>): string {
  return `The command "${command}" ${how}`;
}
