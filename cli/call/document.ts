import { problemOf } from '../../platform/call/problem.ts';
import type { Step } from '../../platform/call/step.ts';
import { transcript } from '../../platform/call/transcript.ts';
import type { CallContext } from '../../platform/events/events.ts';
import type { Action, Call, Exchange } from '../../spec/index.ts';
import { answerFindings } from './findings.ts';
import { type CallSummary, isAcknowledged } from './summary.ts';

/** What `--json` prints. */
type CallDocument = Call;

/** The steps are redacted already; `hide` does it to the call and to the words. */
export function callDocument(
  call: CallContext,
  steps: readonly Step[],
  { exitCode: _, ...summary }: CallSummary,
  hide: (text: string) => string,
): CallDocument {
  const end = steps.find((step) => step.kind === 'end');
  return {
    version: 1,
    call: { ...call, from: hide(call.from), to: hide(call.to) },
    steps: steps.map(
      (step) => ({ at: rounded(step.at), kind: step.kind, ...fields(step) }) as CallDocument['steps'][number],
    ),
    transcript: transcript(steps).map(({ at, of, text }) => ({ at: rounded(at), of, text: hide(text) })),
    ended: {
      at: rounded((end ?? steps.at(-1))?.at ?? 0),
      ...(end && { by: end.by, event: end.event }),
      ...summary,
      sentence: hide(summary.sentence),
    },
  };
}

/** The document as JSON. */
export function documentText(document: CallDocument): string {
  return safeJson(JSON.stringify(document, null, 2));
}

/** Characters that a terminal or a CI runner would obey are escaped; JSON itself escapes control characters. */
export function safeJson(text: string): string {
  return text.replace(/[\x7f-\x9f\p{Cf}]|(?<=#)#(?=[a-z]*\[)/giu, (found) => found.split('').map(escapeUnit).join(''));
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** To milliseconds: sums of tenths are not exact. */
function rounded(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}

function fields(step: Step): Readonly<Record<string, unknown>> {
  switch (step.kind) {
    case 'answer': {
      const { url, answered } = step;
      const played = problemOf(answered) === undefined;
      return { url, played, findings: answerFindings(answered), exchange: exchange(answered.exchange) };
    }
    case 'event':
      return {
        event: step.event.event,
        attempt: step.attempt,
        acknowledged: isAcknowledged(step.delivered),
        exchange: exchange(step.delivered.exchange),
      };
    case 'action':
      return { index: step.index, action: action(step.action) };
    case 'press':
      return { ...step.move, ...step.gathering, action: action(step.action) };
    case 'dial':
      return { ...step.dial, reach: step.reach };
    case 'hears':
    case 'joins':
    case 'elsewhere':
    case 'loop':
    case 'end': {
      const { at: _at, kind: _kind, ...rest } = step;
      return rest;
    }
  }
}

function action({ name, pointer, parameters }: Action): Omit<Action, 'form'> {
  return { name, pointer, parameters };
}

function exchange({ request, response, failure, durationMs }: Exchange): Exchange {
  return { request, ...(response && { response }), ...(failure && { failure }), durationMs };
}
