import fc from 'fast-check';
import { digits, lowerCase, text } from './characters.ts';
import { furtherMembers, limitsOf, namesOfMembers, validMember } from './schema/compile.ts';

type Variables = Readonly<Record<string, string>>;

/** All events carry the same variables. */
const event = 'events/call.created';

/**
 * Texts that meet a documented limit: of ASCII, and of astral characters. Of these we send half as many, because
 * languages that count them twice are not wrong: "characters" is all that the documentation says.
 */
function longestValues(part: string): { readonly ascii: readonly string[]; readonly all: readonly string[] } {
  const texts = limitsOf(event, 'variables', part).flatMap(({ keyword, value }) =>
    keyword === 'maxLength' ? [String(value)] : [],
  );
  const ascii = texts.filter((text) => text.length === [...text].length);
  const max = Math.min(...texts.map(({ length }) => length));
  return { ascii, all: texts.map((text) => text.slice(0, max)) };
}

/** The fewest variables that meet each limit: a longest value, a longest name, and both of astral characters. */
export function longestVariables(): readonly Variables[] {
  const [names, values] = [longestValues(namesOfMembers), longestValues(furtherMembers)];
  const astral = ({ all, ascii }: typeof names) => all.filter((text) => !ascii.includes(text));
  return [
    ...values.ascii.map((value) => ({ note: value })),
    ...names.ascii.map((name) => ({ [name]: 'value' })),
    Object.fromEntries(astral(names).map((name, index) => [name, astral(values)[index] ?? ''])),
  ];
}

/** Call variables up to their documented limits: names of 128, values of 4,096 characters, about 20 kB in all. */
export function callVariables(): fc.Arbitrary<Variables> {
  const [names, values] = [longestValues(namesOfMembers), longestValues(furtherMembers)];
  const name = fc.oneof(
    fc.tuple(text(`${lowerCase}_`, 1, 1), text(`${lowerCase + digits}_.-`, 0, 30)).map((parts) => parts.join('')),
    fc.constantFrom(...names.all, 'é', '😀 name', 'constructor'),
  );
  const value = fc.oneof(
    validMember(event, 'variables', furtherMembers) as fc.Arbitrary<string>,
    fc.constantFrom('', ...values.ascii, '😀', '"quoted" \\ text\n', "it's 100 % <b>&amp;"),
  );
  return fc.oneof(
    { weight: 4, arbitrary: fc.dictionary(name, value, { maxKeys: 4, noNullPrototype: true }) },
    { weight: 1, arbitrary: fc.constant(many(100, 'small')) },
    { weight: 1, arbitrary: fc.constantFrom(...values.ascii.map((text) => many(4, text)), ...longestVariables()) },
  );
}

function many(count: number, value: string): Variables {
  return Object.fromEntries(Array.from({ length: count }, (_, n) => [`variable_${n}`, value]));
}
