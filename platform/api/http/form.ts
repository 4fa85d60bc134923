import { isRecord } from '../../../spec/index.ts';
import type { ApiOutcome, ApiReply } from '../api.ts';
import type { Form } from '../faults/faults.ts';

/** Members that hold what people said or wrote. */
const written: ReadonlySet<string> = new Set(
  'summary full_text text action_items key_points topic raw_topic normalized_topic reason evidence'.split(' '),
);
/** Two, three and four bytes in UTF-8. */
const letters = ' naïve 日本 👍';

/** The same content in another form, which every correct HTTP client and JSON parser reads the same way. */
export function formOf(form: Form, reply: ApiReply): ApiOutcome {
  const { status, contentType, letters, spaced, pieces, packed, closes } = form;
  const value = JSON.parse(reply.body) as unknown;
  const text = JSON.stringify(letters ? lettered(value) : value, null, spaced ? '\t' : undefined);
  const body = letters === 'escaped' ? escapeField(text) : text;
  return {
    kind: 'reply',
    reply: {
      status: status ?? reply.status,
      headers: { ...reply.headers, ...(contentType !== undefined && { 'Content-Type': contentType }) },
      body: spaced ? `\r\n ${body}\r\n` : body,
    },
    ...(pieces && { pieces }),
    ...(packed && { packed }),
    ...(closes && { closes }),
  };
}

function lettered(value: unknown, isWritten = false): unknown {
  if (typeof value === 'string') return isWritten ? `${value}${letters}` : value;
  if (Array.isArray(value)) return value.map((each) => lettered(each, isWritten));
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, lettered(each, written.has(name))]));
}

function escapeField(text: string): string {
  return text.replace(/[^\x20-\x7e\s]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
