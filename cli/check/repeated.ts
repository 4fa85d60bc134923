import path from 'node:path';
import { verdictSentence } from '../../reporters/text/sentence.ts';
import { counted, everyResult, type Outcome, type Plan, type Report } from '../../spec/index.ts';
import { ExitCode, type Print } from '../command.ts';
import type { Resolved } from '../config/resolve.ts';
import { type RunFlags, runSelected } from './run.ts';

/** One of several runs that differ in their seeds alone. */
interface Repetition {
  readonly seed: number;
  readonly report: Report;
  readonly exit: ExitCode;
}

/** A requirement with other outcomes with other seeds, and the seeds of each. */
interface Flip {
  readonly id: string;
  readonly outcomes: Readonly<Partial<Record<Outcome, readonly number[]>>>;
}

/** The same run several times with seeds in a row; exits with 3 where the verdict depends on the seed. */
export async function runRepeated(
  resolved: Resolved,
  flags: RunFlags,
  commands: Pick<Plan, 'command' | 'callCommand'>,
  selected: readonly string[],
  times: number,
  print: Print,
): Promise<ExitCode> {
  const folder = flags.report ?? 'mvk-report';
  const runs: Repetition[] = [];
  for (let run = 1; run <= times; run++) {
    const seed = resolved.bench.seed + run - 1;
    const own = { ...flags, seed, quiet: true, report: path.join(folder, `run-${run}`) };
    const { report, exit } = await runSelected(withSeed(resolved, seed), own, commands, selected);
    runs.push({ seed, report, exit });
    if (!flags.json) print(`Run ${run} of ${times}, seed ${seed}: ${verdictSentence(report)}`);
  }
  const flips = flipsOf(runs);
  const exits = seedsBy(runs, ({ exit }) => String(exit));
  if (flags.json) print(JSON.stringify(documentOf(runs, flips), null, 2));
  else for (const line of linesOf(runs, flips, exits, folder)) print(line);
  return exits.size > 1 ? ExitCode.NotRun : (runs[0]?.exit ?? ExitCode.NotRun);
}

function withSeed(resolved: Resolved, seed: number): Resolved {
  return { ...resolved, bench: { ...resolved.bench, seed } };
}

function flipsOf(runs: readonly Repetition[]): readonly Flip[] {
  const ids = [...new Set(runs.flatMap(({ report }) => everyResult(report).map(({ id }) => id)))];
  return ids.flatMap((id): Flip[] => {
    const seeds = seedsBy(runs, ({ report }) => everyResult(report).find((result) => result.id === id)?.outcome);
    return seeds.size > 1 ? [{ id, outcomes: Object.fromEntries(seeds) }] : [];
  });
}

/** The seeds of the runs, by what is the same in them. */
function seedsBy<Key extends string>(
  runs: readonly Repetition[],
  keyOf: (run: Repetition) => Key | undefined,
): ReadonlyMap<Key, readonly number[]> {
  const seeds = new Map<Key, number[]>();
  for (const run of runs) {
    const key = keyOf(run);
    if (key !== undefined) seeds.set(key, [...(seeds.get(key) ?? []), run.seed]);
  }
  return seeds;
}

function documentOf(runs: readonly Repetition[], flips: readonly Flip[]): object {
  return {
    runs: runs.map(({ seed, exit, report: { verdict, counts } }) => ({ seed, exit, verdict, counts })),
    flips,
  };
}

function linesOf(
  runs: readonly Repetition[],
  flips: readonly Flip[],
  exits: ReadonlyMap<string, readonly number[]>,
  folder: string,
): readonly string[] {
  const last = runs.length === 1 ? 'run-1' : `run-1 to run-${runs.length}`;
  const found =
    flips.length === 0
      ? `No requirement flips in ${counted(runs.length, 'run')}.`
      : `${counted(flips.length, 'requirement flips', 'requirements flip')} in ${counted(runs.length, 'run')}:`;
  const verdicts = [...exits].map(([exit, seeds]) => `exit ${exit} with ${seedsInWords(seeds)}`).join(', ');
  return [
    '',
    found,
    ...flips.flatMap(({ id, outcomes }) => [`  ${id}`, ...Object.entries(outcomes).map(outcomeInWords)]),
    ...(exits.size > 1 ? [`The verdict depends on the seed: ${verdicts}.`] : []),
    `The reports are in ${folder}, ${last}.`,
  ];
}

function outcomeInWords([outcome, seeds]: [string, readonly number[]]): string {
  return `    ${outcome}: ${counted(seeds.length, 'run')}, ${seedsInWords(seeds)}`;
}

function seedsInWords(seeds: readonly number[]): string {
  return `${seeds.length === 1 ? 'seed' : 'seeds'} ${seeds.join(', ')}`;
}
