import type { Bench } from '../../../platform/bench.ts';
import { now } from '../../../platform/clock.ts';
import type { PlatformEvent } from '../../../platform/events/events.ts';
import { sign } from '../../../platform/webhook/signature.ts';
import { type Forgery, signature, stamp } from './forgeries.ts';

/** The time stamp header as text, rightly signed over exactly that text. */
function stamped(bench: Bench, what: string, text: string, event: PlatformEvent): Forgery {
  const signed = sign(bench.options.webhookSecret ?? '', text, JSON.stringify(event));
  // A header holds bytes: what is no ASCII goes as its UTF-8.
  const value = Buffer.from(text, 'utf8').toString('latin1');
  return {
    what: `a valid signature over ${what}`,
    how: { headers: (headers) => ({ ...headers, [stamp]: value, [signature]: signed }) },
  };
}

type Written = readonly (readonly [what: string, text: string])[];

/** Texts that are no moment within minutes, however they are read: a comparison with what is no number must not pass. */
function never(seconds: number, inSeconds: boolean): Written {
  const old = String(seconds - 3_600);
  const any: Written = [
    ['an empty timestamp', ''],
    ['a timestamp that is a word', 'now'],
    ['the timestamp NaN', 'NaN'],
  ];
  if (!inSeconds) return any;
  return [
    ...any,
    ['a timestamp of zero', '0'],
    ['a negative timestamp', `-${seconds}`],
    ['an old timestamp with leading zeros', `000${old}`],
    ['an old timestamp with a plus sign', `+${old}`],
    ['an old timestamp with decimals', `${old}.5`],
    ['an old timestamp with an exponent', `${Number(old) / 1e9}e9`],
    [
      'an old timestamp in Arabic-Indic digits',
      old.replace(/\d/g, (digit) => String.fromCodePoint(0x660 + Number(digit))),
    ],
    ['an old timestamp in words', new Date(Number(old) * 1000).toUTCString()],
  ];
}

/** Texts that are far ahead, however they are read: the last one is either that or an hour old. */
function farAhead(seconds: number, inSeconds: boolean): Written {
  if (!inSeconds) return [];
  return [
    ['a timestamp of thirty digits', '9'.repeat(30)],
    ['the timestamp Infinity', 'Infinity'],
    ['an old timestamp in milliseconds', `${seconds - 3_600}000`],
  ];
}

/** The present in other writings, which a receiver may take or refuse, but not fail on. */
function perhaps(seconds: number): Written {
  return [
    ['a timestamp with leading zeros', `00${seconds}`],
    ['a timestamp with a plus sign', `+${seconds}`],
    ['a timestamp with decimals', `${seconds}.5`],
    ['a timestamp with an exponent', `${seconds / 1e9}e9`],
    ['a timestamp in milliseconds', `${seconds}000`],
    ['a timestamp as RFC 3339', new Date(seconds * 1000).toISOString()],
  ];
}

function forgeries(bench: Bench, texts: Written, event: PlatformEvent): readonly Forgery[] {
  return texts.map(([what, text]) => stamped(bench, what, text, event));
}

const isInSeconds = ({ options }: Bench) => !['milliseconds', 'rfc3339'].includes(options.readings.Q51);

export function neverFresh(bench: Bench, event: PlatformEvent): readonly Forgery[] {
  return forgeries(bench, never(Math.floor(now().getTime() / 1000), isInSeconds(bench)), event);
}

export function neverPast(bench: Bench, event: PlatformEvent): readonly Forgery[] {
  return forgeries(bench, farAhead(Math.floor(now().getTime() / 1000), isInSeconds(bench)), event);
}

export function perhapsFresh(bench: Bench, event: PlatformEvent): readonly Forgery[] {
  return forgeries(bench, perhaps(Math.floor(now().getTime() / 1000)), event);
}
