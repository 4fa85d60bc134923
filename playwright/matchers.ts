import { expect as base, type Expect, type ExpectMatcherState, type MatcherReturnType } from '@playwright/test';
import type { Call } from './call.ts';
import { isRemembered, printableOf, printedSent, printedTranscript } from './printable.ts';
import type { Sent } from './sent.ts';

export type TerminalEvent = 'call.completed' | 'call.failed' | 'call.canceled';

/** What a test may expect of a call or a delivery. */
export interface Matchers {
  /** The caller has heard this, whole or in part, since the last keys or the last wait: in one announcement or across several. */
  toHear: typeof toHear;
  /** The call was transferred or bridged there, whether or not anybody was reached. */
  toBeTransferredTo: typeof toBeTransferredTo;
  /** The call has ended, with this event if one is given. */
  toHaveEnded: typeof toHaveEnded;
  /** The delivery, or each event of the call, was answered with a 2xx status: at once, or within so many `attempts`. */
  toBeAcknowledged: typeof toBeAcknowledged;
}

export const expect: Expect<Matchers> = base.extend({ toHear, toBeTransferredTo, toHaveEnded, toBeAcknowledged });

/** How an acknowledgement is expected. */
export interface AcknowledgedOptions {
  /** The last attempt that may be the acknowledged one (default 1). */
  readonly attempts?: number;
}

interface MatchResult {
  readonly pass: boolean;
  /** What was expected, as a phrase; it follows `not` where the matcher is negated. */
  readonly expected: string;
  /** What there was instead. */
  readonly received: string;
}

function toHear(this: ExpectMatcherState, call: Call, expected: string | RegExp): MatcherReturnType {
  return judge(this, 'toHear', call, () => {
    const heard = heardSince(call);
    const texts = [...heard, heard.join(' ')];
    return {
      pass: texts.some((text) => matches(text, expected)),
      expected: `to hear ${quote(expected)}`,
      received: `heard since the last move: ${heard.length === 0 ? 'nothing' : heard.map(quote).join(', ')}`,
    };
  });
}

function toBeTransferredTo(this: ExpectMatcherState, call: Call, expected: string | RegExp): MatcherReturnType {
  return judge(this, 'toBeTransferredTo', call, () => {
    const legs = call.steps.flatMap((step) => (step.kind === 'dial' && step.dial.by !== 'outbound' ? [step.dial] : []));
    const found = legs.map(({ by, destination }) => `${by} to ${destination}`);
    return {
      pass: legs.some(({ destination }) =>
        typeof expected === 'string' ? destination === expected : matches(destination, expected),
      ),
      expected: `to be transferred to ${typeof expected === 'string' ? expected : quote(expected)}`,
      received: found.length === 0 ? 'it was transferred to nobody' : found.join(', '),
    };
  });
}

function toHaveEnded(this: ExpectMatcherState, call: Call, expected?: TerminalEvent): MatcherReturnType {
  return judge(this, 'toHaveEnded', call, () => {
    const end = call.steps.find((step) => step.kind === 'end');
    return {
      pass: end !== undefined && (expected === undefined || end.event === expected),
      expected: `to have ended${expected === undefined ? '' : ` with ${expected}`}`,
      received: end ? `it has ended with ${end.event}: ${end.by}` : `it is ${call.state}`,
    };
  });
}

function toBeAcknowledged(
  this: ExpectMatcherState,
  subject: Call | Sent,
  { attempts = 1 }: AcknowledgedOptions = {},
): MatcherReturnType {
  return judge(this, 'toBeAcknowledged', subject, () => {
    if (!Number.isInteger(attempts) || attempts < 1)
      throw new Error(`There are no ${attempts} attempts: give 1 or more.`);
    const all = 'events' in subject ? subject.events : [subject];
    if (all.length === 0)
      throw new Error('The call has delivered no event: give the option minivoice: { webhookUrl }.');
    const refused = all.filter((each) => !each.attempts.slice(0, attempts).some(({ acknowledged }) => acknowledged));
    return {
      pass: refused.length === 0,
      expected: `to be acknowledged with a 2xx status${attempts === 1 ? '' : ` within ${attempts} attempts`}`,
      received: (refused.length === 0 ? all : refused).map(printedSent).join(', '),
    };
  });
}

function judge(
  state: ExpectMatcherState,
  name: string,
  subject: Call | Sent,
  how: () => MatchResult,
): MatcherReturnType {
  if (!isRemembered(subject)) throw new Error(`${name} is for what the fixtures phone and webhooks give.`);
  const { pass, expected, received } = how();
  const lines = [
    `expect(${'steps' in subject ? 'call' : 'delivery'})${state.isNot ? '.not' : ''}.${name}`,
    '',
    printableOf(subject, `Expected: ${state.isNot ? 'not ' : ''}${expected}`),
    printableOf(subject, `Received: ${received}`),
    ...('steps' in subject ? ['', printedTranscript(subject)] : []),
  ];
  return { pass, name, message: () => lines.join('\n') };
}

/** What was heard since the caller last pressed keys or waited; to hang up is no such move, since nothing is heard behind it. */
function heardSince({ steps }: Call): readonly string[] {
  const last = steps.findLastIndex((step) => step.kind === 'press' && step.gathering.ending !== 'hang-up');
  return steps.slice(last + 1).flatMap((step) => (step.kind === 'hears' && !step.held ? [step.text] : []));
}

/** A pattern that remembers where it stopped (`g`, `y`) is used as if it did not. */
function matches(text: string, expected: string | RegExp): boolean {
  if (typeof expected === 'string') return text.includes(expected);
  return new RegExp(expected.source, expected.flags.replace(/[gy]/g, '')).test(text);
}

function quote(text: string | RegExp): string {
  return typeof text === 'string' ? JSON.stringify(text) : String(text);
}
