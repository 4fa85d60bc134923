// N checked exchanges by the compiled engine, without the test runner: whole answers judged by the contract.
import { openBench } from '../dist/platform/open-bench.js';
import { defaultReadings } from '../dist/spec/index.js';

const [origin, count] = process.argv.slice(2);
const bench = await openBench(
  {
    answerUrl: `${origin}/answer`,
    readings: defaultReadings,
    budgets: { answerMs: 1_000, ackMs: 1_000 },
    seed: 1,
    runs: 1,
  },
  ['answer'],
);
for (let index = 0; index < Number(count); index++) {
  const { status, judged } = await bench.answer({ call: bench.newCall() });
  if (status !== 200 || judged?.findings.length !== 0) throw new Error(`not conformant: ${status}`);
}
await bench.close();
