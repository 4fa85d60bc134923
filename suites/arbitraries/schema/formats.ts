import fc from 'fast-check';
import { digits, lowerCase, text } from '../characters.ts';
import { phoneNumber } from '../phone-number.ts';

/** Texts that a schema names and cannot describe: `format`, and `x-generate` for what only we know. */
interface Format {
  readonly valid: fc.Arbitrary<string>;
  /** Valid and unusual, by what is unusual. */
  readonly edges: Readonly<Record<string, string>>;
  /** Texts that break it, for a `format`. */
  readonly invalid?: Readonly<Record<string, string>>;
  /** Valid by the format, for a pattern beside it to refuse. */
  readonly others?: Readonly<Record<string, string>>;
}

const dateTime: Format = {
  valid: fc
    .integer({ min: 0, max: 4_102_444_799 })
    .map((seconds) => `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`),
  edges: {
    'a leap day': '2024-02-29T23:59:59Z',
    'with milliseconds': '2026-05-29T12:00:00.000Z',
    'the last second of a year': '2026-12-31T23:59:59Z',
  },
  invalid: {
    'a date alone': '2026-05-29',
    'without a time zone': '2026-05-29T12:00:00',
    'a month 13': '2026-13-01T00:00:00Z',
    'a day that is not there': '2026-02-30T00:00:00Z',
    'no time': 'yesterday',
  },
};

const host = text(lowerCase + digits, 1, 12).map((name) => `${name}.example.com`);
const path = text(`${lowerCase + digits}-_~`, 0, 12).map((name) => `/${name}`);

function url(scheme: string): Format {
  return {
    valid: fc.tuple(host, fc.oneof(fc.constant(''), path)).map((parts) => `${scheme}://${parts.join('')}`),
    edges: {
      'with a port and a query': `${scheme}://ivr.example.com:8443/next?step=2&lang=en`,
      'a scheme in capitals': `${scheme.toUpperCase()}://ivr.example.com/next`,
      'with an escape': `${scheme}://ivr.example.com/gr%C3%BC%C3%9Fe`,
    },
    invalid: {
      'a space in the path': `${scheme}://ivr.example.com/a b`,
      'half an escape': `${scheme}://ivr.example.com/%2`,
    },
    others: { 'another scheme': 'ftp://files.example.com/next', 'without a host': `${scheme}:next` },
  };
}

/** The two documented shapes of ids (Q84). */
function documentedId(prefix: string): Format {
  return {
    valid: fc.oneof(
      fc.integer({ min: 1, max: 999_999 }).map((n) => `${prefix}_${n}`),
      fc.integer({ min: 0, max: 999_999_999 }).map((n) => `${prefix}_20260529T120000.${String(n).padStart(9, '0')}`),
    ),
    edges: { short: `${prefix}_1`, 'with a dot': `${prefix}_20260529T120000.000000001` },
  };
}

const keys = `${digits}*#`;

const formats: Readonly<Record<string, Format>> = {
  'date-time': dateTime,
  uri: url('https'),
  'http-url': url('https'),
  'wss-url': url('wss'),
  'phone-number': {
    valid: phoneNumber(),
    edges: { 'of 15 digits': '+999202555010000', 'of seven digits': '+9991234' },
  },
  'phone-or-sip': {
    valid: fc.oneof(
      phoneNumber(),
      host.map((name) => `sip:sales@${name}`),
    ),
    edges: { 'of 15 digits': '+999202555010000', 'a secure SIP URI': 'sips:sales@pbx.example.com' },
  },
  'call-id': documentedId('call'),
  'application-id': documentedId('app'),
  'customer-id': documentedId('cust'),
  'recording-id': {
    valid: text(`${lowerCase + digits}_.`, 1, 30).map((ending) => `rec_${ending}`),
    edges: { short: 'rec_1' },
  },
  'recording-url': {
    valid: fc.constantFrom('', 'https://recordings.example.com/rec_1.wav'),
    edges: { none: '' },
  },
  keys: {
    valid: text(keys, 0, 12),
    edges: { none: '', long: '9'.repeat(20), 'all of a telephone': '1234567890*#' },
  },
  key: { valid: fc.constantFrom('', ...'#*0'), edges: { none: '', 'a letter': 'D' } },
};

export function formatOf(name: string, at: string): Format {
  const format = formats[name];
  if (!format) throw new Error(`${at}: no generator knows the format ${JSON.stringify(name)}`);
  return format;
}
