import { checkExample } from '../test/examples/check.ts';

/** Checks the examples again and again, three at once so that two cores are busy: `npx tsx tools/stability-examples.ts [RUNS] [NAME…]`. */
const runs = Number(process.argv[2] ?? 50);
const named = process.argv.slice(3);
const all = ['node-http', 'express', 'fastify', 'python', 'php', 'sqlite'];
const left = all
  .filter((name) => named.length === 0 || named.includes(name))
  .flatMap((name) => Array.from({ length: runs }, (_, run) => ({ name, run })))
  .sort((a, b) => a.run - b.run);

const done = new Map<string, number>();
const flips = new Map<string, number>();
async function worker(): Promise<void> {
  for (let next = left.shift(); next; next = left.shift()) {
    const { name, run } = next;
    const { results } = (await checkExample(name, ['--seed', String(run)])).report;
    done.set(name, (done.get(name) ?? 0) + 1);
    for (const { id, outcome, reason } of results) {
      if (outcome === 'passed' || outcome === 'not-applicable') continue;
      const what = `${name}: ${id} ${outcome}${reason === undefined ? '' : `: ${reason}`}`;
      flips.set(what, (flips.get(what) ?? 0) + 1);
      console.log(`run ${run} of ${what}`);
    }
    console.log(`${[...done].map(([each, count]) => `${each} ${count}`).join(', ')}`);
  }
}
await Promise.all([worker(), worker(), worker()]);
for (const [what, count] of flips) console.log(`${count} × ${what}`);
console.log(
  `${flips.size === 0 ? 'no flip' : 'flips'} in ${[...done.values()].reduce((sum, each) => sum + each, 0)} runs`,
);
process.exitCode = flips.size === 0 ? 0 : 1;
