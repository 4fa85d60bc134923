import { now } from '../../../platform/clock.ts';
import type { PlatformEvent } from '../../../platform/events/events.ts';
import type { Delivery } from '../../../platform/webhook/delivery.ts';
import { testing } from '../../testing-parameters.ts';
import { bare, large, unfamiliar, unknown } from './forged-events.ts';
import { form } from './form.ts';

/** One way in which a delivery is not what MiniVoice signed. */
export interface Forgery {
  readonly what: string;
  readonly how: Delivery;
  /** What is signed instead of the event. */
  readonly from?: (event: PlatformEvent) => PlatformEvent | Buffer;
}

export type Headers = Readonly<Record<string, string>>;

export const stamp = 'X-MiniVoice-Timestamp';
export const signature = 'X-MiniVoice-Signature';
const contentType = 'Content-Type';

export function header(what: string, change: (headers: Headers) => Headers): Forgery {
  return { what, how: { headers: change } };
}

function without(name: string) {
  return (headers: Headers) => Object.fromEntries(Object.entries(headers).filter(([each]) => each !== name));
}

function signedAs(what: string, change: (value: string) => string): Forgery {
  return header(what, (headers) => ({ ...headers, [signature]: change(headers[signature] ?? '') }));
}

function tampered(what: string, change: (text: string) => string): Forgery {
  return { what, how: { tamper: (body) => Buffer.from(change(body.toString('utf8'))) } };
}

/** The same event with another media type: a receiver may have a parser for it that skips the signature. */
function asType(how: Delivery, what: string, type: string | undefined, tamper?: Delivery['tamper']): Forgery {
  const change = (headers: Headers) =>
    type === undefined ? without(contentType)(headers) : { ...headers, [contentType]: type };
  return { what, how: { ...how, headers: change, ...(tamper && { tamper }) } };
}

const formType = 'application/x-www-form-urlencoded';
const unsigned: Delivery = { secret: null };
const foreign: Delivery = { secret: 'another-secret-that-is-not-the-right-one' };

/** Anybody can say in a header where a request comes from (RFC 7239 §8.1). */
function claiming(how: Delivery, signedWith: string, [where, claim]: readonly [string, Headers]): Forgery {
  const what = `${signedWith}, with headers that say it comes ${where}`;
  return { what, how: { ...how, headers: (headers) => ({ ...headers, ...claim }) } };
}

const fromItself: readonly [string, Headers] = [
  'from the machine itself',
  { 'X-Forwarded-For': '127.0.0.1', 'X-Real-IP': '127.0.0.1', Forwarded: 'for=127.0.0.1' },
];
const fromMiniVoice: readonly [string, Headers] = ['from MiniVoice', { 'User-Agent': 'MiniVoice/1.0' }];
const tools = 'curl/8.5.0 (like PostmanRuntime/7.39.0)';
const fromTests: readonly [string, Headers] = ['from a test', { 'User-Agent': tools, 'X-Test': 'true' }];

export const missing: readonly Forgery[] = [
  { what: 'no signature headers', how: unsigned },
  header('no signature header', without(signature)),
  header('no timestamp header', without(stamp)),
  asType(unsigned, 'no signature headers, as a form', formType, form),
  asType(unsigned, 'no signature headers, as text', 'text/plain'),
  asType(unsigned, 'no signature headers, without a type', undefined),
  asType(unsigned, 'no signature headers, as JSON with a charset', 'application/json; charset=utf-8'),
  asType(unsigned, 'no signature headers, as JSON in another charset', 'application/json; charset=iso-8859-1'),
  asType(unsigned, 'no signature headers, as JSON in another case', 'Application/JSON'),
  asType(unsigned, 'no signature headers, as JSON of a vendor', 'application/vnd.minivoice.event+json'),
  asType(unsigned, 'no signature headers, as bytes', 'application/octet-stream'),
  asType(unsigned, 'JSON without signature headers, as a form', formType),
  asType(unsigned, 'no signature headers, as parts of a form', 'multipart/form-data; boundary=part'),
  asType(unsigned, 'no signature headers, as XML', 'application/xml'),
  claiming(unsigned, 'no signature headers', fromItself),
  claiming(unsigned, 'no signature headers', fromMiniVoice),
  claiming(unsigned, 'no signature headers', fromTests),
  { what: 'no signature headers, with parameters of a test in the URL', how: { ...unsigned, parameters: testing } },
  { what: 'no signature headers, with an unknown event name', how: unsigned, from: unknown },
  { what: 'no signature headers, with an event of an unknown kind', how: unsigned, from: unfamiliar },
  { what: 'no signature headers, with a call that has an id alone', how: unsigned, from: bare },
  { what: 'no signature headers, with variables of 16 kB', how: unsigned, from: large },
];

/** Apart, as a server that knows no PUT may say so with any status. */
export const byPut: Forgery = { what: 'no signature headers, by PUT', how: { ...unsigned, method: 'PUT' } };

