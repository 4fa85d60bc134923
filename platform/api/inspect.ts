import {
  isRecord,
  type Operation,
  parseJson,
  type SchemaError,
  type Validate,
  type validators,
} from '../../spec/index.ts';
import type { ApiRequest, SeenRequest } from './api.ts';
import { departure, sentence } from './http/departure.ts';
import type { Parameters } from './http/route.ts';
import { type ApiProblem, problem } from './problems.ts';

export type Compiled = Awaited<ReturnType<typeof validators<'api'>>>;

/** A request as far as the contract can judge it alone. */
export interface Inspected {
  readonly body: Readonly<Record<string, unknown>>;
  readonly query: Parameters;
  readonly problems: SeenRequest['problems'];
  readonly ignored: readonly string[];
  /** What the API says to it, if it is refused. */
  readonly refusal: ApiProblem | undefined;
}

/** Bytes of a body that are taken. */
export const bodyLimit: number = 1024 * 1024;

const noFields: Parameters = {};

/** The result for a request without content, or one that is not inspected. */
export const nothing: Inspected = { body: {}, query: noFields, problems: [], ignored: [], refusal: undefined };

export function inspect(
  operation: Operation,
  { path, query: text }: { readonly path: Parameters; readonly query: string },
  request: ApiRequest,
  { requests, parameters }: Compiled,
): Inspected {
  const inside = inspectBody(operation, request.body, requests[operation.id]);
  const query = text === '' ? noFields : Object.fromEntries(new URLSearchParams(text));
  const { errors } = inspectValue(parameters[operation.id], { path, query });
  if (errors.length === 0 && query === noFields) return inside;
  // A path that names nothing is not found; only a query can be refused.
  const wrong = errors.find(({ instancePath }) => instancePath.startsWith('/query'));
  const unknown = Object.keys(query).filter((name) => !operation.query.includes(name));
  return {
    ...inside,
    query,
    problems: [...errors.map((error) => departure(error, { path, query })), ...inside.problems],
    ignored: [...unknown.map((name) => `query/${name}`), ...inside.ignored],
    refusal: inside.refusal ?? (wrong && problem('invalid_request', sentence(wrong, { query }))),
  };
}

function inspectBody(operation: Operation, bytes: Buffer, validate: Validate | undefined): Inspected {
  if (bytes.length > bodyLimit) return { ...nothing, refusal: problem('request_too_large') };
  // Where nothing is required, an empty body is taken for an empty object (Q75).
  if (operation.body === 'none') return bytes.length === 0 ? nothing : { ...nothing, ignored: ['the body'] };
  if (operation.body === 'optional' && bytes.length === 0) return nothing;
  const parsed = parseJson(bytes);
  if (!parsed.ok) {
    const problems = [{ where: '', expected: 'a JSON document', actual: parsed.problem }];
    return { ...nothing, problems, refusal: problem('invalid_json') };
  }
  const { value, duplicates } = parsed;
  const { errors, extra } = inspectValue(validate, value);
  const body = isRecord(value) ? value : {};
  return {
    body,
    query: noFields,
    problems: [
      ...duplicates.map((where) => ({ where, expected: 'a member once', actual: 'the member more than once' })),
      ...errors.map((error) => departure(error, value)),
    ],
    ignored: [...operation.ignores.filter((name) => Object.hasOwn(body, name)), ...extra],
    refusal: errors[0] && refusalOf(errors[0], value),
  };
}

function refusalOf(error: SchemaError, value: unknown): ApiProblem {
  const isAction = error.instancePath === '/action' && error.keyword === 'enum';
  return isAction ? problem('invalid_action') : problem('invalid_request', sentence(error, value));
}

interface InspectedBody {
  readonly errors: readonly SchemaError[];
  readonly extra: readonly string[];
}

const valid: InspectedBody = { errors: [], extra: [] };

/** Errors of a schema; unknown members are listed separately, because the API ignores them (Q75). */
function inspectValue(validate: Validate | undefined, value: unknown): InspectedBody {
  if (!validate || validate(value)) return valid;
  const all = validate.errors ?? [];
  return {
    errors: all.filter(({ keyword }) => keyword !== 'additionalProperties'),
    extra: all.flatMap(({ params }) => params.additionalProperty ?? []).map(String),
  };
}
