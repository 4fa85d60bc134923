import fc from 'fast-check';

/** A product that no answer holds by chance: where it shows, a template in the text was evaluated. */
export const evaluated = '3196943';

/**
 * Texts that break what is put together by concatenation instead of by a serialiser (OWASP injection). Those of a group
 * may stand side by side; a refusal of one would hide the others, so what is likely to be refused stands alone.
 */
const anywhere: readonly (readonly string[])[] = [
  ['"', '\\', "'", '😀', 'é'],
  ['"}]}', '"},{"hangup":{}},{"say":{"text":"'],
  ['</say><play/>', '<script>alert(1)</script>', '&lt;&amp;'],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: template syntax is the point
  ['{{1787*1789}}', '${1787*1789}', '<%= 1787*1789 %>', '#{1787*1789}'],
  ['%s%n%d', '%', '%2', '$1', '+'],
  ['$(id)', '`id`', '; DROP TABLE calls;--', "' OR '1'='1"],
  ['../../etc/passwd'],
  ['\r\nX-Injected: 1'],
  ['\u0000'],
  ['\u0001\u0007\u001b[31m'],
  ['\t', '\u2028\u2029', '\u202e', '\ufeff'],
  ['\ud800'],
];

/** Words that mean something to a language only where nothing else stands beside them. */
const alone: readonly string[] = [
  ...['__proto__', 'constructor', 'toString', 'hasOwnProperty'],
  ...['null', 'undefined', 'NaN', 'true', '-1', '1e309', '[]', '{}'],
];

const max = 3_000;
/** Texts that make a backtracking pattern extremely slow; short enough for the URL of a request. */
const long: readonly string[] = ['a', '1', ' ', 'a@', 'a-', '1.'].map((part) => `${part.repeat(max / part.length)}!`);

/** Every known kind of hostile text, in as few texts as find it. */
export const hostileTexts: readonly string[] = [...anywhere.map((group) => group.join(' ')), ...alone, ...long];

const known: readonly string[] = [...anywhere.flat(), ...alone];

export function hostileText(): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...known) },
    {
      weight: 1,
      arbitrary: fc.array(fc.constantFrom(...known), { minLength: 2, maxLength: 3 }).map((all) => all.join(' ')),
    },
    { weight: 1, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }) },
  );
}
