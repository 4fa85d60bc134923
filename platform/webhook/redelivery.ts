import type { Readings } from '../../spec/index.ts';
import { now } from '../clock.ts';
import type { Delivered, Delivery } from './delivery.ts';

/** Seconds from one attempt to the next; that there are retries is stated, the numbers are ours (Q47). */
const quick = [5, 30, 120];
const hours = [60, 5 * 60, 30 * 60, 3_600, 2 * 3_600, 4 * 3_600, 8 * 3_600];
/** The longest wait that a `Retry-After` can ask for, in seconds. */
const longestWait = 24 * 3_600;

/** Seconds until an event is delivered again after its attempt number `attempt`; undefined when it is not. */
export function secondsToNext(
  { status, exchange }: Delivered,
  attempt: number,
  readings: Readings,
): number | undefined {
  if (isAccepted(status) || isFinal(status, readings)) return undefined;
  const delay = (readings.Q47 === 'hours' ? hours : quick)[attempt - 1];
  if (delay === undefined || readings.Q48 !== 'retry-after') return delay;
  return retryAfter(status, exchange.response?.headers['retry-after']) ?? delay;
}

/**
 * How attempt number `attempt` is signed (Q53), given when the first one was. Anew means another time stamp, also where
 * time is virtual and both attempts come within one second.
 */
export function signedAgain(firstAt: Date, attempt: number, readings: Readings): Pick<Delivery, 'at'> {
  if (readings.Q53 === 'byte-identical') return { at: firstAt };
  return { at: new Date(Math.max(now().getTime(), firstAt.getTime() + (attempt - 1) * 1_000)) };
}

function isAccepted(status: number = 0): boolean {
  return status >= 200 && status <= 299;
}

/** Statuses that may also mean "never send this again" (Q48); 408, 425 and 429 ask for another attempt. */
function isFinal(status: number = 0, { Q48 }: Readings): boolean {
  if (Q48 === 'gone-final') return status === 410;
  return Q48 === 'client-errors-final' && status >= 400 && status <= 499 && ![408, 425, 429].includes(status);
}

/** RFC 9110 §10.2.3: seconds, or a date. */
function retryAfter(status: number | undefined, value: string | undefined): number | undefined {
  if (value === undefined || (status !== 429 && status !== 503)) return undefined;
  const seconds = /^\d+$/.test(value) ? Number(value) : (Date.parse(value) - now().getTime()) / 1000;
  return Number.isNaN(seconds) ? undefined : Math.min(longestWait, Math.max(0, seconds));
}
