import { readFileSync } from 'node:fs';

export interface JsonSchema {
  readonly [keyword: string]: unknown;
}

const read = new Map<string, JsonSchema>();

/** A schema by its path below `schemas/`, without the ending: `events/call.created`. */
export function schema(path: string): JsonSchema {
  const known = read.get(path);
  if (known) return known;
  const text = readFileSync(new URL(`../schemas/${path}.schema.json`, import.meta.url), 'utf8');
  const parsed = JSON.parse(text) as JsonSchema;
  read.set(path, parsed);
  return parsed;
}
