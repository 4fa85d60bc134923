/** People's own call tests: MiniVoice as Playwright fixtures, and matchers for what a call does. */

export type { Step } from '../platform/call/step.ts';
export type { TranscriptLine } from '../platform/call/transcript.ts';
export type { DialOutcome } from '../platform/script.ts';
export type { ApiStandIn } from './api.ts';
export type { Call, CallState } from './call.ts';
export { type AcknowledgedOptions, expect, type Matchers, type TerminalEvent } from './matchers.ts';
export type { MinivoiceOptions } from './options.ts';
export type { CallOptions, Phone } from './phone.ts';
export type { Attempt, Sent } from './sent.ts';
export { type Fixtures, type Options, test } from './test.ts';
export type { SendOptions, Webhooks } from './webhooks.ts';
