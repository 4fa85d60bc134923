import path from 'node:path';
import { json } from '../../reporters/formats/json.ts';
import { exitOf } from '../../reporters/run/exit.ts';
import { merge } from '../../reporters/run/merge.ts';
import { writeAtomically } from '../../reporters/write.ts';
import type { Report } from '../../spec/index.ts';
import { ExitCode, type Print, UsageError } from '../command.ts';
import { wantsColor } from '../terminal/color.ts';
import { escapeControls } from '../terminal/escape.ts';
import { say } from '../terminal/message.ts';
import { publishReports } from './publish.ts';
import { withProjectFile } from './repository.ts';
import { openRunFolder } from './run-folder.ts';
import { savedReport } from './saved.ts';
import { type ShowFlags, showRun } from './show.ts';

interface Given {
  readonly file: string;
  readonly report: Report;
}

interface MergeFlags extends ShowFlags {
  /** The version to score, whatever the shards scored. */
  readonly contract?: string;
}

/** Merges the reports of shards, from the files to the exit code of the whole run. */
export async function runMerge(files: readonly string[], flags: MergeFlags, print: Print): Promise<ExitCode> {
  const given = await Promise.all(files.map(async (file) => ({ file, report: await savedReport(file) })));
  const shards = given.map((each) => ({ ...each, shard: shardIn(each) }));
  requireAlike(given);
  shards.forEach(({ file, shard: { index } }, at) => {
    const twin = shards.slice(0, at).find(({ shard }) => shard.index === index);
    if (twin)
      throw new UsageError(`${quoteFile(twin.file)} and ${quoteFile(file)} are both shard ${index}`, 'Give each once.');
  });
  const folder = flags.report ?? 'mvk-report';
  const own = path.resolve(folder, 'report.json');
  const lost = files.find((file) => [own, path.dirname(own)].includes(path.resolve(file)));
  if (lost !== undefined) throw new UsageError(`${quoteFile(lost)} would be overwritten`, 'Choose with --report DIR.');
  const report = withProjectFile(
    merge(
      given.map((each) => each.report),
      flags.contract,
    ),
    process.cwd(),
    folder,
  );
  const writing = await openRunFolder(folder);
  await writeAtomically(path.join(writing.path, 'report.json'), json(report));
  const faults = await publishReports(report, writing.path, process.env);
  await writing.publish();
  await writing.remove();
  for (const fault of faults) say(escapeControls(fault));
  showRun(report, { color: wantsColor() }, flags, print);
  return faults.length > 0 ? ExitCode.Usage : exitOf(report);
}

function shardIn({ file, report }: Given): NonNullable<Report['run']['shard']> {
  const { shard, selected } = report.run;
  if (shard && selected) return shard;
  throw new UsageError(
    `${quoteFile(file)} is the report of a whole run, not of a shard`,
    'mvk check --shard I/N writes one.',
  );
}

/** What the shards of one run have in common. */
const common: readonly (readonly [what: string, of: (report: Report) => unknown])[] = [
  ['the number of shards', ({ run }) => run.shard?.total],
  ['the version of the kit', ({ kit }) => kit.version],
  ['the version of the contract', ({ spec }) => spec.version],
  ['the seed', ({ run }) => run.seed],
  ['what was selected', ({ run }) => run.selected?.join(' ')],
  ['what was declared', ({ target }) => target.capabilities.join(' ')],
  ['the name of the integration', ({ target }) => target.name],
  ['the readings of open questions', ({ run }) => JSON.stringify(run.assumptions)],
  ['--fail-on', ({ run }) => run.failOn],
  ['--contract', ({ run }) => run.contract],
];

function requireAlike([first, ...others]: readonly Given[]): void {
  for (const [what, of] of common) {
    const other = others.find(({ report }) => of(report) !== (first && of(first.report)));
    if (!first || !other) continue;
    const values = [first, other].map(({ file, report }) => `${valueInWords(of(report))} in ${quoteFile(file)}`);
    throw new UsageError(`these are not shards of one run: ${what} is ${values.join(' and ')}`);
  }
}

function valueInWords(value: unknown): string {
  const shown = String(value ?? 'missing');
  return shown.length > 60 ? `${shown.slice(0, 60)}…` : shown;
}

function quoteFile(file: string): string {
  return JSON.stringify(escapeControls(file));
}
