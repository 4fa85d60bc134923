/** Parts of a text that should not be spoken. */
interface Blemish {
  /** In words, such as `the unfilled place "{{name}}"`. */
  readonly what: string;
  readonly found: string;
}

interface Kind {
  readonly what: string;
  readonly pattern: RegExp;
  /** Set where the same characters are right in another language or sentence. */
  readonly isRight?: (text: string) => boolean;
}

/** In these languages `null` is a number: German, Norwegian, Danish. */
const countsWithNull =
  /(?<!\p{L})(?:und|oder|die|der|das|für|sie|bitte|drücken|drücke|wählen|wähle|taste|uhr|eins|komma|og|eller|trykk|tryk|tast)(?!\p{L})/iu;
/** A document of speech markup, meant as such: whether that is spoken is an open question (Q33). */
const isSpeechMarkup = (text: string): boolean => /^\s*<speak[\s>][\s\S]*<\/speak>\s*$/.test(text);

/** A value that is missing, or a place that was not filled. Linear in the text, which is the target's choice. */
const unfilled: readonly Kind[] = [
  { what: 'a missing value', pattern: /(?<![\p{L}\p{N}_])undefined(?![\p{L}\p{N}_])/u },
  { what: 'a missing value', pattern: /(?<![\p{L}\p{N}_])NaN(?![\p{L}\p{N}_])/u },
  {
    what: 'a missing value',
    pattern: /(?<![\p{L}\p{N}_])null(?![\p{L}\p{N}_])(?! and void)/iu,
    isRight: (text) => countsWithNull.test(text),
  },
  {
    what: 'a missing value',
    pattern: /<nil>|\(null\)|<null>|%!\w?\([A-Z][^)]{0,40}\)?|(?<!\p{L})Invalid Date(?!\p{L})/u,
  },
  // Where a name or a day is due, and not the number null of German or the word nil of English.
  {
    what: 'a missing value',
    pattern:
      /(?<!\p{L})(?:[Aa]m|[Hh]allo|Guten Tag|Herrn?|Frau|Kundennummer|[Dd]ear|[Hh]ello|[Hh]i|on|[Yy]our \p{L}{1,20} is),? null(?![\p{L}\p{N}_])(?! (?:Uhr|Grad|Prozent|and void))|(?<!\p{L})(?:[Dd]ear|[Hh]ello|[Hh]i|on),? nil(?!\p{L})/u,
  },
  { what: 'a missing value', pattern: /(?<!\p{L})\p{Ll}{1,20}[,:]? None(?![\p{L}\p{N}_])(?! of )/u },
  {
    what: 'a missing value',
    pattern:
      /(?<![\p{L}\p{N}])-?Infinity(?= (?:seconds?|minutes?|hours?|days?|percent|euros?|dollars?|callers?)(?!\p{L}))/u,
  },
  {
    what: 'an object',
    pattern:
      /\[(?:object|function|class) [\w.:$ ]{1,60}\]|<[\w.]{1,60} object at 0x[0-9a-f]+>|#<[A-Z][\w:]{0,60}[ :>]|\b[\w.]{1,80}@[0-9a-f]{6,8}\b(?!\.)/u,
  },
  {
    what: 'an unfilled placeholder',
    pattern: /\{\{[^{}]{0,80}\}\}|[$#]\{[^{}]{0,80}\}|<%[^%]{0,80}%>|\{%[^%]{0,80}%\}|\[\[[\w. ]{1,60}\]\]/u,
  },
  {
    what: 'an unfilled placeholder',
    pattern:
      /\{[\w.]{0,60}(?::[\w.,]{0,20})?\}|%\([\w.]{1,60}\)[sdif]|%\{[\w.]{1,60}\}|(?<![\p{N}%])%(?:\d\$)?[sdif@](?!\p{L})/u,
  },
  {
    what: 'an unfilled placeholder',
    pattern:
      /\[(?:[A-Z][A-Z0-9_ -]{1,40}|(?:your|insert|enter|customer|company|caller|first|last|full) [\p{L} ]{2,40})\]|(?<=(?:^|\s)):[a-z][a-z_]{1,40}(?=[\s.,!?]|$)|(?<!\p{L})(?:TODO:|FIXME|TBD)(?!\p{L})/u,
  },
  {
    what: 'an unfilled placeholder',
    pattern: /(?<![\p{L}\p{N}])\$[A-Za-z_]\w{1,60}|(?<!\w)__[A-Z_]{2,60}__(?!\w)|(?<!\p{L})lorem ipsum(?!\p{L})/iu,
  },
  {
    what: 'the key of a text instead of the text',
    pattern: /^\s*(?:[a-z][A-Za-z0-9]+(?:[._][A-Za-z0-9]{2,})+|[A-Z][A-Z0-9]+(?:_[A-Z0-9]+)+)\s*$/,
  },
];

