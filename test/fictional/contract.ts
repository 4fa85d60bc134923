import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse, stringify } from 'yaml';

type Json = Record<string, unknown>;

/** Changes a copy of `spec/` to a version that does not exist: one more event, documented value, limit, member of a response and error code. */
export function addFiction(spec: string): void {
  const schemas = path.join(spec, 'schemas');
  const answered = read(path.join(schemas, 'events/call.answered.schema.json'));
  write(path.join(schemas, 'events/call.fictional.schema.json'), {
    ...answered,
    title: 'call.fictional',
    'x-traits': { status: 'in_progress', after: ['call.created', 'call.answered'] },
    properties: { ...object(answered.properties), event: { const: 'call.fictional' }, data },
  });
  setMember(path.join(schemas, 'actions/mute.schema.json'), 'direction', {
    enum: ['read', 'write', 'both', 'fictional'],
  });
  setMember(path.join(schemas, 'actions/gather.schema.json'), 'prompt', { maxLength: 77 });
  setMember(path.join(schemas, 'resources/call.schema.json'), 'fictions', { type: 'integer', minimum: 3, maximum: 7 });
  addToOpenApi(path.join(spec, 'openapi.yaml'));
}

const data = {
  type: 'object',
  required: ['mood', 'level'],
  properties: {
    mood: { type: 'string', enum: ['calm', 'loud'] },
    level: { type: 'integer', minimum: 2, maximum: 9 },
    note: { type: 'string', maxLength: 5 },
  },
};

function addToOpenApi(file: string): void {
  const text = readFileSync(file, 'utf8').replace(
    'x-codes: [cps_limit_reached,',
    'x-codes: [fiction_limit_reached, cps_limit_reached,',
  );
  const document = parse(text) as { webhooks: Json; 'x-errors': Json };
  const answered = JSON.stringify(document.webhooks['call.answered']);
  document.webhooks['call.fictional'] = JSON.parse(
    answered.replaceAll('onCallAnswered', 'onCallFictional').replaceAll('call.answered', 'call.fictional'),
  );
  document['x-errors'].fiction_limit_reached = {
    mark: 'stated',
    source: 'https://doc.minivoice.eu/docs/calls/outbound-calls',
    text: 'there is too much fiction',
  };
  writeFileSync(file, stringify(document));
}

function setMember(file: string, name: string, keywords: Json): void {
  const schema = read(file);
  const members = object(schema.properties);
  write(file, { ...schema, properties: { ...members, [name]: { ...object(members[name]), ...keywords } } });
}

function read(file: string): Json {
  return JSON.parse(readFileSync(file, 'utf8')) as Json;
}

function write(file: string, value: Json): void {
  writeFileSync(file, JSON.stringify(value, null, 2));
}

function object(value: unknown): Json {
  return value as Json;
}
