/** One flag: what `parseArgs` needs, and its line in the help. */
interface Flag {
  readonly type: 'string' | 'boolean';
  readonly multiple?: boolean;
  /** Name of the value in the help, such as `URL`. */
  readonly value?: string;
  readonly about: string;
}

export type Flags = Readonly<Record<string, Flag>>;
export type Values = Readonly<Record<string, unknown>>;
export type Print = (line: string) => void;

export interface Command {
  readonly name: string;
  /** One line for `--help`. */
  readonly summary: string;
  /** What follows the name, such as `ID`, `[DIR]` where it can be left out, or `FILE…` where there may be several. Without it the command takes no arguments. */
  readonly operand?: string;
  readonly options: Flags;
  readonly example: string;
  run(values: Values, print: Print, operands: readonly string[]): Promise<ExitCode>;
}

/** 0 and 1 answer the question that was asked; 2 and 3 say that it was not answered. */
export const ExitCode = { Conforms: 0, Violates: 1, Usage: 2, NotRun: 3 } as const;
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

/** The person can fix it: one sentence, and the remedy as a hint. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly hint: string | undefined;

  constructor(message: string, hint?: string) {
    super(message);
    this.hint = hint;
  }
}

/** The question could not be put to the integration: exit 3. */
export class NotRunError extends UsageError {}

export function text(values: Values, name: string): string | undefined {
  const value = values[name];
  return typeof value === 'string' ? value : undefined;
}

/** The values of a repeatable flag; with `split`, a comma separates too. */
export function texts(values: Values, name: string, split = false): string[] {
  const value = values[name];
  const list = (Array.isArray(value) ? value : []).filter((item) => typeof item === 'string');
  return split ? list.flatMap((item) => item.split(',')).filter((item) => item !== '') : list;
}

/** The value of an integer flag, or undefined when the flag is absent. */
export function integer(values: Values, name: string, least: number): number | undefined {
  const value = text(values, name);
  if (value === undefined) return undefined;
  const number = Number(value);
  if (!/^-?\d+$/.test(value) || !Number.isSafeInteger(number) || number < least) {
    const kind = least === 1 ? 'a whole number of at least 1' : 'a whole number';
    throw new UsageError(`--${name} must be ${kind} (got ${JSON.stringify(value)})`);
  }
  return number;
}

/** The value of a flag that takes one of a few words. */
export function choice<Word extends string>(values: Values, name: string, words: readonly Word[]): Word | undefined {
  const value = text(values, name);
  if (value === undefined) return undefined;
  const word = words.find((known) => known === value);
  if (word === undefined)
    throw new UsageError(`--${name} must be ${words.join(' or ')} (got ${JSON.stringify(value)})`);
  return word;
}
