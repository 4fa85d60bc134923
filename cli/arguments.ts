import { parseArgs } from 'node:util';
import { nearest } from '../platform/config/nearest.ts';
import { UsageError } from './command.ts';
import { type Flag, type Flags, type FlagsOf, flagHead, flagName } from './flag.ts';

interface Arguments<Known extends Flags> {
  readonly flags: FlagsOf<Known>;
  readonly operands: readonly string[];
}

/** Reads the arguments of a command: each flag as what it takes. `parseArgs` splits them; its own messages name no nearest flag. */
export function parseFlags<Known extends Flags>(
  args: readonly string[],
  known: Known,
  command: string = '',
): Arguments<Known> {
  const byName = new Map(Object.entries(known).map(([key, flag]) => [flagName(key), { key, flag }] as const));
  const { tokens } = parseArgs({
    args: [...args],
    options: Object.fromEntries([...byName].map(([name, { flag }]) => [name, { type: typeOf(flag) }])),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const flags: Record<string, unknown> = {};
  const operands: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') operands.push(token.value);
    if (token.kind !== 'option') continue;
    const found = byName.get(token.name);
    if (!found) throw unknownFlag(token.rawName, [...byName.keys()], command);
    const { key, flag } = found;
    flags[key] = valueGiven(flag, key, givenFlags(flag, key, token.value, token.inlineValue === true), flags[key]);
  }
  return { flags: flags as FlagsOf<Known>, operands };
}

function typeOf({ takes }: Flag): 'boolean' | 'string' {
  return takes === 'nothing' ? 'boolean' : 'string';
}

/** The text that was given to a flag; empty where it takes none. */
function givenFlags(flag: Flag, key: string, text: string | undefined, inline: boolean): string {
  if (flag.takes === 'nothing') {
    if (text === undefined) return '';
    throw new UsageError(`--${flagName(key)} takes no value (got ${JSON.stringify(text)})`);
  }
  // "--seed --json" is a forgotten value; "--seed=-5" and "-" are meant.
  if (text === undefined || (!inline && text.startsWith('-') && text !== '-')) {
    throw new UsageError(`--${flagName(key)} needs a value`, `Write ${flagHead(key, flag)}.`);
  }
  return text;
}

function valueGiven(flag: Flag, key: string, text: string, before: unknown): unknown {
  const others = Array.isArray(before) ? before : [];
  switch (flag.takes) {
    case 'nothing':
      return true;
    case 'text':
      return text;
    case 'texts':
      return [...others, text];
    case 'list':
      return [...others, ...text.split(',').filter((item) => item !== '')];
    case 'integer':
      return integer(text, key, flag.min);
    case 'percent':
      return percent(text, key);
    case 'word':
      return wordOf(text, flag.words, `--${flagName(key)}`);
  }
}

function integer(text: string, key: string, min: number = Number.MIN_SAFE_INTEGER): number {
  const number = Number(text);
  if (/^-?\d+$/.test(text) && Number.isSafeInteger(number) && number >= min) return number;
  const kind = min === 1 ? 'a whole number of at least 1' : 'a whole number';
  throw new UsageError(`--${flagName(key)} must be ${kind} (got ${JSON.stringify(text)})`);
}

function percent(text: string, key: string): number {
  const number = Number(text);
  if (/^\d+(\.\d+)?$/.test(text) && number <= 100) return number;
  throw new UsageError(`--${flagName(key)} must be a number from 0 to 100 (got ${JSON.stringify(text)})`);
}

/** One of a few words; `what` names the place in the message. */
export function wordOf<Word extends string>(text: string, words: readonly Word[], what: string): Word {
  const word = words.find((known) => known === text);
  if (word !== undefined) return word;
  const near = nearest(text, words);
  const end = near === undefined ? '' : `; the nearest word is ${JSON.stringify(near)}`;
  throw new UsageError(`${what} must be ${words.join(' or ')} (got ${JSON.stringify(text)})${end}`);
}

function unknownFlag(typed: string, names: readonly string[], command: string): UsageError {
  const near = nearest(typed.replace(/^-+/, ''), names);
  if (near !== undefined) return new UsageError(`unknown flag "${typed}"; the nearest is "--${near}"`);
  return new UsageError(`unknown flag "${typed}"`, `mvk ${command === '' ? '' : `${command} `}--help lists the flags.`);
}
