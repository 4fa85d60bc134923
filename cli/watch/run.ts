import path from 'node:path';
import type { Plan } from '../../spec/index.ts';
import { type RunFlags, runSelected } from '../check/run.ts';
import { selectedBy } from '../check/select.ts';
import { ExitCode, type Print, UsageError } from '../command.ts';
import type { Resolved } from '../config/resolve.ts';
import { runReplay } from '../fixtures/replay.ts';
import { wantsColor } from '../terminal/color.ts';
import { escapeControls } from '../terminal/escape.ts';
import { say, sayHint } from '../terminal/message.ts';
import { changesOf, type Outcomes, openIn } from './changes.ts';
import { watchFiles } from './files.ts';
import { createInbox, type Request } from './inbox.ts';
import { keyHelp, readKeys } from './keys.ts';
import { ownWrites } from './own-writes.ts';

/** What watch mode does again and again. */
interface Watching {
  /** Read anew for each run: the configuration may be what changed. */
  readonly resolve: () => Promise<Resolved>;
  readonly flags: RunFlags;
  readonly commands: Pick<Plan, 'command' | 'callCommand'>;
  /** Fixtures of the integration, updated on request. */
  readonly update: Parameters<typeof runReplay>[1];
  readonly print: Print;
}

/** Checks whenever a file changes: what was not met first, then everything. Ends with the exit code of the last whole run. */
export async function runWatch(watching: Watching, folder: string): Promise<ExitCode> {
  const { flags, print } = watching;
  const inbox = createInbox({ kind: 'all' });
  const quit = (): void => inbox.put({ kind: 'quit' });
  const writes = ownWrites(
    (file) => files.isTracked(file),
    (file) => {
      files.ignore(file);
      say(`${JSON.stringify(escapeControls(file))} changes during every run, so it is not watched any more`);
      sayHint('Add it to .gitignore if the integration writes it.');
    },
  );
  let cause = '';
  const announce = ([first, ...others]: readonly string[]): void => {
    if (first === undefined) return;
    cause = `${first}${others.length > 0 ? ` and ${others.length} more` : ''} changed`;
    inbox.put({ kind: 'changed' });
  };
  const files = await watchFiles(folder, [flags.report ?? 'mvk-report'], (changed) =>
    announce(writes.sources(changed)),
  );
  const stopKeys = readKeys(process.stdin, inbox.put);
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, quit);
  const outcomes: Outcomes = new Map();
  let exit: ExitCode = ExitCode.NotRun;
  let globs = flags.only ?? [];
  try {
    for (let { request, stop } = await inbox.take(); request.kind !== 'quit'; { request, stop } = await inbox.take()) {
      if (request.kind === 'changed') print(`\n${escapeControls(cause)}`);
      if (request.kind === 'all') globs = flags.only ?? [];
      if (request.kind === 'pattern') globs = meantBy(request.glob) ?? globs;
      writes.runStarts();
      exit = (await handle(request, { ...watching, globs, outcomes, stop })) ?? exit;
      announce(writes.runEnds());
      if (!stop.aborted) print(`\nWaiting for changes. ${keyHelp}`);
    }
    return exit;
  } finally {
    stopKeys();
    await files.close();
  }
}

interface Cycle extends Watching {
  readonly globs: readonly string[];
  readonly outcomes: Outcomes;
  readonly stop: AbortSignal;
}

/** The exit code of the whole selection, where that was run to its end. */
async function handle({ kind }: Request, cycle: Cycle): Promise<ExitCode | undefined> {
  try {
    if (kind === 'update') return void (await runReplay(undefined, { ...cycle.update, update: true }, cycle.print));
    const open = openIn(cycle.outcomes);
    const all = selectedBy(cycle.globs);
    const failed = kind === 'failed' ? open : open.filter((id) => all.includes(id));
    if (kind === 'failed' && failed.length === 0) return void cycle.print('Nothing failed in the runs so far.');
    // Where everything failed before, or is run for the first time, the second run would be the first one again.
    const isPart = kind === 'failed' || (kind === 'changed' && failed.length > 0 && failed.length < all.length);
    if (isPart) await run(failed, cycle);
    return isPart && (kind === 'failed' || cycle.stop.aborted) ? undefined : await run(all, cycle);
  } catch (error) {
    if (!cycle.stop.aborted) explain(error);
    return undefined;
  }
}

/** Undefined, and said, where a pattern matches nothing: then the one before stays. */
function meantBy(glob: string): readonly string[] | undefined {
  try {
    selectedBy([glob]);
    return [glob];
  } catch (error) {
    explain(error);
    return undefined;
  }
}

/** Says what could not be run; the next change may put it right. */
function explain(error: unknown): void {
  if (!(error instanceof UsageError)) throw error;
  say(escapeControls(error.message));
  if (error.hint) sayHint(error.hint);
}

async function run(selected: readonly string[], { resolve, flags, commands, outcomes, stop, print }: Cycle) {
  const resolved = await resolve();
  const { report, exit } = await runSelected(resolved, flags, commands, selected, { stop, isBrief: true });
  const screen = { width: process.stdout.columns || 80, color: wantsColor() };
  for (const line of changesOf(report, outcomes, screen)) print(line);
  for (const { id, outcome } of report.results) outcomes.set(id, outcome);
  print(`The report is in ${path.relative(process.cwd(), path.resolve(flags.report ?? 'mvk-report')) || '.'}`);
  return exit;
}
