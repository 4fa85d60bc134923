import { createHmac, timingSafeEqual } from 'node:crypto';

const toleranceSeconds = 5 * 60;

/** Whether MiniVoice signed exactly these bytes, a short while ago. */
export function isGenuine(raw, timestamp = '', signature = '', secret) {
  // The shape comes first: the comparison fails on texts of different lengths.
  if (!/^\d{1,15}$/.test(timestamp) || !/^v1=[0-9a-f]{64}$/.test(signature)) return false;
  const expected = `v1=${createHmac('sha256', secret).update(`${timestamp}.`).update(raw).digest('hex')}`;
  if (!timingSafeEqual(Buffer.from(signature), Buffer.from(expected))) return false;
  return Math.abs(Date.now() / 1000 - Number(timestamp)) <= toleranceSeconds;
}
