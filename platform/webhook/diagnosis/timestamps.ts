import { isRecord, parseJson } from '../../../spec/index.ts';
import { distinct, type Option } from './option.ts';

/** What a timestamp looks like; the documentation does not state the format, so that none is wrong by itself. */
export type TimestampKind = 'seconds' | 'milliseconds' | 'rfc3339' | 'unreadable';

export interface Timestamp {
  readonly text: string;
  readonly kind: TimestampKind;
  /** Milliseconds since 1970. */
  readonly time?: number;
}

const maxText = 64;
const near = [-1, 1, -2, 2, -3, 3];

export function timestampOf(text: string): Timestamp {
  const time = timeOf(text);
  if (time === undefined) return { text: text.slice(0, maxText), kind: 'unreadable' };
  const kind = /\D/.test(text) ? 'rfc3339' : text.length > 11 ? 'milliseconds' : 'seconds';
  return { text, kind, time };
}

function timeOf(text: string): number | undefined {
  if (/^\d{9,11}$/.test(text)) return Number(text) * 1000;
  if (/^\d{12,14}$/.test(text)) return Number(text);
  const isDate = text.length <= maxText && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/i.test(text);
  const time = isDate ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}

/** What may have been signed as the timestamp: the text of the header first. `inSignature`: one that stands in the other header. */
export function timestampsOf(
  header: string | undefined,
  body: Uint8Array,
  inSignature: string | undefined,
): readonly Option<string>[] {
  const sent = timestampOf(header ?? '');
  const options = [
    { code: 'timestamp-exact', says: 'signed over the timestamp of the header', value: header ?? '' },
    ...forms(sent.time, 'of the header'),
    ...(inSignature === undefined
      ? []
      : [
          {
            code: 'timestamp-in-signature',
            says: 'signed over the timestamp in the signature header',
            value: inSignature,
          },
        ]),
    ...createdAt(body),
    ...(sent.kind === 'seconds' ? near.map((seconds) => shifted(sent.text, seconds)) : []),
    ...(header ? [{ code: 'timestamp-empty', says: 'signed over an empty timestamp', value: '' }] : []),
  ];
  return distinct(options, String);
}

/** The same moment in each format. */
function forms(time: number | undefined, of: string): readonly Option<string>[] {
  if (time === undefined) return [];
  const date = new Date(time).toISOString();
  const form = (kind: string, says: string, value: string): Option<string> => ({
    code: `timestamp-${kind}`,
    says: `signed over the timestamp ${of} ${says}`,
    value,
  });
  return [
    form('as-seconds', 'in seconds', String(Math.floor(time / 1000))),
    form('as-milliseconds', 'in milliseconds', String(time)),
    form('as-date', 'as a date', date.replace(/\.\d+Z$/, 'Z')),
    form('as-date', 'as a date with milliseconds', date),
  ];
}

function createdAt(body: Uint8Array): readonly Option<string>[] {
  const parsed = parseJson(body);
  const text = parsed.ok && isRecord(parsed.value) ? parsed.value.created_at : undefined;
  if (typeof text !== 'string' || text.length > maxText) return [];
  const exact = { code: 'timestamp-created-at', says: 'signed over created_at of the body', value: text };
  const others = forms(timestampOf(text).time, 'created_at of the body');
  return [exact, ...others.map((each) => ({ ...each, code: 'timestamp-created-at', says: each.says }))];
}

function shifted(text: string, seconds: number): Option<string> {
  const many = Math.abs(seconds) === 1 ? 'second' : 'seconds';
  const side = seconds < 0 ? 'earlier' : 'later';
  const says = `signed over a timestamp ${Math.abs(seconds)} ${many} ${side} than that of the header`;
  return { code: 'timestamp-near', says, value: String(Number(text) + seconds) };
}
