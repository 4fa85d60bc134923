import { distinct, type Option } from './option.ts';

/** A webhook secret with the place that it was given in, by which people know it. */
export interface KnownSecret {
  readonly name: string;
  readonly value: string;
}

interface Key {
  readonly bytes: Buffer;
  /** The name of the known secret that it was made of. */
  readonly secret?: string;
}

/** Further secrets than these are not tried. */
const maxSecrets = 8;
/** The secret that the documentation prints. */
const printed = 'change-me';

/** What may have been the key: the expected secret first, then what is often made of it, then the other secrets. */
export function keysOf(secrets: readonly KnownSecret[]): readonly Option<Key>[] {
  const [expected, ...others] = secrets.slice(0, maxSecrets);
  if (!expected) return [];
  const options = [
    key('exact', 'signed with the known secret', expected, expected.value),
    ...others.map((other) =>
      key('another-secret', `signed with another known secret (${other.name})`, other, other.value),
    ),
    ...[expected, ...others].flatMap(formsOf),
    anyKey('printed', 'signed with the secret that the documentation prints', printed),
    anyKey('empty', 'signed with an empty secret', ''),
    ...['undefined', 'null', 'None'].map((word) =>
      anyKey('no-value', `signed with the word "${word}" as the secret`, word),
    ),
  ];
  return distinct(options, ({ bytes }) => bytes.toString('base64'));
}

function formsOf(known: KnownSecret): readonly Option<Key>[] {
  const { value } = known;
  const bare = value.replace(/^[A-Za-z]+_/, '');
  const barest = /_([^_]+)$/.exec(value)?.[1] ?? value;
  const form = (code: string, says: string, bytes: Buffer | string): Option<Key> =>
    key(code, `signed with the secret ${says}`, known, bytes);
  return [
    form('trimmed', 'without the white space around it', value.trim()),
    form('newline', 'and a line end behind it', `${value}\n`),
    form('newline-crlf', 'and CR LF behind it', `${value}\r\n`),
    form('space', 'and a space behind it', `${value} `),
    form('space', 'and a space before it', ` ${value}`),
    form('quoted', 'in double quotes', `"${value}"`),
    form('quoted', 'in single quotes', `'${value}'`),
    form('without-prefix', 'without its prefix', bare),
    form('without-prefix', 'without its prefixes', barest),
    ...decodedForms(form, 'base64-decoded', value),
    ...decodedForms(form, 'base64-decoded without its prefix', bare),
    form('base64-encoded', 'base64-encoded', Buffer.from(value).toString('base64')),
    form('hex-encoded', 'hex-encoded', Buffer.from(value).toString('hex')),
    form('lower-case', 'in lower case', value.toLowerCase()),
    form('upper-case', 'in upper case', value.toUpperCase()),
  ];
}

function decodedForms(
  form: (code: string, says: string, bytes: Buffer) => Option<Key>,
  base64: string,
  text: string,
): readonly Option<Key>[] {
  const isHex = /^(?:[0-9a-f]{2})+$/i.test(text);
  return [
    ...(isHex ? [form('hex-decoded', base64.replace('base64', 'hex'), Buffer.from(text, 'hex'))] : []),
    form('base64-decoded', base64, Buffer.from(text, 'base64')),
  ];
}

function key(code: string, says: string, { name }: KnownSecret, bytes: Buffer | string): Option<Key> {
  return {
    code: `secret-${code}`,
    says,
    value: { bytes: typeof bytes === 'string' ? Buffer.from(bytes) : bytes, secret: name },
  };
}

function anyKey(code: string, says: string, bytes: string): Option<Key> {
  return { code: `secret-${code}`, says, value: { bytes: Buffer.from(bytes) } };
}
