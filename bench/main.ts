import { availableParallelism, loadavg } from 'node:os';
import { cases } from './cases.ts';
import { emulator } from './emulator.ts';
import { explorer } from './explorer.ts';
import type { Benchmark, Row } from './measure.ts';
import { recorder } from './recorder.ts';
import { reports } from './reports.ts';
import { shards } from './shards.ts';
import { startUp } from './start-up.ts';
import { wholeRun } from './whole-run.ts';

const all: readonly Benchmark[] = [cases, wholeRun, startUp, emulator, explorer, shards, reports, recorder];

/** `npm run bench [NAME…]` */
const asked = process.argv.slice(2);
const known = all.map(({ name }) => name);
const wrong = asked.find((name) => !known.includes(name));
if (wrong !== undefined) {
  console.error(`there is no benchmark ${JSON.stringify(wrong)}; there are ${known.join(', ')}`);
  process.exit(2);
}
const [load = 0] = loadavg();
console.log(`Node ${process.versions.node}, ${availableParallelism()} cores, load ${load.toFixed(1)}\n`);
for (const { name, about, run } of all.filter((each) => asked.length === 0 || asked.includes(each.name))) {
  console.log(`${name}: ${about}`);
  for (const row of await run()) console.log(line(row));
  console.log('');
}

function line({ what, value, unit, against, target }: Row): string {
  const beside = against ? `  ${figure(against.value)} ${against.what} (× ${(value / against.value).toFixed(2)})` : '';
  const mark = target ? `  ${target.met ? '✓' : '✗'} ${target.text}` : '';
  return `  ${what.padEnd(44)} ${figure(value).padStart(9)} ${unit}${beside}${mark}`;
}

function figure(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(1);
}
