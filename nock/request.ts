import type { ApiRequest, SeenRequest } from '../platform/api/api.ts';
import { type OperationId, operations } from '../spec/index.ts';

/** A request as it was sent. */
export interface AskedRequest {
  readonly method: string;
  /** Below the base URL, without its query. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** A value if the body is JSON, else text; undefined if there is none. */
  readonly body: unknown;
}

/** A request that reached the API, with its breaches of the contract. */
export interface MockRequest extends AskedRequest {
  /** `operationId`; undefined where the documentation has none. */
  readonly operation: OperationId | undefined;
  /** A JSON pointer, `query/NAME` or `path/NAME`, what was expected there, and what was there. */
  readonly problems: SeenRequest['problems'];
  /** Members of the body and `query/NAME` that have no effect. */
  readonly ignored: readonly string[];
  /** Name of the fault that it met. */
  readonly fault: string | undefined;
  /** Status of the response; undefined if there was none. */
  readonly status: number | undefined;
}

/** By its path below the base URL. */
export function askedOf({ method, headers, body }: ApiRequest, below: string): AskedRequest {
  const [path = '', query = ''] = below.split('?', 2);
  return {
    method,
    path,
    query: Object.fromEntries(new URLSearchParams(query)),
    headers,
    body: contentOf(body.toString()),
  };
}

/** With what the API saw of it, if it is one of the API's. */
export function requestOf(request: ApiRequest, below: string, seen: SeenRequest | undefined): MockRequest {
  const asked = askedOf(request, below);
  const { problems, ignored, fault, exchange, operation } = seen ?? {};
  return {
    ...asked,
    operation: isOperation(operation) ? operation : undefined,
    problems: problems ?? [
      { where: 'path', expected: 'a documented operation', actual: `${asked.method} ${asked.path}` },
    ],
    ignored: ignored ?? [],
    fault,
    status: exchange?.response?.status,
  };
}

function isOperation(name: string | undefined): name is OperationId {
  return name !== undefined && Object.hasOwn(operations, name);
}

function contentOf(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
