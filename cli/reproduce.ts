import { type AccessFlags, accessFlagsShown } from './config/access.ts';
import { flagName } from './flag.ts';
import { invocation } from './invocation.ts';
import { quoteShellWord } from './terminal/shell.ts';

/** The flags that are repeated. */
interface RepeatedFlags extends AccessFlags {
  readonly config?: string;
  readonly envFile?: readonly string[];
  readonly answerUrl?: string;
  readonly webhookUrl?: string;
  readonly webhookSecret?: string;
  readonly start?: string;
  readonly noStart?: boolean;
  readonly runs?: number;
  readonly failOn?: string;
  readonly assume?: readonly string[];
  readonly remote?: boolean;
  readonly demo?: boolean;
  readonly flawed?: boolean;
}

/** The command that repeats a run; a violation adds which requirement, seed and case. No secret is spelled out. */
export function commandOf(flags: RepeatedFlags, name = 'check'): string {
  return withFlags(typed(name), flags, ['runs', 'failOn']);
}

/** The command that plays a call against the same integration; a violation adds what the caller does. */
export function callCommandOf(flags: RepeatedFlags): string {
  if (flags.demo) return typed(`call --demo${flags.flawed ? ' --flawed' : ''}`);
  return withFlags(typed('call'), flags, []);
}

/** A command of the kit as it can be pasted into the shell from which this one was started. */
export function typed(command: string): string {
  const { env, argv } = process;
  return `${invocation({ script: env.npm_lifecycle_script, file: argv[1], folder: process.cwd() })} ${command}`;
}

function withFlags(command: string, flags: RepeatedFlags, more: readonly ('runs' | 'failOn')[]): string {
  const words = [command];
  for (const name of ['config', 'answerUrl', 'webhookUrl', 'start', ...more] as const) {
    const value = flags[name];
    if (value !== undefined) words.push(`--${flagName(name)} ${quoteShellWord(String(value))}`);
  }
  for (const file of flags.envFile ?? []) words.push(`--env-file ${quoteShellWord(file)}`);
  if (flags.noStart) words.push('--no-start');
  if (flags.webhookSecret !== undefined) words.push('--webhook-secret "$MINIVOICE_WEBHOOK_SECRET"');
  for (const [name, value] of accessFlagsShown(flags)) words.push(`--${name} ${quoteShellWord(value)}`);
  for (const reading of flags.assume ?? []) words.push(`--assume ${quoteShellWord(reading)}`);
  if (flags.remote) words.push('--remote');
  return words.join(' ');
}
