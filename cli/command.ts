import { UsageError } from '../platform/config/usage-error.ts';
import type { Flags, FlagsOf } from './flag.ts';

export { UsageError } from '../platform/config/usage-error.ts';

export type Print = (line: string) => void;

interface Definition<Known extends Flags> {
  /** What follows the name, such as `ID`, `[DIR]` where it can be left out, or `FILE…` where there may be several. Without it the command takes no arguments. */
  readonly operand?: string;
  readonly flags: Known;
  readonly example: string;
  /** `commands` are all that there are, for one that speaks of the others. */
  run(
    flags: FlagsOf<Known>,
    print: Print,
    operands: readonly string[],
    commands: () => Promise<ReadonlyMap<string, ListedCommand>>,
  ): Promise<ExitCode>;
}

/** A command whose flags are known only when it runs. */
export type Command = Definition<Flags>;

/** A command with its line of the help. */
export interface ListedCommand extends Command {
  readonly summary: string;
}

/** Types what `run` gets by the flags that the command declares. */
export function command<const Known extends Flags>(definition: Definition<Known>): Command {
  return definition;
}

/** 0 and 1 answer the question that was asked; 2 and 3 say that it was not answered. */
export const ExitCode = { Conforms: 0, Violates: 1, Usage: 2, NotRun: 3 } as const;
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

/** The question could not be put to the integration: exit 3. */
export class NotRunError extends UsageError {}
