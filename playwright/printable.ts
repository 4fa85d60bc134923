import type { Step } from '../platform/call/step.ts';
import { type TranscriptLine, transcript } from '../platform/call/transcript.ts';
import type { Sent } from './sent.ts';

type Redact = (text: string) => string;

/** What may be printed about a call or a delivery is known where it was made; kept aside, it is no part of what a test sees. */
const redactors = new WeakMap<object, Redact>();

/** Remembers how text that comes with this object is made safe. */
export function rememberRedactor<T extends object>(value: T, redact: Redact): T {
  redactors.set(value, redact);
  return value;
}

export function isRemembered(value: unknown): value is object {
  return typeof value === 'object' && value !== null && redactors.has(value);
}

/** What a terminal or the log of a CI runner would obey, or hide, instead of showing it. */
const obeyed = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|(?<=#)#(?=[a-z]*\[)/giu;

/** Text that may hold bytes of the target, in one line: without secrets and personal numbers, and without control characters. */
export function printable(text: string, redact: Redact): string {
  return redact(text).replace(obeyed, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}

/** The same for text of several lines. */
export function printableLines(text: string, redact: Redact): string {
  return redact(text)
    .split('\n')
    .map((line) => printable(line, redact))
    .join('\n');
}

/** Text about a known object, ready to print. */
export function printableOf(value: object, text: string): string {
  return printable(text, redactors.get(value) ?? (() => ''));
}

/** What is printed of a call. */
interface PrintedCall {
  readonly id: string;
  readonly direction: string;
  readonly state: string;
  readonly steps: readonly Step[];
}

/** The whole transcript with its virtual times. Requests and events are marked, because the caller does not hear them. */
export function printedTranscript(call: PrintedCall): string {
  const lines = transcript(call.steps).map((line) => printedLine(call, line));
  return [`${call.direction} call ${call.id}, ${call.state}:`, ...lines].join('\n');
}

function printedLine(call: PrintedCall, { at, of, text }: TranscriptLine): string {
  return `${at.toFixed(1).padStart(8)} s ${of === 'wire' ? '·' : ' '} ${printableOf(call, text)}`;
}

/** What became of one delivery, attempt by attempt. */
export function printedSent(delivery: Sent): string {
  const attempts = delivery.attempts.map(({ status, ms, failure }, index) => {
    const outcome = `${status ?? failure ?? 'no response'} after ${Math.round(ms)} ms`;
    return index === 0 ? outcome : `attempt ${index + 1} ${outcome}`;
  });
  return printableOf(delivery, `${delivery.name}: ${attempts.join(', ')}`);
}
