import { readFileSync } from 'node:fs';
import path from 'node:path';

type BundledSchema = Readonly<Record<string, unknown>>;

/** Keywords that draft 7 does not know. It would ignore them, and so allow more than the schema does. */
const later: ReadonlySet<string> = new Set([
  ...['$anchor', '$defs', '$dynamicAnchor', '$dynamicRef', 'dependentRequired', 'dependentSchemas', 'maxContains'],
  ...['minContains', 'prefixItems', 'unevaluatedItems', 'unevaluatedProperties'],
]);

/** Schema files and all that they refer to, by their names, for `components` of one document that reads draft 7. */
export function bundleSchemas(files: readonly string[]): Readonly<Record<string, BundledSchema>> {
  const places = new Map<string, string>();
  const schemas: Record<string, BundledSchema> = {};
  const queue = [...files];
  for (const file of queue) {
    const name = schemaName(file);
    const known = places.get(name);
    if (known === file) continue;
    if (known !== undefined) throw new Error(`${known} and ${file} would have one name in the bundle`);
    places.set(name, file);
    schemas[name] = JSON.parse(readFileSync(file, 'utf8'), (key, value: unknown) => {
      if (later.has(key)) throw new Error(`${file} has ${key}, which draft 7 does not know`);
      if (key === '$schema') return undefined;
      if (key !== '$ref' || typeof value !== 'string') return besideReference(value);
      if (!value.startsWith('.')) throw new Error(`${file} refers to ${value}, which is no other file`);
      queue.push(path.resolve(path.dirname(file), value));
      return schemaReference(value);
    }) as BundledSchema;
  }
  return schemas;
}

/** A reference to a schema of the bundle, by the path of its file. */
export function schemaReference(file: string): string {
  return `#/components/schemas/${schemaName(file)}`;
}

/** Draft 7 ignores what stands beside a reference. */
function besideReference(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('$ref' in value)) return value;
  const { $ref, allOf = [], ...rest } = value as BundledSchema & { readonly allOf?: readonly unknown[] };
  return allOf.length + Object.keys(rest).length === 0 ? value : { ...rest, allOf: [{ $ref }, ...allOf] };
}

function schemaName(file: string): string {
  return path.basename(file, '.schema.json');
}
