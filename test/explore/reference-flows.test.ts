import { expect, _baseTest as test } from '@playwright/test';
import { explore } from '../../flows/explore/explore.ts';
import { flow } from '../../suites/flow/index.ts';
import { runRequirement } from '../../suites/run.ts';
import { integrationOf } from './flows/reference-flow.ts';
import { numberAndPin, rightFlows } from './flows/reference-flows.ts';
import { serveFlow } from './flows/serve-flow.ts';

for (const [name, make] of Object.entries(rightFlows)) {
  test(`nothing is found in ${name}`, async () => {
    const served = await serveFlow(integrationOf(make), { flow: { digits: ['4711', '200417', '2412'] } });
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

const paired = { flow: { digits: ['200417', '4711', '2412'] } };
const byId = (id: string) => flow.filter((requirement) => requirement.id === id);
const commands = { command: 'mvk check', callCommand: 'mvk call' };

test('what stands behind a number and the PIN that belongs to it is walked', async () => {
  const served = await serveFlow(
    integrationOf(() => numberAndPin('4711')),
    paired,
  );
  const { graph } = await explore(served.bench);
  await served.close();
  expect(graph.nodes.map(({ path }) => path.join(' '))).toContain('200417 4711');
  expect(JSON.stringify(graph.nodes)).toContain('Your appointment is noted.');
});

for (const [does, isRight] of Object.entries({
  'takes the beginning of a PIN for the PIN': (digits: string) =>
    digits !== '' && '4711'.startsWith(digits.slice(0, 3)),
  'takes any PIN for one': (digits: string) => /^\d{4}$/.test(digits),
})) {
  test(`a flow that ${does} of a number is found`, async () => {
    const served = await serveFlow(
      integrationOf(() => numberAndPin('4711', isRight)),
      paired,
    );
    const [whole] = byId('flow.secret.whole');
    const result = whole && (await runRequirement(whole, served.bench, commands));
    await served.close();
    expect(result?.outcome).toBe('warned');
  });
}
