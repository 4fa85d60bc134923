import { expect, _baseTest as test } from '@playwright/test';
import { sign, signedHeaders, timestampText } from '../../platform/webhook/signature.ts';

const body =
  '{"event":"call.completed","created_at":"2026-05-29T12:10:00Z","call":{"id":"call_123","customer_id":"cust_123","application_id":"app_123","status":"completed","direction":"inbound","from":"+15551230001","to":"+15551230002"},"variables":{},"data":{}}';
const at = new Date('2026-05-29T12:10:00.987Z');

for (const [format, text, hex] of [
  ['seconds', '1780056600', 'cc4fff571c01447f071c754dfb6796571d00475918389f7c2a67df14e7b88c41'],
  ['rfc3339', '2026-05-29T12:10:00Z', '0798af025e177f2c98c422861aaad0e311d3ce44df2134730aa76d9029768545'],
] as const) {
  test(`the vector of webhooks.md §7, ${format}`, () => {
    expect(timestampText(at, format)).toBe(text);
    expect(sign('change-me', text, body)).toBe(`v1=${hex}`);
  });
}

test('milliseconds, bytes, and a secret that is not ASCII', () => {
  expect(timestampText(at, 'milliseconds')).toBe('1780056600987');
  expect(sign('change-me', '1780056600000', Buffer.from(body))).toBe(
    'v1=abdf9453a46413b9b86c3f8d1b90ac84356c5002c4f8c188ddd87c93f9ecd752',
  );
  expect(sign('é', '1', Uint8Array.of(0xff))).not.toBe(sign('\xe9e', '1', Uint8Array.of(0xff)));
  expect(signedHeaders('s', '', '1')).toEqual({
    'X-MiniVoice-Timestamp': '1',
    'X-MiniVoice-Signature': sign('s', '1', ''),
  });
});
