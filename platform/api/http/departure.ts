import { expectedBy, type SchemaError, show, valueAt } from '../../../spec/index.ts';
import type { SeenRequest } from '../api.ts';

/** What a request should have been, and what it was. */
export function departure(error: SchemaError, value: unknown): SeenRequest['problems'][number] {
  const missing = error.params.missingProperty !== undefined;
  return {
    where: placeOf(error),
    expected: missing ? 'a value' : expectedBy(error),
    actual: missing ? 'nothing' : show(valueAt(value, error.instancePath)),
  };
}

/** The message of a refusal, in the manner of the two that are printed: `name is required`, `answer_url must be a valid URL`. */
export function sentence(error: SchemaError, value: unknown): string {
  const { keyword, params, message = 'is not allowed' } = error;
  const name = placeOf(error).split('/').slice(1).join('.') || 'the body';
  const seen = valueAt(value, error.instancePath);
  if (keyword === 'required' || (keyword === 'minLength' && seen === '')) return `${name} is required`;
  if (keyword === 'format' && params.format === 'uri') return `${name} must be a valid URL`;
  if (keyword === 'format' && params.format === 'date-time')
    return `${name} must be a time such as 2026-05-29T12:00:00Z`;
  if (keyword === 'pattern') return `${name} must be an E.164 number`;
  if (keyword === 'type') return `${name} must be ${params.type === 'object' ? 'an' : 'a'} ${String(params.type)}`;
  return `${name} ${message}`;
}

/** A JSON pointer; into the query or the path, `query/NAME` or `path/NAME`. */
function placeOf({ instancePath, params }: SchemaError): string {
  const missing = params.missingProperty === undefined ? '' : `/${String(params.missingProperty)}`;
  return `${instancePath}${missing}`.replace(/^\/(query|path)\//, '$1/');
}
