import { isRecord, type JsonSchema, schema } from '../../spec/index.ts';

type Data = Readonly<Record<string, unknown>>;

/**
 * The least that a member of a schema allows: required members alone, each the first documented value or the smallest.
 * For events of which no more is known than their schema says.
 */
export function leastOf(file: string, member: string): Data {
  const { properties } = schema(file);
  const node = isRecord(properties) ? properties[member] : undefined;
  const value = isRecord(node) ? leastValue(node, file) : undefined;
  return isRecord(value) ? value : {};
}

function leastValue(node: JsonSchema, file: string): unknown {
  if (typeof node.$ref === 'string') {
    const target = new URL(node.$ref, `file:///${file}`).pathname.slice(1).replace(/\.schema\.json$/, '');
    return leastValue(schema(target), target);
  }
  if ('const' in node) return node.const;
  const [first] = [...listOf(node.enum), ...listOf(node.examples)];
  if (first !== undefined) return first;
  switch (node.type) {
    case 'object':
      return leastObject(node, file);
    case 'array':
      return [];
    case 'integer':
    case 'number':
      return node.minimum ?? 0;
    case 'boolean':
      return false;
    case 'string':
      return leastText(node, file);
    default:
      return null;
  }
}

function leastObject({ properties, required }: JsonSchema, file: string): Data {
  const members = isRecord(properties) ? properties : {};
  return Object.fromEntries(
    listOf(required).map((name) => {
      const member = members[String(name)];
      return [String(name), isRecord(member) ? leastValue(member, file) : null];
    }),
  );
}

function leastText({ format, pattern, minLength }: JsonSchema, file: string): string {
  if (format === undefined && pattern === undefined) return '1'.repeat(typeof minLength === 'number' ? minLength : 0);
  throw new Error(`spec/schemas/${file}.schema.json: a required text with a form needs examples`);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
