/** One flag: what it takes, and its line in the help. It is named in camel case, and typed by people as `--kebab-case`. */
export type Flag = About &
  (
    | { readonly takes: 'nothing' }
    /** `texts` may be given several times; of `list`, a comma separates values too. */
    | (Value & { readonly takes: 'text' | 'texts' | 'list' | 'percent' })
    | (Value & { readonly takes: 'integer'; readonly min?: number })
    | (Value & { readonly takes: 'word'; readonly words: readonly string[] })
  );

interface About {
  readonly about: string;
}

interface Value {
  /** Name of the value in the help, such as `URL`. */
  readonly value: string;
}

export type Flags = Readonly<Record<string, Flag>>;

/** What a command gets of its flags: of each that was given, the value that was read of it. */
export type FlagsOf<Known extends Flags> = { readonly [Name in keyof Known]?: ValueOf<Known[Name]> };

type ValueOf<Known extends Flag> = Known extends { readonly takes: 'word'; readonly words: readonly (infer Word)[] }
  ? Word
  : Values[Known['takes']];

interface Values {
  readonly nothing: boolean;
  readonly text: string;
  readonly texts: readonly string[];
  readonly list: readonly string[];
  readonly integer: number;
  readonly percent: number;
  readonly word: string;
}

/** `min-coverage` of `minCoverage`. */
export function flagName(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** The head of a flag in the help: `--seed N`. */
export function flagHead(key: string, flag: Flag): string {
  return `--${flagName(key)}${'value' in flag ? ` ${flag.value}` : ''}`;
}

/** What the help says of a flag. */
export function flagAbout({ about, takes }: Flag): string {
  return takes === 'texts' || takes === 'list' ? `${about} (repeatable)` : about;
}
