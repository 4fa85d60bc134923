import type { ErrorCode, OperationId, OwnErrorCode } from '../generated/operation-ids.ts';

/** One operation of the REST API, as `openapi.yaml` describes it. */
export interface Operation {
  readonly id: OperationId;
  readonly method: 'GET' | 'POST';
  /** Below `/v1`, with its parameters in braces. */
  readonly path: string;
  /** Status of a success; our reading (Q74). */
  readonly success: number;
  readonly body: 'required' | 'optional' | 'none';
  /**
   * The resource that a success shows: its schema, and its place in the body, in which `*` stands for each item of a list.
   * `presumed` are required members that the documentation does not show for this operation (Q78).
   */
  readonly shows: { readonly schema: string; readonly pointer: string; readonly presumed?: readonly string[] };
  /** Names of its query parameters. */
  readonly query: readonly string[];
  /** Members of the body that are documented and ignored. */
  readonly ignores: readonly string[];
  readonly errors: readonly OperationError[];
  /** Errors that the documentation does not list for it, with the question whose reading they are. */
  readonly presumed: readonly (OperationError<ErrorCode | OwnErrorCode> & { readonly question: string })[];
  readonly source: string;
}

export interface OperationError<Code = ErrorCode> {
  readonly code: Code;
  readonly status: number;
}

/** One of the 24 documented codes. */
export interface DocumentedError {
  readonly status: number;
  /** `ours` where the documentation shows the code without a status. */
  readonly statusMark: 'stated' | 'ours';
  /** Whether prose or only an example has the code. */
  readonly mark: 'stated' | 'example';
  readonly operations: readonly OperationId[];
  /** The first printed message, or one of ours. */
  readonly message: string;
  /** Every message that the documentation prints. */
  readonly printed: readonly string[];
  readonly source: string;
  /** Question about the status, or about a message that is not documented. */
  readonly question?: string;
}

/** A code that the documentation does not have and the emulator needs. */
export interface OwnError {
  readonly status: number;
  readonly message: string;
  readonly question?: string;
}
