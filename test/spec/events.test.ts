import { readdirSync } from 'node:fs';
import { expect, _baseTest as test } from '@playwright/test';
import { eventNames } from '../../spec/index.ts';
import { object, ofKind, openapi, problems, readOperation, sample, spec, validator } from './contract-stage.ts';

test.describe('events', () => {
  test('there is a schema for each event, and no other', () => {
    const names = readdirSync(new URL('schemas/events/', spec)).map((name) => name.replace('.schema.json', ''));
    expect(names.sort()).toEqual([...eventNames].sort());
  });

  for (const { file, event } of ofKind('event'))
    test(`${file} is valid`, () => {
      expect(problems(validator(`schemas/events/${event}.schema.json`), sample(file))).toEqual([]);
    });

  for (const event of eventNames)
    test.describe(event, () => {
      const data = event === 'call.gathered' ? { digits: '1', status: 'completed', timed_out: false } : {};
      const completed = object(sample('webhook.call.completed.json'));
      const call = object(completed.call);
      const good = { ...completed, event, data };
      const check = (value: unknown): readonly string[] =>
        problems(validator(`schemas/events/${event}.schema.json`), value);

      test('is valid, also with fields that are not documented', () => {
        expect(check(good)).toEqual([]);
        expect(check({ ...good, extra: 1, call: { ...call, extra: 1 }, data: { ...data, extra: 1 } })).toEqual([]);
      });
      test('refuses a wrong event name', () => {
        expect(check({ ...good, event: 'call.transferred' })).toEqual(['/event must be equal to constant']);
      });
      test('refuses a call without id', () => {
        const { id: _, ...anonymous } = call;
        expect(check({ ...good, call: anonymous })).toEqual(["/call must have required property 'id'"]);
      });
      test('refuses a variable that is not text, too long, or named too long', () => {
        for (const variables of [{ a: 1 }, { a: 'x'.repeat(4097) }, { ['x'.repeat(129)]: 'a' }])
          expect(check({ ...good, variables })).not.toEqual([]);
        expect(check({ ...good, variables: { ['x'.repeat(128)]: 'x'.repeat(4096) } })).toEqual([]);
      });
      test('is what openapi.yaml delivers', () => {
        const { request } = readOperation(object(object(openapi.webhooks)[event]).post);
        expect(request).toEqual({ $ref: `./schemas/events/${event}.schema.json` });
      });
    });

  test('call.gathered needs digits, status and timed_out', () => {
    const event = { ...object(sample('webhook.call.completed.json')), event: 'call.gathered', data: {} };
    expect(problems(validator('schemas/events/call.gathered.schema.json'), event)).toEqual(
      ['digits', 'status', 'timed_out'].map((name) => `/data must have required property '${name}'`),
    );
  });
});
