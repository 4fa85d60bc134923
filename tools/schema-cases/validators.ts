import { readdirSync } from 'node:fs';
import { type Schema, Validator } from '@cfworker/json-schema';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import fc from 'fast-check';
import { type JsonSchema, schema } from '../../spec/validation/schemas.ts';
import { cellsOf } from '../../suites/arbitraries/schema/compile.ts';

const base = 'https://schemas.invalid/';
const folder = new URL('../../spec/schemas/', import.meta.url);

/** Every schema of the contract, by the path of its file below `spec/schemas`, without the ending. */
export const files: readonly string[] = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.schema.json') && !name.startsWith('kit'))
  .map((name) => name.replace('.schema.json', '').replaceAll('\\', '/'))
  .sort();

const withId = (file: string): JsonSchema => ({ ...schema(file), $id: `${base}${file}.schema.json` });

/** Our own words in the schemas, which a strict compiler must know. */
const ownKeywords: readonly string[] = [
  ...['x-source', 'x-question', 'x-expects', 'x-traits'],
  ...['x-generate', 'x-generate-maximum', 'x-at-most'],
];

const ajv: Ajv2020 = new Ajv2020({ allErrors: true, strictTypes: false });
formats.default(ajv);
for (const keyword of ownKeywords) ajv.addKeyword({ keyword });
for (const file of files) ajv.addSchema(withId(file));

/** The errors of ajv; none for a valid value. */
export function errorsOf(file: string, value: unknown): readonly ErrorObject[] {
  const validate = ajv.getSchema(`${base}${file}.schema.json`);
  if (!validate) throw new Error(`no schema ${file}`);
  return validate(value) ? [] : (validate.errors ?? []);
}

/** A changed copy of a schema, for one test. */
export function compiled(changed: JsonSchema, file: string): ValidateFunction {
  return ajv.compile({ ...changed, $id: `${base}${file}.changed-${++copies}.json` });
}
let copies = 0;

/** The keywords of a file that its own invalid cases break: what stands in another file is that one's. */
export function brokenPlaces(file: string): ReadonlySet<string> {
  const own = cellsOf(file, 'invalid').filter(({ schemaPointer }) => schemaPointer.startsWith(`${file}#/`));
  const values = own.flatMap(({ value }) => fc.sample(value(), { seed: 1, numRuns: 1 }));
  return new Set(values.flatMap((value) => errorsOf(file, value).map(({ schemaPath }) => `${file}${schemaPath}`)));
}

const others = new Map<string, Validator>();

/** Whether a value is valid by a validator that shares no code with ajv. */
export function isValidByOther(file: string, value: unknown): boolean {
  const known = others.get(file) ?? other(file);
  others.set(file, known);
  return known.validate(value).valid;
}

function other(file: string): Validator {
  const validator = new Validator(withId(file) as Schema, '2020-12', false);
  for (const each of files) if (each !== file) validator.addSchema(withId(each) as Schema);
  return validator;
}
