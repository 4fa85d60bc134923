import { mutants } from '../mutants/index.ts';
import { reference } from '../mutants/reference.ts';
import { checkAll } from '../test/harness.ts';

/** Checks the reference and five mutants again and again with one seed: any result that differs is a flip. */
const runs = Number(process.argv[2] ?? 20);
const chosen = mutants.filter((_, index) => index % Math.ceil(mutants.length / 5) === 0).slice(0, 5);
const subjects = [
  { name: 'reference', make: () => reference },
  ...chosen.map(({ name, change }) => ({ name, make: () => change(reference) })),
];

let flips = 0;
for (const { name, make } of subjects) {
  const seen = new Map<string, number>();
  for (let run = 0; run < runs; run++) {
    const outcomes = (await checkAll(make)).map(({ id, outcome }) => `${id} ${outcome}`).join('\n');
    seen.set(outcomes, (seen.get(outcomes) ?? 0) + 1);
  }
  const most = Math.max(...seen.values());
  flips += runs - most;
  console.log(`${name}: ${most} of ${runs} runs alike`);
  if (seen.size > 1) {
    const [first, other] = [...seen.keys()].map((text) => text.split('\n'));
    console.log(other?.filter((line, index) => line !== first?.[index]).join('\n'));
  }
}
console.log(`${flips} flips`);
process.exitCode = flips === 0 ? 0 : 1;
