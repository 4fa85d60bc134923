import { readFileSync } from 'node:fs';
import { type AsyncAPIDocumentInterface, DiagnosticSeverity, type MessageInterface, Parser } from '@asyncapi/parser';
import { expect, _baseTest as test } from '@playwright/test';
import { Ajv, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import fc from 'fast-check';
import { eventNames, schema, traitsOfEvent } from '../../spec/index.ts';
import { kinds } from '../../suites/arbitraries/schema/cell.ts';
import { cellsOf, valid } from '../../suites/arbitraries/schema/compile.ts';
import { object, ofKind, openapi, problems, sample, spec } from './contract-stage.ts';

const text = readFileSync(new URL('asyncapi.yaml', spec), 'utf8');
let document: AsyncAPIDocumentInterface | undefined;
let diagnostics: readonly string[];

test.beforeAll(async () => {
  ({ document, diagnostics } = await parse(text));
});

async function parse(source: string) {
  const { document: read, diagnostics: all } = await new Parser().parse(source);
  const grave = all.filter(({ severity }) => severity <= DiagnosticSeverity.Warning);
  const words = grave.map(({ path, message }) => `${path.join('/')} ${message}`);
  return { document: read, diagnostics: words };
}

test('the parser of AsyncAPI finds no error and no warning, and would find one', async () => {
  expect(diagnostics).toEqual([]);
  expect((await parse(text.replace('action: receive', 'action: hear'))).diagnostics).not.toEqual([]);
  expect((await parse(text.replace('/messages/call.created', '/messages/call.lost'))).diagnostics).not.toEqual([]);
});

test('has title, version and description of the OpenAPI document', () => {
  const { title, version, description } = object(openapi.info);
  const info = parsed().info();
  expect([info.title(), info.version(), info.description()]).toEqual([title, version, description]);
});

test('has one channel, by which the integration receives each event', () => {
  expect(
    parsed()
      .channels()
      .all()
      .map((channel) => channel.id()),
  ).toEqual(['webhook']);
  const [operation, ...others] = parsed().operations().all();
  expect(others).toEqual([]);
  expect(operation?.isReceive()).toBe(true);
  expect(
    operation
      ?.messages()
      .all()
      .map((message) => message.name()),
  ).toEqual(eventNames);
  expect(operation?.bindings().get('http')?.value()).toEqual({ method: 'POST' });
});

test('needs no other file', () => {
  const references = [...text.matchAll(/\$ref: '?([^'\n]*)/g)].map(([, reference]) => reference);
  expect(references.length).toBeGreaterThan(0);
  expect(references.filter((reference) => !reference?.startsWith('#/'))).toEqual([]);
});

for (const name of eventNames)
  test.describe(name, () => {
    test('has the traits and the headers of the specification', () => {
      const message = messageOf(name);
      expect(message.extensions().get('x-traits')?.value()).toEqual(traitsOfEvent(name));
      const headers = object(openapi.components).parameters;
      const signing = Object.values(object(headers))
        .map(object)
        .filter((each) => each.in === 'header');
      expect(Object.keys(message.headers()?.properties() ?? {})).toEqual(signing.map((each) => each.name));
      for (const { name: header, schema: form } of signing)
        expect(message.headers()?.properties()?.[String(header)]?.json()).toMatchObject(object(form));
    });

    test('says of the body what its schema says', () => {
      const { title, description } = schema(`events/${name}`);
      expect(messageOf(name).payload()?.json()).toMatchObject({ title, description });
    });

    test('allows the samples of the documentation, and all that its schema allows', () => {
      const validate = validatorOf(name);
      const documented = ofKind('event').filter(({ event }) => event === name);
      for (const { file } of documented) expect(problems(validate, sample(file)), file).toEqual([]);
      fc.assert(fc.property(valid(`events/${name}`), (event) => expect(problems(validate, event)).toEqual([])));
    });

    test('allows and refuses at each keyword what its schema does', () => {
      const validate = validatorOf(name);
      for (const kind of kinds)
        for (const { pointer, what, value } of cellsOf(`events/${name}`, kind))
          for (const event of fc.sample(value(), { seed: 1, numRuns: 3 }))
            expect(validate(event), `${kind} ${pointer} ${what}: ${JSON.stringify(event)}`).toBe(kind !== 'invalid');
    });
  });

function parsed(): AsyncAPIDocumentInterface {
  if (!document) throw new Error(`spec/asyncapi.yaml cannot be read: ${diagnostics}`);
  return document;
}

function messageOf(name: string): MessageInterface {
  const message = parsed().channels().get('webhook')?.messages().get(name);
  if (!message) throw new Error(`there is no message ${name}`);
  return message;
}

/** The payload as the parser hands it to tools, with its references resolved, read as AsyncAPI does: by draft 7. */
function validatorOf(name: string): ValidateFunction {
  const ajv = new Ajv({ allErrors: true, strict: false });
  formats.default(ajv);
  return ajv.compile(object(messageOf(name).payload()?.json()));
}
