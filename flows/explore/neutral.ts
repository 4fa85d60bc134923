import type { CallContext } from '../../platform/events/events.ts';
import { neutralize as withoutCallAndTimes } from '../../platform/state/state.ts';
import { type Action, escapeRegExp, type GraphAction, isRecord } from '../../spec/index.ts';
import { spoken, type VolatileValues } from './volatile.ts';

/** Values that differ between two calls although the answers are equal. */
export interface Circumstances {
  readonly call: CallContext;
  readonly answerUrl: string | undefined;
  readonly volatileValues: VolatileValues;
}

const uuid = /\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b/gi;
/** Tokens that no person would write: only looked for where no words are. */
const token =
  /(?<![A-Za-z0-9_-])(?:[0-9a-f]{16,}|(?=[A-Za-z_-]*\d)(?=[\d_-]*[A-Za-z])[A-Za-z0-9_-]{20,})(?![A-Za-z0-9_-])/g;
/** A moment of this decade in seconds or milliseconds: only looked for in URLs, as it reads like a telephone number. */
const epoch = /(?<![+\dA-Za-z])(?:1[789]|20)\d{8}(?:\d{3})?(?![\dA-Za-z])/g;
const urls: ReadonlySet<string> = new Set(['url', 'stream_url']);
/** This machine, by any of its names, as it stands in a URL or within a query. */
const loopback =
  /\b(?:https?|wss?)(?::\/\/|%3A%2F%2F)(?:localhost|127(?:\.\d+){3}|\[::1\])(?:(?::|%3A)\d+)?(?![\w.-])/gi;

/** An action without what differs from call to call and from host to host: `<call>`, `<from>`, `<to>`, `<time>`, `<id>`. */
export function neutralAction({ name, parameters }: Action, circumstances: Circumstances): GraphAction {
  const { type: _, ...rest } = parameters;
  const entries = Object.keys(rest)
    .sort()
    .map((key) => [key, neutralValue(key, rest[key], circumstances)]);
  return { name, parameters: Object.fromEntries(entries) };
}

function neutralValue(key: string, value: unknown, circumstances: Circumstances): unknown {
  if (typeof value === 'string') return neutralText(key, value, circumstances);
  if (Array.isArray(value)) return value.map((each) => neutralValue(key, each, circumstances));
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, neutralValue(name, each, circumstances)]),
  );
}

/** A text in the same way; `key` is the parameter that holds it. */
export function neutralText(key: string, text: string, { call, answerUrl }: Circumstances): string {
  let plain = String(withoutCallAndTimes(text, call.id)).replace(uuid, '<id>');
  for (const [number, word] of [
    [call.from, '<from>'],
    [call.to, '<to>'],
  ] as const) {
    plain = plain.replaceAll(number, word).replaceAll(encodeURIComponent(number), word);
  }
  if (answerUrl) plain = withoutOrigin(plain, new URL(answerUrl));
  if (urls.has(key)) plain = plain.replace(loopback, '');
  // Tokens first: one in many of random digits holds what reads like a moment.
  if (!spoken.has(key)) plain = plain.replace(token, '<id>');
  return urls.has(key) ? plain.replace(epoch, '<time>') : plain;
}

/** The target's own host, whatever it is called today: in its URLs, and in those of its streams. */
function withoutOrigin(text: string, { origin, host, hostname }: URL): string {
  if (!text.toLowerCase().includes(hostname)) return text;
  const own = [origin, `wss://${host}`].flatMap((each) => [each, encodeURIComponent(each)]);
  return own.reduce(
    (plain, each) => plain.replace(new RegExp(`${escapeRegExp(each)}(?![\\w.:-]|%3A)`, 'gi'), ''),
    text,
  );
}
