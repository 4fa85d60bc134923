import { isRecord, type SchemaError } from '../../spec/index.ts';
import { keysAt } from './keys.ts';

/** What to write instead of a value that the schema of the configuration refuses; undefined where its sentence says it. */
export function remedyOf({ instancePath, keyword, params }: SchemaError, value: unknown): string | undefined {
  const key = instancePath.split('/').at(-1) ?? '';
  if (instancePath === '' && keyword === 'type')
    return 'Write keys with values, such as answerUrl: "http://127.0.0.1:3000/answer".';
  if (value === null) return 'Give it a value, or leave the key out.';
  if (keyword === 'minLength' && value === '') return 'Give it a value, or leave the key out.';
  if (keyword === 'pattern' && typeof value === 'string') return variableRemedy(value);
  if (keyword !== 'type') return undefined;
  const name = /^\d+$/.test(key) ? '' : `${key}: `;
  switch (params.type) {
    case 'string':
      if (key.endsWith('Url')) return 'Write a URL such as http://127.0.0.1:3000/path.';
      if (key === 'basicAuth') return 'Write it as one text: basicAuth: "user:password".';
      if (Array.isArray(value)) return `Write one text: ${name}"${showValue(key, value.join(' '))}".`;
      return isScalar(value) ? `Write it in quotes: ${name}"${showValue(key, value)}".` : undefined;
    case 'integer':
    case 'number':
      return typeof value === 'string' ? numberRemedy(key, name, value) : undefined;
    case 'boolean':
      return /^(true|yes|on)$/i.test(String(value)) ? `Write ${name}true.` : `Write ${name}true or ${name}false.`;
    case 'array':
      if (isRecord(value)) return `Write a list: ${name}[{ … }].`;
      return isScalar(value) ? `Write a list: ${name}["${showValue(key, value)}"].` : undefined;
    case 'object':
      return isRecord(value) ? undefined : objectRemedy(instancePath, key);
    default:
      return undefined;
  }
}

/** A number in quotes, or one with a unit: the unit is in the name of the key. */
function numberRemedy(key: string, name: string, value: string): string | undefined {
  if (key === 'instances')
    return `Write ${/^\d+$/.test(value) ? `it without quotes: ${name}${value}` : 'a number or auto'}.`;
  const [, digits, unit = ''] = /^\s*(\d+)\s*(ms|s|sec|secs|seconds?|m|min|minutes?)?\s*$/i.exec(value) ?? [];
  if (digits === undefined) return `Write a number: ${name}${key.endsWith('Ms') ? 1000 : 1}.`;
  if (unit === '') return `Write it without quotes: ${name}${digits}.`;
  const isMinutes = key.endsWith('Minutes');
  const factor = /^ms/i.test(unit) ? 1 : /^s/i.test(unit) ? 1000 : 60_000;
  const amount = (Number(digits) * factor) / (isMinutes ? 60_000 : 1);
  return `Write ${isMinutes ? 'minutes' : 'milliseconds'} as a number: ${name}${amount}.`;
}

const namedValues: Readonly<Record<string, string>> = {
  env: '{ PORT: "3000" }',
  headers: '{ X-Staging-Key: "…" }',
  cookies: '{ session: "…" }',
  assumptions: '{ Q51: seconds }',
};

function objectRemedy(pointer: string, key: string): string {
  const keys = keysAt(pointer);
  if (keys.length > 0) return `Its own keys are ${keys.join(', ')}.`;
  return `Write names with values: ${key}: ${namedValues[key] ?? '{ NAME: "value" }'}.`;
}

/** The remedy for a value that should come from the environment, or that contains a variable without a value. */
export function variableRemedy(value: string): string | undefined {
  if (value === '') return 'Set the variable that it comes from, or leave the key out.';
  const [, name] = /\$([A-Za-z_]\w*)/.exec(value) ?? [];
  if (name !== undefined) return `Write \${${name}} to take it from the environment.`;
  const [, withDefault] = /\$\{([A-Za-z_]\w*)[^}]+\}/.exec(value) ?? [];
  if (withDefault !== undefined) return `Write \${${withDefault}} alone: there is no default, and it must be set.`;
  const isUnset = /(^|[^a-z])(undefined|null|NaN)([^a-z]|$)/.test(value);
  return isUnset ? 'A variable in it has no value: set it, or write the value here.' : undefined;
}

function isScalar(value: unknown): boolean {
  return ['string', 'number', 'boolean', 'bigint'].includes(typeof value);
}

/** A long number may have lost digits or its plus when it was read, and a secret is not shown. */
function showValue(key: string, value: unknown): string {
  const text = String(value);
  return /secret|key|token|password/i.test(key) || /^\d{7,}/.test(text) || text.length > 60 ? '…' : text;
}
