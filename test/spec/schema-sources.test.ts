import { expect, _baseTest as test } from '@playwright/test';
import { object, read, schemaFiles, spec } from './contract-stage.ts';

test('every schema names its source, and every question has a number of the list', () => {
  for (const file of schemaFiles) {
    const schema = object(read(new URL(file, spec)));
    expect(schema['x-source'], file).toMatch(/^https:\/\/doc\.minivoice\.eu\/docs\/[a-z-]+\/[a-z-]+$/);
    expect(schema.title, file).toBeTruthy();
    expect(schema.description, file).toBeTruthy();
    const questions = [...JSON.stringify(schema).matchAll(/"x-question":"([^"]*)"/g)].map(([, question]) => question);
    for (const question of questions) expect(question, file).toMatch(/^Q([1-9]|[1-9][0-9]|10[0-9]|11[0-4])$/);
  }
});
