/** How a process ended: by an exit code or by a signal. */
export interface Exit {
  readonly code: number | null;
  readonly signal: string | null;
}

/** The end of the integration's process, or a start that failed. */
export interface ProcessEnd {
  readonly command: string;
  /** What happened, to complete the sentence `The command "…" …`. */
  readonly how: string;
  /** Missing where it never ran, or was stopped by the kit because it was not ready in time. */
  readonly exit?: Exit;
  /** The last request that was answered before: `POST /webhook`. */
  readonly after?: string;
  /** The last lines that it wrote; missing where it wrote nothing. */
  readonly output?: string;
}

/** Why a requirement could not be judged, as data; the sentence beside it is for people and may be reworded. */
export type Reason =
  | {
      readonly kind: 'blocked';
      /** The requirement to fix first. */
      readonly by: string;
    }
  | ({ readonly kind: 'ended' } & ProcessEnd)
  | { readonly kind: 'unreachable' | 'out-of-time' | 'interrupted' | 'not-reported' | 'kit-fault' | 'undecided' };

export type ReasonKind = Reason['kind'];

/** `The command "npm start" ended with exit code 1 after POST /webhook`. */
export function processEndInWords({ command, how }: Pick<ProcessEnd, 'command' | 'how'>): string {
  return `The command "${command}" ${how}`;
}
