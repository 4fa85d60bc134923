import { type ErrorCode, errorCodes, type OperationId, operations } from '../../spec/index.ts';
import type { Fault } from './faults/faults.ts';

/** What the laws of error handling put before a client: `suites/api` out of process, `nock` in-process. */

type ErrorFault = Extract<Fault, { kind: 'error' }>;
type Cases<Kind extends Fault = Fault> = Readonly<Record<string, Kind>>;

/** Told by an outcome that differs: neither is in any documentation. */
const plantedMessage = 'kit message that no documentation prints';
const plantedMembers: Readonly<Record<string, unknown>> = {
  details: { kit: 'detail' },
  request_id: 'req-kit-1',
};

/** The error codes of an operation, by its id; none for an undocumented one. */
export function documentedCodes(operation: string): readonly ErrorCode[] {
  return Object.hasOwn(operations, operation)
    ? operations[operation as OperationId].errors.map(({ code }) => code)
    : [];
}

/** The same code in other words: a client that decides by the code behaves the same. */
export function variantsOf(code: ErrorCode): Cases<ErrorFault> {
  const status = otherStatus(code);
  return {
    'another message': { kind: 'error', code, message: plantedMessage },
    'further members': { kind: 'error', code, members: plantedMembers },
    [`status ${status}`]: { kind: 'error', code, status },
  };
}

/** Statuses of documented errors, without 429 and 401, because libraries react to them on their own. */
const otherStatuses: readonly number[] = [402, 403, 409, 400, 422];

/**
 * Another status of the same class, so that it stays plausible. Codes that share a status each get another one, so that a
 * client that decides by any of them is seen: what a status means is no business of a code that comes with it.
 */
function otherStatus(code: ErrorCode): number {
  const { status } = errorCodes[code];
  if (status >= 500) return status === 500 ? 503 : 500;
  const alike = Object.entries(errorCodes).filter(([, facts]) => facts.status === status);
  const place = alike.findIndex(([each]) => each === code);
  const others = otherStatuses.filter((each) => each !== status);
  return others[place % others.length] ?? 409;
}

/** Texts that the kit puts into the error of a code: showing them is no decision. */
export function plantedIn(code: string): readonly string[] {
  const usual = Object.hasOwn(errorCodes, code) ? [errorCodes[code as ErrorCode].message] : [];
  return [plantedMessage, 'req-kit-1', 'detail', ...usual];
}

/** A code of no documentation, and errors with it: each class of status with which it may come. */
export const unknownCode = 'kit_code_that_is_not_documented';
const unknownStatuses: readonly number[] = [400, 409, 503];
export const unknownErrors: Cases = Object.fromEntries(
  unknownStatuses.map((status): [string, Fault] => [
    `an unknown code with status ${status}`,
    { kind: 'error', code: unknownCode, status },
  ]),
);

/** Errors with these codes, by code. */
export function errorsWith(codes: readonly string[]): Cases {
  return Object.fromEntries(codes.map((code): [string, Fault] => [code, { kind: 'error', code }]));
}

/** Failures that only a person or time can fix. */
export const finalCodes: readonly ErrorCode[] = [
  'insufficient_balance',
  'spend_control_exceeded',
  'rate_not_found',
  'no_active_trunk',
];

/** Failures that pass once fewer calls are made. */
export const limitCodes: readonly ErrorCode[] = ['cps_limit_reached', 'concurrent_call_limit_reached'];

const json = 'application/json';
const html = 'text/html';
export const badGateway: Fault = {
  kind: 'raw',
  status: 502,
  contentType: html,
  body: '<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>',
};
const inBody: Fault = { kind: 'cut', when: 'in-body' };
const half = '{"id":"call_20260529T12';

/** Errors that are not the envelope, as proxies, crashes and other people's servers send them. */
export const malformed: Cases = {
  'the HTML of a proxy with status 502': badGateway,
  'an empty body with status 500': { kind: 'raw', status: 500, contentType: json, body: '' },
  'half a JSON document with status 400': {
    kind: 'raw',
    status: 400,
    contentType: json,
    body: '{"error":{"code":"invalid_re',
  },
  'an error that is a text': { kind: 'raw', status: 400, contentType: json, body: '{"error":"invalid_request"}' },
  'an error that is null': { kind: 'raw', status: 400, contentType: json, body: '{"error":null}' },
  'an error without a message': {
    kind: 'raw',
    status: 401,
    contentType: json,
    body: '{"error":{"code":"unauthorized"}}',
  },
  'JSON that is no object': { kind: 'raw', status: 400, contentType: json, body: '["error"]' },
  'an error with status 200': {
    kind: 'raw',
    status: 200,
    contentType: json,
    body: '{"error":{"code":"insufficient_balance","message":"balance is too low to create call"}}',
  },
  'the HTML of a login page with status 200': {
    kind: 'raw',
    status: 200,
    contentType: html,
    body: '<html><head><title>Sign in</title></head><body><form></form></body></html>',
  },
  'an empty body with status 200': { kind: 'raw', status: 200, contentType: json, body: '' },
  'half a JSON document with status 200': { kind: 'raw', status: 200, contentType: json, body: half },
  'null with status 200': { kind: 'raw', status: 200, contentType: json, body: 'null' },
  'a connection that was cut in the response': inBody,
};

/** What only the creation of something is wrong with: it says nothing of what was created. */
export const hollow: Cases = {
  'an empty object with status 201': { kind: 'raw', status: 201, contentType: json, body: '{}' },
};

export const silence: Fault = { kind: 'hang' };
/** Headers and half of the body, and then nothing more. */
export const stall: Fault = { kind: 'hang', when: 'in-body' };

/** Faults after which the client cannot know whether a call was created. */
export const ambiguous: Cases = {
  'the connection was cut after the request': { kind: 'cut', when: 'after-read' },
  'the response was cut off': inBody,
  'nothing was answered': silence,
  'a gateway answered 502 with HTML': badGateway,
  'a gateway answered 504 with HTML': {
    kind: 'raw',
    status: 504,
    contentType: html,
    body: '<html><head><title>504 Gateway Time-out</title></head><body><h1>504 Gateway Time-out</h1></body></html>',
  },
  'the success could not be read': { kind: 'raw', status: 201, contentType: json, body: half },
};
