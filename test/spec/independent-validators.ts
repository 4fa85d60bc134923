import { readdirSync } from 'node:fs';
import { type Schema, Validator } from '@cfworker/json-schema';
import { parse } from '@humanwhocodes/momoa';
import { schema } from '../../spec/validation/schemas.ts';

const base = 'https://schemas.invalid/';

/** Our schemas, read by another implementation than the one that the kit compiles them with. */
function validator(): Validator {
  const answer = { ...schema('answer'), $id: `${base}answer.schema.json` };
  const made = new Validator(answer as Schema, '2020-12', true);
  for (const file of readdirSync(new URL('../../spec/schemas/actions/', import.meta.url))) {
    const name = `actions/${file.replace('.schema.json', '')}`;
    made.addSchema({ ...schema(name), $id: `${base}${name}.schema.json` } as Schema);
  }
  return made;
}

const byOthers = validator();

/** Whether bytes are one JSON text of UTF-8 without a byte order mark, by another parser; its value, as JSON.parse reads it. */
function read(bytes: Uint8Array): { readonly value: unknown } | undefined {
  const text = Buffer.from(bytes).toString('utf8');
  if (!Buffer.from(text).equals(bytes) || text.startsWith('\ufeff')) return undefined;
  try {
    parse(text, { mode: 'json' });
    return { value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}

/** Whether a body is an answer by the schemas, as others read JSON and JSON Schema. */
export function isAnswer(bytes: Uint8Array): boolean {
  const document = read(bytes);
  return document !== undefined && byOthers.validate(document.value).valid;
}

/** A 2xx status that comes with a body. */
export function isSuccess(status: number, length: number): boolean {
  return Math.floor(status / 100) === 2 && !([204, 205].includes(status) && length === 0);
}

/** One media type of JSON, by RFC 9110 and RFC 6839, word by word. */
export function isJsonType(value: string): boolean {
  const [media = ''] = value.split(';');
  const [type = '', subtype = '', ...more] = media.trim().toLowerCase().split('/');
  const isToken = (word: string): boolean =>
    word !== '' && [...word].every((character) => /[a-z0-9!#$&^_.+-]/.test(character));
  if (more.length > 0 || !isToken(type) || !isToken(subtype)) return false;
  return (type === 'application' && subtype === 'json') || (subtype.endsWith('+json') && subtype !== '+json');
}