/** The second byte of a letter in UTF-8, read as Windows-1252. */
const second =
  '\\u0080-\\u00bf\\u0152\\u0153\\u0160\\u0161\\u0178\\u017d\\u017e\\u0192\\u02c6\\u02dc\\u2013\\u2014\\u2018\\u201a\\u201c\\u201e\\u2020-\\u2022\\u2030\\u2039\\u203a\\u20ac\\u2122';

/** Characters that are read out, skipped or make the voice stop. */
const broken: readonly Kind[] = [
  { what: 'an HTML entity', pattern: /&(?:[a-z]{2,8}|#\d{1,7}|#x[0-9a-f]{1,6});/i },
  { what: 'markup', pattern: /<\/?[a-z][a-z0-9:-]*(?:\s[^<>]{0,200})?\/?>|<!--/i, isRight: isSpeechMarkup },
  { what: 'markup', pattern: /\*\*[^\s*][^*]{0,100}\*\*|\]\([a-z]+:|^#{1,6} |```/im },
  {
    what: 'an escape',
    pattern: /\\(?:u[0-9a-f]{4}|x[0-9a-f]{2}|[ntr"'](?!\p{L}))|(?<=[\p{L}.,!?])\\n|\p{L}%[0-9a-f]{2}(?![0-9])/iu,
  },
  { what: 'JSON', pattern: /^\s*[[{]\s*"[\s\S]*[\]}]\s*$|"\s*:\s*["[{]/ },
  {
    what: 'text in a wrong encoding',
    pattern: new RegExp(`[\\u00c2\\u00c3][${second}]|\\u00e2\\u20ac|\\u00ef\\u00bb\\u00bf|\\ufffd`, 'u'),
  },
  { what: 'text in a wrong encoding', pattern: /(?<![\w./=&-])\p{L}*\p{Ll}\?{1,2}\p{Ll}+(?![=\w])/u },
  {
    what: 'a control character',
    pattern: /(?![\t\n\r])\p{Cc}|[\u200b\u202a-\u202e\u2066-\u2069\ufeff]|\p{Co}|\p{Cs}/u,
  },
  {
    what: 'the name of an error',
    pattern: /(?<!\w)[A-Z][a-zA-Z]+(?:Error|Exception)(?!\w)|(?<!\w)E(?:CONN[A-Z]+|TIMEDOUT|NOTFOUND)(?!\w)/,
  },
  {
    what: 'a piece of code',
    pattern: /(?<!\p{L})function ?\w{0,40}\([\w, ]{0,60}\) ?\{|\) ?=> ?[{(`'"\w]|(?<!\p{L})lambda \w{0,20}:/u,
  },
  { what: 'a time stamp', pattern: /\d{4}-\d\d-\d\dT\d\d:\d\d|GMT[+-]\d{4}/ },
  { what: 'an identifier', pattern: /(?<![\w-])[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}(?![\w-])/i },
  { what: 'a number that was not rounded', pattern: /(?<![\w.])\d+\.\d{7,}|(?<![\w.])\d(?:\.\d+)?e[+-]?\d+(?!\w)/ },
];

export function unfilledIn(text: string): Blemish | undefined {
  return first(unfilled, text);
}

export function brokenIn(text: string): Blemish | undefined {
  return first(broken, text);
}

/** Whether there is nothing to speak: no letter, digit or symbol that has a name; a picture alone has none in a call. */
export function isBlank(text: string): boolean {
  return !/[\p{L}\p{N}\p{S}*#%&@]/u.test(text.replace(/\p{Emoji_Presentation}/gu, ''));
}

function first(kinds: readonly Kind[], text: string): Blemish | undefined {
  for (const { what, pattern, isRight } of kinds) {
    const found = pattern.exec(text)?.[0];
    if (found !== undefined && !isRight?.(text)) return { what, found };
  }
  return undefined;
}
