import { readdirSync, readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { parse } from 'yaml';

type Json = Readonly<Record<string, unknown>>;
interface Sample {
  readonly file: string;
  readonly kind: 'answer' | 'invalid-answer' | 'event' | 'request' | 'response' | 'error';
  readonly operation?: string;
  readonly event?: string;
  readonly http_status?: number;
}
interface Operation {
  readonly operationId: string;
  readonly request: unknown;
  readonly responses: ReadonlyMap<
    string,
    {
      readonly codes: readonly unknown[];
      readonly isDocumented: boolean;
      readonly presumed: Json;
      readonly schema: unknown;
    }
  >;
}

export const spec: URL = new URL('../../spec/', import.meta.url);
const samplesFolder: URL = new URL('../../fixtures/samples/', import.meta.url);
/** Any absolute address will do; the relative references of the schemas resolve against it. */
const base = 'https://spec.invalid/';

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
export const object = (value: unknown): Json => {
  if (!isObject(value)) throw new Error(`expected an object, saw ${JSON.stringify(value)}`);
  return value;
};
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const found = <T>(value: T | undefined, what: string): T => {
  if (value === undefined) throw new Error(`no ${what}`);
  return value;
};
export const read = (url: URL): unknown => JSON.parse(readFileSync(url, 'utf8'));
export const sample = (file: string): unknown => read(new URL(file, samplesFolder));
const samples = list(read(new URL('index.json', samplesFolder))) as readonly Sample[];
export const ofKind = (kind: Sample['kind']): readonly Sample[] => samples.filter((entry) => entry.kind === kind);

const ajv: Ajv2020 = new Ajv2020({ allErrors: true });
formats.default(ajv);
for (const word of ['x-source', 'x-question', 'x-generate']) ajv.addKeyword({ keyword: word, schemaType: 'string' });
ajv.addKeyword({ keyword: 'x-generate-maximum', schemaType: 'number' });
ajv.addKeyword({ keyword: 'x-traits', schemaType: 'object' });
export const schemaFiles: readonly string[] = ['schemas/', 'schemas/events/', 'schemas/resources/'].flatMap((folder) =>
  readdirSync(new URL(folder, spec))
    .filter((name) => name.endsWith('.schema.json') && name !== 'answer.schema.json')
    .map((name) => folder + name),
);
for (const file of schemaFiles) ajv.addSchema(object(read(new URL(file, spec))), base + file);
export const validator = (file: string): ValidateFunction => found(ajv.getSchema(base + file), `schema ${file}`);

export const openapi: Json = object(parse(readFileSync(new URL('openapi.yaml', spec), 'utf8')));
const resolve = (node: unknown): Json => {
  const reference = object(node).$ref;
  if (typeof reference !== 'string') return object(node);
  return object(
    reference
      .slice(2)
      .split('/')
      .reduce<unknown>((at, key) => object(at)[key], openapi),
  );
};
const schemaIn = (node: unknown): unknown => object(object(object(node).content)['application/json']).schema;
export const readOperation = (node: unknown): Operation => {
  const { operationId, requestBody, responses } = object(node);
  return {
    operationId: String(operationId),
    request: requestBody === undefined ? undefined : schemaIn(requestBody),
    responses: new Map(
      Object.entries(object(responses)).map(([status, response]) => {
        const resolved = resolve(response);
        const codes = resolved['x-codes'];
        const presumed = object(resolved['x-codes-presumed'] ?? {});
        const schema = resolved.content && schemaIn(resolved);
        return [status, { codes: list(codes), isDocumented: codes !== undefined, presumed, schema }];
      }),
    ),
  };
};
export const operations: ReadonlyMap<string, Operation> = new Map<string, Operation>(
  Object.entries(object(openapi.paths)).flatMap(([path, item]) =>
    Object.entries(object(item)).map(([method, node]): [string, Operation] => [
      `${method.toUpperCase()} /v1${path.replace(/\{(\w+)\}/g, ':$1')}`,
      readOperation(node),
    ]),
  ),
);
export const operation = (name: string | undefined): Operation =>
  found(operations.get(name ?? ''), `operation ${name}`);

/** Compiles a schema that stands in openapi.yaml, whose references are relative to spec/. */
export const inline = (schema: unknown): ValidateFunction =>
  ajv.compile({ ...object(schema), $id: `${base}inline-${++inlined}` });
let inlined = 0;
export const problems = (validate: ValidateFunction, value: unknown): readonly string[] =>
  validate(value) ? [] : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
