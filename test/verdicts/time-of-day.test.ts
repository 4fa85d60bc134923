import { expect, _baseTest as test } from '@playwright/test';
import type { Integration } from '../../mutants/integration.ts';
import { reference } from '../../mutants/reference.ts';
import { checkAll, everywhere } from '../harness.ts';

/** Greets by the second, as others do by the time of day. */
const greeting: Partial<Integration> & ThisType<Integration> = {
  encode(answer, context, environment) {
    const reply = reference.encode.call(this, answer, context, environment);
    const word = ['Good morning', 'Good day', 'Good evening'][Math.floor(Date.now() / 1000) % 3] ?? '';
    const text = reply.body.toString().replace(/"(text|prompt)":"/, `$&${word}. `);
    return { ...reply, headers: { ...reply.headers, 'Content-Length': String(Buffer.byteLength(text)) }, body: text };
  },
};

test('a greeting that changes with the time is no fault of any answer', async () => {
  test.setTimeout(300_000);
  const only = everywhere.map(({ id }) => id).filter((id) => id.startsWith('answer.'));
  const results = await checkAll(() => ({ ...reference, ...greeting }), { only, runs: 20 });
  const broken = results.filter(({ outcome }) => outcome === 'failed' || outcome === 'warned');
  expect(broken.map(({ id, violations }) => ({ id, violations }))).toEqual([]);
});
