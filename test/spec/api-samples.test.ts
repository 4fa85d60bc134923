import { expect, _baseTest as test } from '@playwright/test';
import { inline, object, ofKind, operation, operations, problems, sample, validator } from './contract-stage.ts';

/** Samples of the documentation that belong to no operation: a bare object, and the answer of no endpoint (Q43). */
const withoutOperation: Readonly<Record<string, string | undefined>> = {
  'object.topic.response.json': 'schemas/resources/ai-topic.schema.json',
  'pseudo.stream-action.response.json': undefined,
};

test.describe('samples of the API', () => {
  for (const { file, operation: name } of ofKind('request'))
    test(`${file} is valid`, () => {
      expect(problems(inline(operation(name).request), sample(file))).toEqual([]);
    });

  for (const { file, operation: name } of ofKind('response'))
    test(`${file} is ${file.startsWith('pseudo.') ? 'left out' : 'valid'}`, () => {
      if (file in withoutOperation) {
        expect(operations.has(name ?? '')).toBe(false);
        const schema = withoutOperation[file];
        if (schema !== undefined) expect(problems(validator(schema), sample(file))).toEqual([]);
        return;
      }
      const success = [...operation(name).responses].filter(([status]) => status.startsWith('2'));
      expect(success).toHaveLength(1);
      for (const [, { schema }] of success) expect(problems(inline(schema), sample(file))).toEqual([]);
    });

  for (const { file, operation: name, http_status: status } of ofKind('error'))
    test(`${file} is valid and its code is listed`, () => {
      const { code } = object(object(sample(file)).error);
      const listing = [...operation(name).responses].filter(([, { codes }]) => codes.includes(code));
      expect(listing).toHaveLength(1);
      for (const [listed, { schema }] of listing) {
        if (status !== undefined) expect(listed).toBe(String(status));
        expect(problems(inline(schema), sample(file))).toEqual([]);
      }
    });
});

test.describe('requests', () => {
  const call = { from: '+12025550101', to: '+12025550102' };
  const check = (name: string, value: unknown): readonly string[] => problems(inline(operation(name).request), value);

  test('a field that is not documented is refused', () => {
    expect(check('POST /v1/applications', { name: 'a', answer_url: 'https://a.example', colour: 1 })).toHaveLength(1);
    expect(check('POST /v1/calls', { ...call, timeout: 1 })).toHaveLength(1);
    expect(check('POST /v1/trunks', { name: 'a', proxy: 'a.example', direction: 'inbound' })).toHaveLength(1);
    expect(check('POST /v1/calls/:id/recordings', { action: 'start', format: 'wav' })).toHaveLength(1);
  });
  test('an application_id in a call is accepted', () => {
    expect(check('POST /v1/calls', { ...call, application_id: 'app_123' })).toEqual([]);
  });
  test('a number that is not E.164 is refused', () => {
    for (const to of ['12025550102', '+0202555010', '+1 202 555 0102', '+1234567890123456', '', 'sip:a@a.example'])
      expect(check('POST /v1/calls', { ...call, to })).toHaveLength(1);
  });
  test('an action of recording control is start, stop, or left out', () => {
    for (const body of [{}, { action: 'start' }, { action: 'stop' }])
      expect(check('POST /v1/calls/:id/recordings', body)).toEqual([]);
    expect(check('POST /v1/calls/:id/recordings', { action: 'pause' })).toHaveLength(1);
  });
});
