import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';

export interface OpenApi {
  readonly info: Readonly<Record<'title' | 'version' | 'description', string>> & { readonly license: { name: string } };
  readonly 'x-errors': Readonly<Record<string, ErrorEntry>>;
  readonly 'x-own-errors': Readonly<Record<string, OwnErrorEntry>>;
  readonly paths: Readonly<Record<string, Readonly<Record<string, OperationEntry>>>>;
  readonly components: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly webhooks: Readonly<Record<string, Readonly<Record<string, WebhookEntry>>>>;
}

interface ErrorEntry {
  readonly mark: string;
  readonly source: string;
  readonly printed?: readonly string[];
  readonly text?: string;
}

interface OwnErrorEntry {
  readonly status: number;
  readonly text: string;
  readonly question?: string;
}

interface Content {
  readonly content?: { readonly 'application/json': { readonly schema: Schema } };
}

export interface Schema {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly deprecated?: boolean;
  readonly required?: readonly string[];
}

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly description?: string;
  readonly schema: Schema;
}

interface ResponseEntry extends Content {
  readonly 'x-question'?: string;
  readonly 'x-codes'?: readonly string[];
  readonly 'x-codes-presumed'?: Readonly<Record<string, string>>;
  /** The members of the resource that the documentation knows, where it does not know them all. */
  readonly 'x-known'?: readonly string[];
}

interface OperationEntry {
  readonly operationId: string;
  readonly 'x-source': string;
  readonly parameters?: readonly unknown[];
  readonly requestBody?: Content & { readonly required?: boolean };
  readonly responses: Readonly<Record<string, unknown>>;
}

interface WebhookEntry {
  readonly summary: string;
  readonly description: string;
  readonly parameters?: readonly unknown[];
  readonly requestBody: { readonly content: Readonly<Record<string, { readonly schema: { readonly $ref: string } }>> };
  readonly responses: { readonly '2XX': unknown };
}

/** An operation of the document with its references to components followed; those to schemas are left. */
export interface ReadOperation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly source: string;
  readonly body: 'required' | 'optional' | 'none';
  readonly request: Schema | undefined;
  readonly parameters: readonly Parameter[];
  readonly responses: readonly (readonly [status: number, response: ResponseEntry])[];
}

export function readOpenApi(root: string): { document: OpenApi; operations: readonly ReadOperation[] } {
  const document = parse(readFileSync(path.join(root, 'spec/openapi.yaml'), 'utf8')) as OpenApi;
  const operations = Object.entries(document.paths).flatMap(([place, item]) =>
    Object.entries(item).map(([method, entry]): ReadOperation => {
      const { requestBody } = entry;
      return {
        id: entry.operationId,
        method: method.toUpperCase(),
        path: place,
        source: entry['x-source'],
        body: requestBody ? (requestBody.required ? 'required' : 'optional') : 'none',
        request: requestBody?.content?.['application/json'].schema,
        parameters: (entry.parameters ?? []).map((each) => followed(document, each) as Parameter),
        responses: Object.entries(entry.responses).map(([status, each]) => [
          Number(status),
          followed(document, each) as ResponseEntry,
        ]),
      };
    }),
  );
  return { document, operations };
}

export function schemaOf(response: ResponseEntry): Schema | undefined {
  return response.content?.['application/json'].schema;
}

export function followed(document: OpenApi, node: unknown): unknown {
  const { $ref } = node as Schema;
  if (!$ref) return node;
  const [, , group = '', name = ''] = $ref.split('/');
  const found = document.components[group]?.[name];
  if (!found) throw new Error(`spec/openapi.yaml: nothing at ${$ref}`);
  return found;
}
