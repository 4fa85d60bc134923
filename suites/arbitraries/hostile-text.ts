import fc from 'fast-check';

/** A product that no answer holds by chance: where it shows, a template in the text was evaluated. */
export const evaluated = '3196943';

/** Text that breaks what is put together by concatenation instead of by a serialiser (OWASP injection). */
const known = [
  '"',
  '\\',
  "'",
  '"}]}',
  '"},{"hangup":{}},{"say":{"text":"',
  '\r\nX-Injected: 1',
  '</say><play/>',
  '<script>alert(1)</script>',
  '&lt;&amp;',
  '{{1787*1789}}',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: template syntax is the point
  '${1787*1789}',
  '<%= 1787*1789 %>',
  '#{1787*1789}',
  '%s%n%d',
  '$(id)',
  '`id`',
  "' OR '1'='1",
  '; DROP TABLE calls;--',
  '../../etc/passwd',
  '__proto__',
  'constructor',
  'null',
  'undefined',
  'NaN',
  '\u0001\u0007\u001b[31m',
  '\t',
  '\u2028\u2029',
  '\u202e',
  '😀',
  'é',
];

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
