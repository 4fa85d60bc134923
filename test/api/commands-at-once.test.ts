import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, _baseTest as test } from '@playwright/test';
import { openBench } from '../../platform/open-bench.ts';
import { defaultReadings } from '../../spec/index.ts';
import { requirements } from '../../suites/index.ts';
import { runRequirement } from '../../suites/run.ts';

const client = `
const base = process.env.MINIVOICE_API_BASE_URL;
const headers = { Authorization: 'Bearer ' + process.env.MINIVOICE_API_KEY, 'Content-Type': 'application/json' };
const body = JSON.stringify({ from: '+12025550100', to: '+12025550143', record: true });
try {
  const response = await fetch(base + '/calls', { method: 'POST', headers, body, signal: AbortSignal.timeout(2000) });
  const { id } = await response.json();
  console.log(response.ok && id ? 'called' : 'refused');
  process.exitCode = response.ok && id ? 0 : 3;
} catch {
  console.log('failed');
  process.exitCode = 4;
}
`;

test('trials of a command that is given no number wait at the same time, each with a base URL of its own', async () => {
  test.setTimeout(120_000);
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'mvk-client-')), 'client.mjs');
  writeFileSync(file, client);
  const bench = await openBench(
    {
      api: { triggers: [{ name: 'call', operation: 'createCall', command: `"${process.execPath}" "${file}"` }] },
      readings: defaultReadings,
      budgets: { answerMs: 1_000, ackMs: 1_000 },
      seed: 1,
      runs: 5,
    },
    ['api'],
  );
  try {
    const tolerant = requirements.filter(({ id }) => id === 'api.response.tolerant');
    const commands = { command: 'mvk check', callCommand: 'mvk call' };
    const results = await Promise.all(tolerant.map((each) => runRequirement(each, bench, commands)));
    expect(results).toMatchObject([{ outcome: 'passed', seen: expect.stringContaining('a base URL of its own') }]);
  } finally {
    await bench.close();
  }
});
