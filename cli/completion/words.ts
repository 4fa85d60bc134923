import { assumptions, catalogue, eventNames } from '../../spec/index.ts';
import type { ListedCommand } from '../command.ts';
import { type Flag, flagAbout, flagName } from '../flag.ts';

/** What can stand after a flag or as the argument of a command. */
export type Value =
  | { readonly kind: 'none' | 'text' | 'file' | 'folder' }
  | { readonly kind: 'words'; readonly words: readonly string[] };

export interface FlagWords {
  /** Such as `--seed`. */
  readonly name: string;
  readonly about: string;
  readonly isRepeated: boolean;
  readonly value: Value;
}

export interface CommandWords {
  readonly name: string;
  readonly about: string;
  readonly flags: readonly FlagWords[];
  readonly operand: Value;
}

/** All that a shell completes, as the commands declare it. */
export function wordsOf(commands: ReadonlyMap<string, ListedCommand>): readonly CommandWords[] {
  const operands: Readonly<Record<string, readonly string[]>> = {
    send: eventNames,
    completion: shells,
    help: [...commands.keys()],
    explain: ids,
  };
  return [...commands].map(([name, { summary, flags, operand }]) => ({
    name,
    about: summary,
    flags: Object.entries(flags).map(([key, flag]) => ({
      name: `--${flagName(key)}`,
      about: flagAbout(flag),
      isRepeated: flag.takes === 'texts' || flag.takes === 'list',
      value: valuesOf[key] ? { kind: 'words', words: valuesOf[key] } : valueAfter(flag),
    })),
    operand: operands[name] ? { kind: 'words', words: operands[name] } : placeOf(operand),
  }));
}

const ids = catalogue.map(({ id }) => id);
/** Values of flags that take any text, as patterns or several words do. */
const valuesOf: Readonly<Record<string, readonly string[]>> = {
  only: ids,
  assume: Object.entries(assumptions).flatMap(([id, { readings }]) =>
    Object.keys(readings).map((reading) => `${id}=${reading}`),
  ),
  ci: ['github', 'gitlab', 'none'],
};

export const shells: readonly ['bash', 'zsh', 'fish'] = ['bash', 'zsh', 'fish'];

function valueAfter(flag: Flag): Value {
  if (flag.takes === 'nothing') return { kind: 'none' };
  return flag.takes === 'word' ? { kind: 'words', words: flag.words } : placeOf(flag.value);
}

/** A file or a folder, where the name of a value says so. */
function placeOf(value: string | undefined): Value {
  if (value === undefined) return { kind: 'none' };
  if (/\bFILE\b|\bREPORT\b/.test(value)) return { kind: 'file' };
  return { kind: /\bDIR\b/.test(value) ? 'folder' : 'text' };
}
