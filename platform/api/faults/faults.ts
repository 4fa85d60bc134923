/** What goes wrong with one request to the API. */
export type Fault =
  /** A documented or unknown code in the documented envelope; `members` are added beside code and message. */
  | {
      readonly kind: 'error';
      readonly code: string;
      /** Status (default: the documented one of the code; 400 for an unknown code). */
      readonly status?: number;
      readonly message?: string;
      readonly members?: Readonly<Record<string, unknown>>;
      readonly retryAfter?: RetryAfter;
    }
  /** Exactly this, whatever it is: HTML of a proxy, nothing, half a document, text that is not JSON. */
  | {
      readonly kind: 'raw';
      readonly status: number;
      readonly contentType?: string;
      /** Further ones, such as Location. */
      readonly headers?: Readonly<Record<string, string>>;
      readonly body: string;
      readonly retryAfter?: RetryAfter;
    }
  /** The connection is closed: before the request was read, after it was (and acted on), or in the middle of the response. */
  | { readonly kind: 'cut'; readonly when: 'before-read' | 'after-read' | 'in-body' }
  /** The request is never answered, and not acted on; with `in-body`, it is acted on, and the response stops half-way. */
  | { readonly kind: 'hang'; readonly when?: 'in-body' }
  /** The right answer, later. */
  | { readonly kind: 'latency'; readonly ms: number }
  /** The correct response in another shape: unknown members added, optional ones left out (or the one of this name only), members in another order, other values. */
  | { readonly kind: 'reshape'; readonly how: Reshape; readonly only?: string }
  /** The correct response with other values of some of its members; those that it does not have are added. */
  | { readonly kind: 'members'; readonly members: readonly OtherMember[] }
  /** The right answer with the same content, in another form that HTTP and JSON allow. */
  | ({ readonly kind: 'form' } & Form)
  /** The right answer, once the call that it created has ended and its events were delivered, or after so many milliseconds. */
  | { readonly kind: 'after-call'; readonly maxMs: number };

/** How the content of a response may differ from what the emulator sends, by its own rules. */
export const reshapes = [
  'unknown-members',
  'fewer-members',
  'other-order',
  /** Where the documentation names several values, another one of them. */
  'other-values',
  /** Words that no documentation has, where it leaves the set of words open; `unknown-status` only in the status. */
  'unknown-values',
  'unknown-status',
  /** Optional members that are null. */
  'null-members',
  /** Lists, or texts and numbers, that may be empty, and are. */
  'empty-lists',
  'empty-texts',
  /** Long lists and long texts. */
  'large-values',
  /** A count beside a list that says more than the list holds, as of the first of several pages. */
  'larger-count',
  /** No count beside a list. */
  'without-count',
  /** Objects in lists that have one member. */
  'bare-items',
  /** Times with fractions of a second, and the offset +00:00. */
  'other-times',
] as const;
export type Reshape = (typeof reshapes)[number];

/**
 * A member of a response that has another value, or none where that is undefined: its place as a JSON pointer, in which `*`
 * stands for each item of a list.
 */
export interface OtherMember {
  readonly pointer: string;
  readonly value: unknown;
}

export interface Form {
  /** Another one of success. */
  readonly status?: number;
  readonly contentType?: string;
  /** Texts that people write have letters outside ASCII: as they are, or escaped. */
  readonly letters?: 'raw' | 'escaped';
  /** White space between the tokens. */
  readonly spaced?: true;
  /** In several pieces without a Content-Length, cut within letters. */
  readonly pieces?: true;
  /** Compressed with gzip, where the request names it in Accept-Encoding (RFC 9110 §12.5.3). */
  readonly packed?: true;
  /** The connection is closed afterwards, unannounced. */
  readonly closes?: true;
}

/** Seconds, or a moment: both forms of RFC 9110 §10.2.3; or a text that is neither. */
export type RetryAfter = { readonly seconds: number } | { readonly date: Date } | { readonly text: string };

/** One entry of a script. The first that fits a request decides what goes wrong with it; if none fits, nothing does. */
export interface FaultRule {
  /** Name in the response header `X-Mvk-Fault` (default: made from the fault). */
  readonly name?: string;
  /** operationId (default: any). */
  readonly operation?: string;
  /** Attempts at that operation since the script was set, from 1 (default: all). */
  readonly attempts?: { readonly from: number; readonly to: number };
  readonly fault: Fault;
}

export type FaultScript = readonly FaultRule[];

/** Decides by operation and attempt alone: the same question has the same answer. `operation` is undefined where the contract has none. */
export type FaultSchedule = (operation: string | undefined, attempt: number) => Fault | undefined;

/** A fault that a request meets, and its name. */
export interface Met {
  readonly name: string;
  readonly fault: Fault;
}

/** What goes wrong with an attempt, from 1, at an operation. */
export function faultFor(
  faults: FaultScript | FaultSchedule,
  operation: string | undefined,
  attempt: number,
): Met | undefined {
  if (typeof faults === 'function') {
    const fault = faults(operation, attempt);
    return fault && { name: nameOf(fault), fault };
  }
  const rule = faults.find(
    ({ operation: only, attempts }) =>
      (only === undefined || only === operation) && (!attempts || (attempt >= attempts.from && attempt <= attempts.to)),
  );
  return rule && { name: rule.name ?? nameOf(rule.fault), fault: rule.fault };
}

function nameOf(fault: Fault): string {
  switch (fault.kind) {
    case 'error':
      return `error ${fault.code}`;
    case 'raw':
      return `raw ${fault.status}`;
    case 'cut':
      return `cut ${fault.when}`;
    case 'hang':
      return fault.when ? `hang ${fault.when}` : 'hang';
    case 'latency':
      return `latency ${fault.ms} ms`;
    case 'reshape':
      return `reshape ${fault.how}`;
    case 'members':
      return 'other members';
    case 'form':
      return 'form';
    case 'after-call':
      return 'after the call';
  }
}
