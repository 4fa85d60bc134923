import { spawn } from 'node:child_process';
import { checkExample } from '../test/example-check.ts';

/** Checks the examples again and again while the processor is busy: `npx tsx tools/stability-examples.ts [RUNS] [NAME…]`. */
const runs = Number(process.argv[2] ?? 50);
const named = process.argv.slice(3);
const names = ['node-http', 'express', 'fastify', 'python', 'php', 'sqlite'].filter(
  (name) => named.length === 0 || named.includes(name),
);

/** Processes that do nothing but take time, one for each of two cores. */
const load = [1, 2].map(() => spawn(process.execPath, ['-e', 'for (;;) {}'], { stdio: 'ignore' }));
let flips = 0;
try {
  for (const name of names) {
    const clean = new Map<string, number>();
    for (let run = 0; run < runs; run++) {
      const { results } = (await checkExample(name, ['--seed', String(run)])).report;
      for (const { id, outcome, reason } of results) {
        if (outcome === 'passed' || outcome === 'not-applicable') continue;
        const what = `${id} ${outcome}${reason === undefined ? '' : `: ${reason}`}`;
        clean.set(what, (clean.get(what) ?? 0) + 1);
        flips++;
      }
    }
    console.log(`${name}: ${runs} runs, ${clean.size === 0 ? 'all clean' : ''}`);
    for (const [what, count] of clean) console.log(`  ${count} × ${what}`);
  }
} finally {
  for (const child of load) child.kill('SIGKILL');
}
console.log(`${flips} flips in ${runs * names.length} runs`);
process.exitCode = flips === 0 ? 0 : 1;
