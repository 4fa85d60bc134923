import { expect, _baseTest as test } from '@playwright/test';
import { flow } from '../../suites/flow/index.ts';
import { runRequirement } from '../../suites/run.ts';
import { integrationOf } from './flows/reference-flow.ts';
import { rightFlows } from './flows/reference-flows.ts';
import { serveFlow } from './flows/serve-flow.ts';

for (const [name, make] of Object.entries(rightFlows)) {
  test(`nothing is found in ${name}`, async () => {
    const served = await serveFlow(integrationOf(make), { flow: { digits: ['4711'] } });
    const results = [];
    for (const requirement of flow) {
      results.push(await runRequirement(requirement, served.bench, { command: 'mvk check', callCommand: 'mvk call' }));
    }
    await served.close();
    const judged = results.filter(({ outcome }) => outcome !== 'passed' && outcome !== 'not-applicable');
    expect(judged.map(({ id, outcome, reason, violations }) => ({ id, outcome, reason, violations }))).toEqual([]);
    expect(results.filter(({ outcome }) => outcome === 'passed').length).toBeGreaterThan(5);
  });
}
