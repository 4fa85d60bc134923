import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import standalone from 'ajv/dist/standalone/index.js';
import formats from 'ajv-formats';
import { readOpenApi, type Schema, schemaOf } from './openapi.ts';

/** Schemas compiled to plain functions: a command that validates need not load and feed a compiler first. */
export async function validatorModules(root: string): Promise<Record<string, string>> {
  const folder = path.join(root, 'spec/schemas');
  const all = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.schema.json'))
    .map((name) => name.split(path.sep).join('/'))
    .sort();
  const named = (prefix: string) =>
    all.filter((name) => name.startsWith(prefix)).map((name) => [path.basename(name, '.schema.json'), name] as const);
  const groups = {
    answer: [['answer', 'answer.schema.json'], ...named('actions/')],
    events: named('events/'),
    config: [['config', 'kit/config.schema.json']],
    baseline: [['baseline', 'kit/baseline.schema.json']],
    report: [['report', 'kit/report.schema.json']],
    graph: [['graph', 'kit/graph.schema.json']],
    fixture: [['fixture', 'kit/fixture.schema.json']],
  } as const;
  const modules: Record<string, string> = {};
  for (const [group, schemas] of Object.entries(groups)) {
    modules[`validators/${group}.ts`] = moduleOf(folder, all, group, schemas);
  }
  modules['validators/api.ts'] = apiModule(root, folder, all);
  return modules;
}

/** By operationId: the body of a request, its parameters as `{path, query}`, the body of a success; and the error envelope. */
function apiModule(root: string, folder: string, all: readonly string[]): string {
  const ajv = compiler(folder, all);
  const { operations } = readOpenApi(root);
  const tables = { requests: [] as string[], parameters: [] as string[], responses: [] as string[] };
  const functions: Record<string, string> = { validate_error: '/error.schema.json' };
  const add = (table: keyof typeof tables, id: string, schema: object | undefined) => {
    if (!schema) return;
    const name = `validate_${table}_${id}`;
    ajv.addSchema(inPlace(schema), `/${name}`);
    functions[name] = `/${name}`;
    tables[table].push(`  ${id}: ${name},\n`);
  };
  for (const { id, request, parameters, responses } of operations) {
    add('requests', id, request);
    if (parameters.length > 0) {
      const of = (place: string) => {
        const own = parameters.filter((each) => each.in === place);
        const required = own.filter((each) => each.required).map(({ name }) => name);
        return {
          type: 'object',
          required,
          properties: Object.fromEntries(own.map((each) => [each.name, each.schema])),
        };
      };
      add('parameters', id, { type: 'object', properties: { path: of('path'), query: of('query') } });
    }
    add('responses', id, responses.flatMap(([status, each]) => (status < 300 ? (schemaOf(each) ?? []) : []))[0]);
  }
  const exported = Object.entries(tables).map(
    ([name, entries]) => `export const ${name}: Readonly<Record<string, Validate>> = {\n${entries.join('')}};\n`,
  );
  return module(
    standalone.default(ajv, functions),
    `${exported.join('')}export const error: Validate = validate_error;\n`,
  );
}

/** The references of openapi.yaml begin at spec/, those of the schemas at their own folder. */
function inPlace(schema: object): object {
  return JSON.parse(JSON.stringify(schema), (key, value: unknown) =>
    key === '$ref' && typeof value === 'string' ? value.replace(/^\.\/schemas/, '') : value,
  ) as Schema;
}

function moduleOf(
  folder: string,
  all: readonly string[],
  group: string,
  schemas: readonly (readonly [name: string, file: string])[],
): string {
  const ajv = compiler(folder, all);
  const names = new Map(schemas.map(([name]) => [name, `validate_${name.replaceAll(/[^a-z]/g, '_')}`]));
  const code = standalone.default(
    ajv,
    Object.fromEntries(schemas.map(([name, file]) => [names.get(name), `/${file}`])),
  );
  const map = (entries: readonly (readonly [string, string])[]) =>
    `{\n${entries.map(([name]) => `  ${JSON.stringify(name)}: ${names.get(name)},\n`).join('')}}`;
  const exported =
    group === 'events'
      ? `export const events: Readonly<Record<string, Validate>> = ${map(schemas)};\n`
      : `export const ${group}: Validate = ${names.get(group)};\n`;
  const actions = `export const actions: Readonly<Record<string, Validate>> = ${map(schemas.filter(([name]) => name !== 'answer'))};\n`;
  return module(code, `${exported}${group === 'answer' ? actions : ''}`);
}

function compiler(folder: string, all: readonly string[]): Ajv2020 {
  const ajv = new Ajv2020({ allErrors: true, strict: false, code: { source: true, esm: true, lines: true } });
  formats.default(ajv);
  for (const file of all) {
    const schema = JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as object;
    ajv.addSchema({ ...schema, $id: `/${file}` });
  }
  return ajv;
}

function module(code: string, exported: string): string {
  return `// @ts-nocheck
// Generated by tools/generate.ts from spec/schemas. Do not edit.
import { createRequire } from 'node:module';
import type { Validate } from '../../validation/schema-error.ts';

const require = createRequire(import.meta.url);
${inner(code)}
${exported}`;
}

/** Only the named tables leave the module. */
function inner(code: string): string {
  return code.replace(/^"use strict";/, '').replaceAll(/^export const /gm, 'const ');
}
