import { type ErrorCode, errorCodes, type OwnErrorCode, ownErrors } from '../../spec/index.ts';
import type { ApiReply } from './api.ts';

/** An error that the API gives. Codes, statuses and messages are those of `openapi.yaml`. */
export interface ApiProblem {
  readonly code: string;
  readonly status: number;
  readonly message: string;
}

export function problem(code: ErrorCode | OwnErrorCode, message?: string): ApiProblem {
  const known = factsOf(code);
  return { code, status: known?.status ?? 400, message: message ?? known?.message ?? code };
}

/** What is known about a code, documented or not. */
export function factsOf(code: string): { readonly status: number; readonly message: string } | undefined {
  if (Object.hasOwn(errorCodes, code)) return errorCodes[code as ErrorCode];
  return Object.hasOwn(ownErrors, code) ? ownErrors[code as OwnErrorCode] : undefined;
}

export function isProblem(value: object): value is ApiProblem {
  return 'code' in value && 'status' in value;
}

/** The documented envelope. */
export function envelope(
  { code, status, message }: ApiProblem,
  members: Readonly<Record<string, unknown>> = {},
): ApiReply {
  // RFC 9110 §15.5.2: a 401 names the scheme.
  const challenge = status === 401 ? { 'WWW-Authenticate': 'Bearer' } : undefined;
  return jsonReply(status, { error: { code, message, ...members } }, challenge);
}

const json: ApiReply['headers'] = { 'Content-Type': 'application/json' };

export function jsonReply(status: number, value: unknown, headers?: ApiReply['headers']): ApiReply {
  return { status, headers: headers ? { ...json, ...headers } : json, body: JSON.stringify(value) };
}
