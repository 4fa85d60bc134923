import { followed, type OpenApi, type Parameter } from './openapi.ts';

/** A webhook of the document with its references to components followed; that to its schema is left. */
export interface ReadWebhook {
  readonly name: string;
  readonly method: string;
  readonly summary: string;
  readonly description: string;
  readonly acknowledged: string;
  readonly contentType: string;
  readonly file: string;
  readonly headers: readonly Parameter[];
}

export function webhooksIn(document: OpenApi): readonly ReadWebhook[] {
  return Object.entries(document.webhooks).flatMap(([name, item]) =>
    Object.entries(item).map(([method, { summary, description, parameters = [], requestBody, responses }]) => {
      const [body] = Object.entries(requestBody.content);
      if (!body) throw new Error(`spec/openapi.yaml: the webhook ${name} has no body`);
      const [contentType, { schema }] = body;
      return {
        name,
        method: method.toUpperCase(),
        summary,
        description,
        acknowledged: (followed(document, responses['2XX']) as { readonly description: string }).description,
        contentType,
        file: schema.$ref,
        headers: parameters.map((each) => followed(document, each) as Parameter).filter((each) => each.in === 'header'),
      };
    }),
  );
}
