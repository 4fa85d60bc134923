import { openBench } from '../../platform/open-bench.ts';
import { assemble } from '../../reporters/run/assemble.ts';
import { type Capability, defaultReadings, type Plan, type Report, type Result } from '../../spec/index.ts';
import { requirements } from '../../suites/index.ts';
import { runRequirement } from '../../suites/run.ts';

interface Aims {
  readonly answerUrl?: string;
  readonly webhookUrl?: string;
}

/** Checks a target with short deadlines, by every requirement of one area, and reports it. */
export async function checkArea(area: string, aims: Aims, timeoutMs = 5000): Promise<Report> {
  const capabilities: Capability[] = aims.answerUrl ? ['answer'] : ['webhook'];
  const options = {
    ...aims,
    readings: defaultReadings,
    budgets: { answerMs: 1_000, ackMs: 1_000 },
    flow: { maxRequests: 2000 },
    seed: 1,
    runs: 3,
  };
  const bench = await openBench(options, capabilities, undefined, { client: { timeoutMs } });
  const commands = { command: 'mvk check', callCommand: 'mvk call' };
  const results: Result[] = [];
  try {
    for (const requirement of requirements.filter(({ id }) => id.startsWith(`${area}.`))) {
      results.push(await runRequirement(requirement, bench, commands));
    }
  } finally {
    await bench.close();
  }
  const plan: Plan = {
    bench: options,
    capabilities,
    selected: results.map(({ id }) => id),
    ...commands,
    reportDir: '',
    failOn: 'must',
    kitVersion: '0.0.0',
    specVersion: '0.0.0',
    progress: 'none',
    color: false,
  };
  return assemble(plan, results, new Date(0), 0);
}
