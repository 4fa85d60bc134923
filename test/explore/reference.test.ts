import { expect, _baseTest as test } from '@playwright/test';
import type { Integration } from '../../mutants/integration.ts';
import { reference } from '../../mutants/reference.ts';
import { flow } from '../../suites/flow/index.ts';
import { checkAll } from '../harness.ts';

test('all of the area flow costs the reference at most 450 requests', async () => {
  let requests = 0;
  const counted: Integration = {
    ...reference,
    readAnswerRequest(request) {
      requests++;
      return reference.readAnswerRequest(request);
    },
    parse(body) {
      requests++;
      return reference.parse(body);
    },
  };
  const results = await checkAll(counted, { only: flow.map(({ id }) => id) });
  expect(results.filter(({ outcome }) => outcome !== 'passed' && outcome !== 'not-applicable')).toEqual([]);
  expect(requests).toBeGreaterThan(50);
  // Where answers take longer, several calls are made at once, and some of them for nothing.
  expect(requests).toBeLessThanOrEqual(450);
});
