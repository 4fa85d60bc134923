import { escapePointer, expectedBy, type KitConfig, type SchemaError, validators, valueAt } from '../../spec/index.ts';
import { meantKey, unknownKeyRemedy } from './meant.ts';
import { remedyOf } from './remedy.ts';
import { UsageError } from './usage-error.ts';

/** The configuration, if it is one; `raw` is what was written, before the environment was filled in, and `place` where. */
export async function checked(value: unknown, raw: unknown, place: string = ''): Promise<KitConfig> {
  const { config: validate } = await validators('config');
  const known: unknown = withoutUndefined(value);
  if (validate(known)) return known as KitConfig;
  const errors: readonly SchemaError[] = validate.errors ?? [];
  // An unknown key is the likelier slip, and often the reason for a missing one.
  const error = errors.find(({ params }) => unknownKey(params) !== undefined) ?? errors[0];
  if (!error) throw new UsageError(`${place}it is not a configuration`);
  const key = unknownKey(error.params);
  const remedy =
    key === undefined ? remedyOf(error, valueAt(raw, error.instancePath)) : unknownKeyRemedy(key, error.instancePath);
  throw new UsageError(`${place}${sentence(error, raw)}`, remedy);
}

function sentence(error: SchemaError, raw: unknown): string {
  const { instancePath, params } = error;
  const key = unknownKey(params);
  if (key === undefined) {
    const place = instancePath === '' ? 'the configuration' : instancePath;
    return `${place} ${expectedBy(error)}${allowedInWords(params)} (got ${valueInWords(instancePath, raw)})`;
  }
  const pointer = `${instancePath}/${escapePointer(key)}`;
  const meant = meantKey(key, instancePath);
  return `unknown key ${JSON.stringify(key)} at ${pointer} with the value ${valueInWords(pointer, raw)}${meant}`;
}

function unknownKey({ additionalProperty, unevaluatedProperty }: SchemaError['params']): string | undefined {
  const key = additionalProperty ?? unevaluatedProperty;
  return typeof key === 'string' ? key : undefined;
}

/** The words that a schema allows, where it names them. */
export function allowedInWords({ allowedValues }: SchemaError['params']): string {
  return Array.isArray(allowedValues) ? ` (${allowedValues.join(', ')})` : '';
}

/** A value for a message: short, and never a secret. */
export function valueInWords(pointer: string, raw: unknown): string {
  if (pointer.startsWith('/access/')) return '[hidden]';
  if (/secret|key|token|password/i.test(pointer.split('/').at(-1) ?? '')) return '[hidden]';
  const value = valueAt(raw, pointer);
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'an array' : 'an object';
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

/** In a JavaScript configuration an undefined key is an absent one. */
function withoutUndefined(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutUndefined);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(entries.map(([key, member]) => [key, withoutUndefined(member)]));
}
