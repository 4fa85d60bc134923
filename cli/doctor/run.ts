import { stripVTControlCharacters } from 'node:util';
import { createColors } from 'picocolors';
import { ExitCode, type Print, UsageError } from '../command.ts';
import { type ConfigFlags, type Resolved, resolve } from '../config/resolve.ts';
import { wantsColor } from '../terminal/color.ts';
import { escapeControls } from '../terminal/escape.ts';
import { folded } from '../terminal/message.ts';
import { type Diagnosis, ok, wrong } from './diagnosis.ts';
import { browsers, nodeVersion, proxy, runner } from './machine.ts';
import { ports, targets } from './targets.ts';

/** Looks at all that a run needs, and says what is wrong and how to fix it. */
export async function runDoctor(
  flags: ConfigFlags & { readonly json?: boolean },
  print: Print,
  folder: string = process.cwd(),
): Promise<ExitCode> {
  const all: Diagnosis[] = [nodeVersion(), runner(folder), browsers(), proxy(process.env)];
  const resolved = await configuration(flags, folder, all);
  if (resolved) all.push(...(await ports(resolved.bench)), ...(await targets(resolved.bench)));
  const isHealthy = all.every(({ state }) => state !== 'wrong');
  if (flags.json) print(JSON.stringify({ healthy: isHealthy, diagnoses: all }, null, 2));
  else for (const each of all) print(lines(each));
  return isHealthy ? ExitCode.Conforms : ExitCode.Violates;
}

async function configuration(flags: ConfigFlags, folder: string, all: Diagnosis[]): Promise<Resolved | undefined> {
  try {
    const resolved = await resolve(flags, folder, process.env);
    all.push(ok('configuration', `declares ${resolved.capabilities.join(', ')}`));
    return resolved;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    all.push(wrong('configuration', error.message, error.hint));
    return undefined;
  }
}

function lines({ name, state, says, remedy }: Diagnosis): string {
  const { green, yellow, red } = createColors(wantsColor());
  const mark = { ok: '✓', note: '!', wrong: '✗' }[state];
  const color = { ok: green, note: yellow, wrong: red }[state];
  const clean = (text: string): string => stripVTControlCharacters(escapeControls(text));
  const plain = [`${mark} ${name.padEnd(13)} ${clean(says)}`];
  if (remedy !== undefined) plain.push(`${' '.repeat(16)}${clean(remedy)}`);
  return folded(plain.join('\n'), process.stdout).replace(mark, color(mark));
}
