import path from 'node:path';
import { isRecord, type JsonSchema, schema } from '../../../spec/index.ts';
import type { ObjectShape, Shape, StringShape } from './shape.ts';

const annotations = [
  '$schema',
  'title',
  'description',
  'deprecated',
  'x-source',
  'x-question',
  'x-expects',
  'x-traits',
];
const keywordsOf: Readonly<Record<string, readonly string[]>> = {
  fixed: ['type', 'const', 'enum'],
  string: ['type', 'minLength', 'maxLength', 'pattern', 'format', 'examples', 'x-generate'],
  number: ['type', 'minimum', 'maximum', 'x-generate-maximum'],
  integer: ['type', 'minimum', 'maximum', 'x-generate-maximum'],
  boolean: ['type'],
  null: ['type'],
  object: ['type', 'properties', 'required', 'additionalProperties', 'propertyNames', 'anyOf', 'x-at-most'],
  array: ['type', 'items'],
  reference: ['$ref', 'required'],
  choice: ['anyOf', 'oneOf'],
};

const known = new Map<string, Shape>();

/** The shape of a schema file, by its path below `schemas/`, without the ending. */
export function shapeOf(file: string): Shape {
  const shape = known.get(file) ?? readShape(schema(file), `${file}#`);
  known.set(file, shape);
  return shape;
}

/** The shape of a schema that stands at a place; throws for a keyword that no generator knows. */
export function readShape(node: JsonSchema, at: string): Shape {
  const type = typeOf(node, at);
  const allowed = [...annotations, ...(keywordsOf[type] ?? [])];
  const strange = Object.keys(node).find((keyword) => !allowed.includes(keyword));
  if (strange !== undefined) {
    throw new Error(`${at}/${strange}: no generator knows the keyword ${JSON.stringify(strange)} here (${type})`);
  }
  switch (type) {
    case 'fixed':
      return 'const' in node
        ? { type, at, keyword: 'const', values: [node.const], isTyped: 'type' in node }
        : { type, at, keyword: 'enum', values: list(node.enum), isTyped: 'type' in node };
    case 'string':
      return text(node, at);
    case 'number':
    case 'integer':
      return {
        type,
        at,
        minimum: number(node.minimum),
        maximum: number(node.maximum),
        largest: number(node['x-generate-maximum']),
      };
    case 'boolean':
    case 'null':
      return { type, at };
    case 'object':
      return members(node, at);
    case 'array':
      return { type, at, items: readShape(part(node.items, `${at}/items`), `${at}/items`) };
    case 'reference':
      return referred(node, at);
    default: {
      const keyword = 'anyOf' in node ? 'anyOf' : 'oneOf';
      const of = list(node[keyword]).map((each, index) => readShape(part(each, at), `${at}/${keyword}/${index}`));
      return { type: 'choice', at, keyword, of };
    }
  }
}

function typeOf(node: JsonSchema, at: string) {
  if ('$ref' in node) return 'reference';
  if ('const' in node || 'enum' in node) return 'fixed';
  const { type } = node;
  const types = ['string', 'number', 'integer', 'boolean', 'null', 'object', 'array'] as const;
  const named = types.find((each) => each === type);
  if (named) return named;
  if (type === undefined && ('anyOf' in node || 'oneOf' in node)) return 'choice';
  throw new Error(`${at}/type: no generator knows the type ${JSON.stringify(type)}`);
}

function text(node: JsonSchema, at: string): StringShape {
  return {
    type: 'string',
    at,
    minLength: number(node.minLength) ?? 0,
    maxLength: number(node.maxLength) ?? Number.POSITIVE_INFINITY,
    pattern: word(node.pattern),
    format: word(node.format),
    generate: word(node['x-generate']),
    examples: list(node.examples).map(String),
  };
}

function members(node: JsonSchema, at: string): ObjectShape {
  const { properties = {}, additionalProperties: others = true, propertyNames } = node;
  const own = Object.entries(part(properties, at));
  if (own.length > 0 && isRecord(others)) {
    throw new Error(`${at}/additionalProperties: no generator knows a schema beside properties`);
  }
  const alternatives = list(node.anyOf).map((each, index) => {
    const strange = Object.keys(part(each, at)).find((keyword) => keyword !== 'required');
    if (strange) throw new Error(`${at}/anyOf/${index}/${strange}: beside properties, only required is known here`);
    return list(part(each, at).required).map(String);
  });
  const names = propertyNames === undefined ? undefined : readShape(part(propertyNames, at), `${at}/propertyNames`);
  if (names && names.type !== 'string') throw new Error(`${at}/propertyNames: names are strings`);
  return {
    type: 'object',
    at,
    properties: Object.fromEntries(
      own.map(([name, each]) => [name, readShape(part(each, at), `${at}/properties/${name}`)]),
    ),
    required: new Map(list(node.required).map((name) => [String(name), at])),
    others: isRecord(others) ? readShape(others, `${at}/additionalProperties`) : others === false ? 'closed' : 'open',
    names,
    alternatives,
    atMost: Object.fromEntries(
      Object.entries(part(node['x-at-most'] ?? {}, at)).map(([name, of]) => [name, list(of).map(String)]),
    ),
  };
}

/** What a reference leads to, and perhaps more names that are required beside it. */
function referred(node: JsonSchema, at: string): Shape {
  const [file = ''] = at.split('#');
  const target = path.posix.join(path.posix.dirname(file), String(node.$ref)).replace(/\.schema\.json$/, '');
  const shape = shapeOf(target);
  const more = list(node.required).map((name): [string, string] => [String(name), at]);
  if (more.length === 0) return shape;
  if (shape.type !== 'object') throw new Error(`${at}/required: ${target} is no object`);
  return { ...shape, required: new Map([...shape.required, ...more]) };
}

function part(value: unknown, at: string): JsonSchema {
  if (isRecord(value)) return value;
  throw new Error(`${at}: expected a schema, saw ${JSON.stringify(value)}`);
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const number = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);
const word = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