export const wrongSecret: readonly Forgery[] = [
  { what: 'a signature made with another secret', how: foreign },
  { what: 'a signature made with the sample secret', how: { secret: 'change-me' } },
  signedAs('a signature with another last digit', (value) => value.slice(0, -1) + (value.endsWith('0') ? '1' : '0')),
  signedAs('a signature with another first digit', (value) =>
    value.replace(/^v1=./, (start) => `v1=${start.endsWith('0') ? '1' : '0'}`),
  ),
  { what: 'variables of 16 kB, signed with another secret', how: foreign, from: large },
  // With a time stamp, which a receiver may check all the same.
  claiming(foreign, 'a signature made with another secret', fromItself),
  claiming(foreign, 'a signature made with another secret', fromMiniVoice),
  asType(foreign, 'a form signed with another secret', formType, form),
  asType(foreign, 'a text signed with another secret', 'text/plain'),
  asType(foreign, 'JSON with a charset, signed with another secret', 'application/json; charset=utf-8'),
];

/** A text with a character that a decoder puts where bytes are no UTF-8, and the same with such bytes. */
const replacement = Buffer.from('\ufffd');
const replaced = (event: PlatformEvent) => ({ ...event, x_future_note: 'a \ufffd' });

function unrepaired(body: Buffer): Buffer {
  const at = body.lastIndexOf(replacement);
  return Buffer.concat([body.subarray(0, at), Buffer.from([0xff]), body.subarray(at + replacement.length)]);
}

export const changedBody: readonly Forgery[] = [
  tampered('one byte changed after signing', (text) => text.replace('+1202555', '+1202556')),
  tampered('white space added after signing', (text) => text.replace(',', ', ')),
  tampered('bytes appended after signing', (text) => `${text} `),
  tampered('a line break put before it after signing', (text) => `\n${text}`),
  tampered('a byte order mark put before it after signing', (text) => `\ufeff${text}`),
  tampered('a letter escaped after signing', (text) => text.replace('"created_at"', '"\\u0063reated_at"')),
  tampered('a member doubled after signing', (text) => text.replace('{"event":', '{"event":"call.created","event":')),
  tampered('members reordered after signing', (text) =>
    JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(text) as object).reverse())),
  ),
  {
    what: 'a byte that is no UTF-8, where the replacement character was signed',
    how: { tamper: unrepaired },
    from: replaced,
  },
];

export function shifted(by: number): Forgery {
  return header(`the timestamp changed by ${by} after signing`, (headers) => ({
    ...headers,
    [stamp]: shift(headers[stamp] ?? '', by),
  }));
}

function shift(text: string, by: number): string {
  if (/^\d+$/.test(text)) return String(Number(text) + (text.length > 11 ? by * 1000 : by));
  return `${new Date(Date.parse(text) + by * 1000).toISOString().slice(0, 19)}Z`;
}

/** The same time in another notation is a different text. */
const rewritten: Forgery = header('a zero put before the timestamp after signing', (headers) => ({
  ...headers,
  [stamp]: `0${headers[stamp] ?? ''}`,
}));

export const changedTimestamp: readonly Forgery[] = [shifted(1), shifted(-1), shifted(60), rewritten];

export const malformed: readonly Forgery[] = [
  signedAs('an empty signature', () => ''),
  signedAs('a signature without its prefix', (value) => value.slice(3)),
  signedAs('a signature of another version', (value) => value.replace('v1=', 'v2=')),
  signedAs('a signature of an earlier version', (value) => value.replace('v1=', 'v0=')),
  signedAs('a truncated signature', (value) => value.slice(0, -8)),
  signedAs('only the prefix', () => 'v1='),
  signedAs('a signature that is not hex', () => `v1=${'z'.repeat(64)}`),
  signedAs('the value twice in one header', (value) => `${value}, ${value}`),
  signedAs('two values, none of them right', () => `v1=${'0'.repeat(64)},v1=${'1'.repeat(64)}`),
  signedAs('only commas', () => ',,,'),
  signedAs('bytes outside ASCII', (value) => `v1=${'\u00e9\u0080\u00ff'.repeat(20)}${value.slice(63)}`),
  signedAs('a signature of 4 kB', (value) => value.repeat(60)),
];

/** Signatures that a receiver may take or refuse, but not fail on. */
export const lenient: readonly Forgery[] = [
  signedAs('a prefix in capitals', (value) => value.replace('v1=', 'V1=')),
  signedAs('a digest in capitals', (value) => `v1=${value.slice(3).toUpperCase()}`),
  signedAs('white space within the value', (value) => value.replace('=', ' = ')),
  signedAs('a value of an earlier version before the right one', (value) => `v0=${'0'.repeat(64)},${value}`),
];

const oldAges = [10 * 60, 60 * 60, 24 * 60 * 60];

export function stale(): readonly Forgery[] {
  return oldAges.map((seconds) => ({
    what: `a valid signature ${seconds / 60} minutes old`,
    how: { at: new Date(now().getTime() - seconds * 1000) },
  }));
}

const ahead: readonly (readonly [string, number])[] = [
  ['ten minutes', 10 * 60],
  ['a day', 24 * 60 * 60],
  ['ten years', 3_650 * 24 * 60 * 60],
];

export function future(): readonly Forgery[] {
  return ahead.map(([words, seconds]) => ({
    what: `a valid signature made ${words} from now`,
    how: { at: new Date(now().getTime() + seconds * 1000) },
  }));
}
