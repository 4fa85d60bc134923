import type { SchemaError } from './schema-error.ts';

/** The meaning of the patterns in the schemas, because a regular expression helps no reader. */
export const patternWords: Readonly<Record<string, string>> = {
  '\\S': 'text that is not blank',
  '^/': 'a JSON pointer such as /actions/0',
  '^-?[0-9]+(\\.[0-9]+)?$': 'a decimal number as text, such as "0.0125"',
  '^<call:\\d+>$': 'the place of a call, such as <call:1>',
  '^https://': 'a URL that starts with https://',
  '^https?://': 'a URL such as http://127.0.0.1:3000/path',
  '^n[1-9][0-9]*$': 'the id of a node, such as n1',
  '^[0-9*#]$': 'one key of a phone (0-9, *, #)',
  '^[0-9*#A-D]$': 'one DTMF key (0-9, *, #, A-D)',
  '^[0-9*#A-D]+$': 'made of DTMF keys (0-9, *, #, A-D), such as "12#"',
  '^[0-9*#A-DwW,]+$': 'made of 0-9, *, #, A-D, w, W and comma, and not empty',
  '^\\+[1-9][0-9]{1,14}$': 'an E.164 number such as +12025550100',
  '^(\\+[1-9][0-9]{1,14}|[sS][iI][pP][sS]?:[^\\s@]+(@[^\\s@]+)?)$': 'an E.164 number or a SIP URI',
  '^[a-z0-9]+(-[a-z0-9]+)*$': 'made of words of small letters and digits, joined by dashes',
  '^[A-Za-z0-9._-]+$': 'made of letters, digits, dot, dash and underscore, and not empty',
  '^[hH][tT][tT][pP][sS]?://[^/?#\\s]+': 'an http or https URL',
  '^[wW][sS][sS]://[^/?#\\s]+': 'a wss URL',
  '^[a-z]+(\\.[a-z0-9-]+){1,2}$': 'the id of a requirement, such as answer.json.valid',
  '^\\d+(:\\d+)*$': 'numbers joined by colons, such as 0:1:2',
};

/** What a schema asks for where an error is, in words that a person can act on. */
export function expectedBy({ keyword, message, params }: SchemaError): string {
  const words = keyword === 'pattern' ? patternWords[String(params.pattern)] : undefined;
  return words === undefined ? (message ?? 'is wrong') : `must be ${words}`;
}
