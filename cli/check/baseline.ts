import { existsSync } from 'node:fs';
import path from 'node:path';
import { now } from '../../platform/clock.ts';
import { escapeTerminal } from '../../reporters/text/escape.ts';
import { writeAtomically } from '../../reporters/write.ts';
import { type Acceptance, counted, type Report } from '../../spec/index.ts';
import { emptyBaseline, readBaseline } from '../baseline/file.ts';
import { updated } from '../baseline/update.ts';
import { ExitCode, type Print, UsageError } from '../command.ts';
import { type ConfigFlags, defaultBaseline, resolve } from '../config/resolve.ts';
import { savedReport } from '../report/saved.ts';
import { callCommandOf, commandOf } from '../reproduce.ts';
import { type RunFlags, runSelected } from './run.ts';
import { select, selectedBy } from './select.ts';

const defaultDays = 30;
const day = 24 * 60 * 60 * 1000;

type AcceptanceFlags = Partial<Acceptance>;

type BaselineFlags = ConfigFlags & RunFlags & AcceptanceFlags;

/** Writes what fails into the baseline, from the flags to the exit code. */
export async function runBaseline(
  reportFile: string | undefined,
  flags: BaselineFlags,
  print: Print,
): Promise<ExitCode> {
  const today = now().toISOString().slice(0, 10);
  const given = acceptanceOf(flags, today);
  const { failOn = 'must' } = flags;
  const resolved = await resolve(flags, process.cwd(), process.env, undefined, { alone: reportFile !== undefined });
  const file = resolved.config.baseline ?? path.resolve(defaultBaseline);
  const before = existsSync(file) ? await readBaseline(file) : emptyBaseline();
  const report = reportFile === undefined ? await ran(resolved, flags) : await savedReport(reportFile);
  const ids = new Set(
    select(
      report.results.map(({ id }) => id),
      flags.only ?? [],
    ),
  );
  const results = report.results.filter(({ id }) => ids.has(id));
  const { lines, changes, count } = updated(before, results, { given, today, failOn });
  for (const line of lines) print(escapeTerminal(line));
  const name = path.relative(process.cwd(), file) || file;
  if (changes > 0) {
    await writeAtomically(file, before.document.toString({ lineWidth: 0 }));
    print(`${name} holds ${counted(count, 'entry', 'entries')} now`);
  } else print(`${existsSync(file) ? `${name} stays as it is` : 'no baseline is written'}: there is nothing to change`);
  // Accepted is what failed; what could not run may be anything.
  return results.some(({ outcome, level }) => outcome === 'could-not-run' && level === 'must')
    ? ExitCode.NotRun
    : ExitCode.Conforms;
}

/** The check as `mvk check` makes it, without its screen. */
async function ran(resolved: Awaited<ReturnType<typeof resolve>>, flags: BaselineFlags): Promise<Report> {
  const { baseline, ...config } = resolved.config;
  const isThere = baseline !== undefined && existsSync(baseline);
  const commands = { command: commandOf(flags), callCommand: callCommandOf(flags) };
  const target = { ...resolved, config: isThere ? { ...config, baseline } : config };
  return (await runSelected(target, { ...flags, quiet: true }, commands, selectedBy(flags.only))).report;
}

function acceptanceOf(flags: AcceptanceFlags, today: string): Acceptance {
  const said = (name: 'reason' | 'owner', what: string): string => {
    const value = flags[name]?.trim();
    if (value) return value;
    throw new UsageError(
      `--${name} is ${value === undefined ? 'missing' : 'empty'}`,
      `Give ${what}: every accepted failure needs it.`,
    );
  };
  const defaultValue = new Date(now().getTime() + defaultDays * day).toISOString().slice(0, 10);
  const expires = flags.expires ?? defaultValue;
  if (!/^\d{4}-\d\d-\d\d$/.test(expires) || !isDay(expires)) {
    throw new UsageError(`--expires must be a date such as ${defaultValue} (got ${JSON.stringify(expires)})`);
  }
  if (expires < today) {
    throw new UsageError(`--expires has passed: ${JSON.stringify(expires)}`, `Today is ${today}, in UTC.`);
  }
  return {
    reason: said('reason', 'why the failure is accepted'),
    owner: said('owner', 'the person or team responsible'),
    expires,
  };
}

/** 2026-02-30 is none. */
function isDay(date: string): boolean {
  const time = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(date);
}
