import { parseArgs } from 'node:util';
import { type Flags, UsageError, type Values } from './command.ts';
import { nearest } from './terminal/nearest.ts';

interface Arguments {
  readonly values: Values;
  readonly operands: readonly string[];
}

/** Parses by hand what `parseArgs` tokenized, because its own messages name no nearest flag. */
export function parse(args: readonly string[], flags: Flags, command: string = ''): Arguments {
  const { tokens } = parseArgs({
    args: [...args],
    options: flags,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const values: Record<string, unknown> = {};
  const operands: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') operands.push(token.value);
    if (token.kind !== 'option') continue;
    const flag = Object.hasOwn(flags, token.name) ? flags[token.name] : undefined;
    if (!flag) throw unknownFlag(token.rawName, flags, command);
    values[token.name] = flagValue(flag, token.name, token.value, token.inlineValue === true, values[token.name]);
  }
  return { values, operands };
}

function flagValue(
  flag: Flags[string],
  name: string,
  value: string | undefined,
  inline: boolean,
  before: unknown,
): unknown {
  if (flag.type === 'boolean') {
    if (value !== undefined) throw new UsageError(`--${name} takes no value (got ${JSON.stringify(value)})`);
    return true;
  }
  // "--seed --json" is a forgotten value; "--seed=-5" and "-" are meant.
  if (value === undefined || (!inline && value.startsWith('-') && value !== '-')) {
    throw new UsageError(`--${name} needs a value`, `Write --${name} ${flag.value ?? 'VALUE'}.`);
  }
  return flag.multiple ? [...(Array.isArray(before) ? before : []), value] : value;
}

function unknownFlag(typed: string, flags: Flags, command: string): UsageError {
  const near = nearest(typed.replace(/^-+/, ''), Object.keys(flags));
  if (near !== undefined) return new UsageError(`unknown flag "${typed}"; the nearest is "--${near}"`);
  return new UsageError(`unknown flag "${typed}"`, `mvk ${command === '' ? '' : `${command} `}--help lists the flags.`);
}
