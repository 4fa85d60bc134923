import { isRecord, type SchemaError } from '../../spec/index.ts';
import { keysAt } from './keys.ts';

/** What to write instead of a value that the schema of the configuration refuses; undefined where its sentence says it. */
export function remedyOf({ instancePath, keyword, params }: SchemaError, value: unknown): string | undefined {
  const key = instancePath.split('/').at(-1) ?? '';
  if (instancePath === '' && keyword === 'type')
    return 'Write keys with values, such as answerUrl: "http://127.0.0.1:3000/answer".';
  if (value === null) return 'Give it a value, or leave the key out.';
  if (keyword === 'pattern' && typeof value === 'string') return variableRemedy(value);
  if (keyword !== 'type') return undefined;
  const name = /^\d+$/.test(key) ? '' : `${key}: `;
  switch (params.type) {
    case 'string':
      if (key.endsWith('Url')) return 'Write a URL such as http://127.0.0.1:3000/path.';
      return isScalar(value) ? `Write it in quotes: ${name}"${showValue(key, value)}".` : undefined;
    case 'integer':
    case 'number':
      return typeof value === 'string' && /^\d+$/.test(value) ? `Write it without quotes: ${name}${value}.` : undefined;
    case 'array':
      return isScalar(value) ? `Write a list: ${name}["${showValue(key, value)}"].` : undefined;
    case 'object':
      return isRecord(value) ? undefined : `Its own keys are ${keysAt(instancePath).join(', ')}.`;
    default:
      return undefined;
  }
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
