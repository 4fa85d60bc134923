import { type Exchange, escapeRegExp, type ProcessEnd } from '../../spec/index.ts';
import { unpacked } from '../http/unpack.ts';
import { encodedPattern, formsOf } from './encodings.ts';
import { isFictional, pseudonyms } from './pseudonyms.ts';

interface Redactor {
  text(value: string): string;
  /** A copy with the fields of an exchange and no others. */
  exchange(value: Exchange): Exchange;
}

const mark = '<redacted>';
const hidden = ['authorization', 'cookie', 'set-cookie', 'proxy-authorization', 'x-api-key'];
/** Shorter ones are left: they are no secrets, and hiding each `1` or `abc` would make a report unreadable and tell more than it hides. */
const shortest = 4;
const number = /(\+|%2B|%252B|\\u002B)([1-9]\d{6,14})(?!\d)/gi;
/** How each of the escapes begins that a character can be written with: without one there is nothing to look for, at some cost. */
const escapeSign = /[\\%]|&(?:amp;)?#/;

function anyOf(patterns: readonly string[]): RegExp | undefined {
  return patterns.length > 0 ? new RegExp(patterns.join('|'), 'g') : undefined;
}

/** Removes user names and passwords from the URLs of a text (`http://user:password@host`). */
function withoutPasswords(value: string): string {
  return value.replace(/:\/\/[^/?#\s"'<>@]{1,300}@/g, `://${mark}@`);
}

/** Hides secrets and personal numbers at the time of writing. `pseudonym` is given the digits of a number, country code first. */
export function createRedactor(
  secrets: readonly string[],
  pseudonym: (digits: string) => string = pseudonyms(secrets),
): Redactor {
  const real = secrets.filter((secret) => secret.length >= shortest);
  const forms = [...new Set(real.flatMap(formsOf))]
    .filter((form) => form.length >= shortest)
    .sort((a, b) => b.length - a.length);
  const literal = anyOf(forms.map(escapeRegExp));
  const encoded = anyOf(real.map(encodedPattern));

  const text = (value: string): string => {
    const known = literal ? value.replace(literal, mark) : value;
    const safe = withoutPasswords(encoded && escapeSign.test(known) ? known.replace(encoded, mark) : known);
    return safe.replace(number, (all, plus: string, digits: string) =>
      isFictional(digits) ? all : `${plus}${pseudonym(digits)}`,
    );
  };
  const ending = (value: string): string => {
    const cut = Math.max(0, ...forms.map((form) => overlap(value, form)));
    return cut === 0 ? value : value.slice(0, -cut) + mark;
  };
  const bytes = (base64: string, truncated: boolean, { 'content-encoding': encoding }: Headers): string => {
    const packed = Buffer.from(base64, 'base64');
    const content = unpacked(packed, encoding);
    // What cannot be looked into, or hides something, is left out as a whole.
    if (!content || (content !== packed && !isClean(Buffer.from(content)))) return Buffer.from(mark).toString('base64');
    const plain = packed.toString('latin1');
    return Buffer.from(text(truncated ? ending(plain) : plain), 'latin1').toString('base64');
  };
  const isClean = (content: Buffer): boolean => {
    const plain = content.toString('utf8');
    return text(ending(plain)) === plain;
  };
  const headers = (given: Headers): Record<string, string> =>
    Object.fromEntries(Object.entries(given).map(([name, value]) => [text(name), text(header(name, value))]));

  const exchange = ({ request, response, failure, durationMs }: Exchange): Exchange => ({
    request: {
      method: text(request.method),
      url: text(request.url),
      headers: headers(request.headers),
      ...(request.body === undefined ? {} : { body: text(request.body) }),
      ...(request.bodyBase64 === undefined
        ? {}
        : { bodyBase64: bytes(request.bodyBase64, false, lowerCased(request.headers)) }),
    },
    ...(response
      ? {
          response: {
            status: response.status,
            headers: headers(response.headers),
            body: text(response.truncated ? ending(response.body) : response.body),
            ...(response.bodyBase64 === undefined
              ? {}
              : { bodyBase64: bytes(response.bodyBase64, response.truncated ?? false, response.headers) }),
            ...(response.truncated === undefined ? {} : { truncated: response.truncated }),
          },
        }
      : {}),
    ...(failure && {
      failure: {
        kind: failure.kind,
        message: text(failure.message),
        ...(failure.output !== undefined && { output: text(failure.output) }),
        ...(failure.ended && { ended: redactProcessEnd(failure.ended, text) }),
      },
    }),
    durationMs,
  });
  return { text, exchange };
}

/** The end of a process, with what it wrote and with its command redacted. */
export function redactProcessEnd(
  { command, how, after, output, ...rest }: ProcessEnd,
  redact: (text: string) => string,
): ProcessEnd {
  return {
    ...rest,
    command: redact(command),
    how: redact(how),
    ...(after !== undefined && { after: redact(after) }),
    ...(output !== undefined && { output: redact(output) }),
  };
}

type Headers = Readonly<Record<string, string>>;

function lowerCased(headers: Headers): Headers {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

/** An empty value stays empty, and a signature keeps its shape: both can be what is wrong. */
function header(name: string, value: string): string {
  const lower = name.toLowerCase();
  if (lower === 'x-minivoice-signature') return value.replace(/[0-9a-f]{16,}/gi, mark);
  return hidden.includes(lower) && value !== '' ? mark : value;
}

/** How much of a secret's beginning a shortened text ends with. */
function overlap(value: string, form: string): number {
  for (let length = Math.min(form.length - 1, value.length); length >= shortest; length -= 1) {
    if (value.endsWith(form.slice(0, length))) return length;
  }
  return 0;
}
