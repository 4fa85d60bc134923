import { randomUUID } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, _baseTest as test } from '@playwright/test';
import { until } from '../../platform/clock.ts';
import { freePort } from '../../platform/http/free-ports.ts';
import { openBench } from '../../platform/open-bench.ts';
import { launcher } from '../../platform/process/launch.ts';
import { type BenchOptions, defaultReadings } from '../../spec/index.ts';
import { httpReachable } from '../../suites/answer/http.ts';
import { runRequirement } from '../../suites/run.ts';
import { marked } from '../process/killed.ts';
import { programs } from './inputs/programs.ts';

for (const { name, source, outcome, says } of programs) {
  test(`an integration that ${name}`, async () => {
    const mark = randomUUID();
    const port = await freePort();
    const file = path.join(mkdtempSync(path.join(tmpdir(), 'mvk-program-')), 'program.cjs');
    writeFileSync(file, `const port = ${port};\n${source}`);
    const isSlow =
      outcome === 'could-not-run' &&
      says.test('was not ready within 1500 ms (nothing listened at http://127.0.0.1:1); it wrote nothing');
    const options: BenchOptions = {
      answerUrl: `http://127.0.0.1:${port}/`,
      start: {
        command: `${JSON.stringify(process.execPath)} ${file}`,
        env: { MVK_TEST_MARK: mark },
        timeoutMs: isSlow ? 1500 : 30_000,
      },
      readings: defaultReadings,
      budgets: { answerMs: 1000, ackMs: 1000 },
      seed: 1,
      runs: 1,
    };
    const seen = await outcomeOf(options);
    expect(seen.outcome).toBe(outcome);
    expect(seen.said).toMatch(says);
    const gone = await until(() => (marked(mark).length === 0 ? true : undefined), { timeoutMs: 15_000, everyMs: 50 });
    expect(gone, 'processes are left').toBe(true);
  });
}

/** What becomes of one requirement; an integration that does not start is one that could not run. */
async function outcomeOf(options: BenchOptions): Promise<{ outcome: string; said: string }> {
  try {
    const bench = await openBench(options, ['answer', 'process'], launcher(options), { client: { timeoutMs: 700 } });
    try {
      const result = await runRequirement(httpReachable, bench, { command: 'mvk check', callCommand: 'mvk call' });
      return { outcome: result.outcome, said: result.violations?.[0]?.actual ?? result.reason ?? '' };
    } finally {
      await bench.close();
    }
  } catch (error) {
    return { outcome: 'could-not-run', said: error instanceof Error ? error.message : String(error) };
  }
}
