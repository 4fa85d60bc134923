import {
  type BodyFinding,
  clauses,
  expectedBy,
  isRecord,
  judgeAnswer,
  parseJson,
  requirementOf,
  validators,
  valueAt,
} from '../../spec/index.ts';
import { UsageError } from '../command.ts';
import { eventPage, eventPageOf } from './event-rules.ts';

export type Kind = 'answer' | 'event';

/** An object with `actions`, or an array, is meant as an answer; one with `event` as an event. */
export function kindOf(bytes: Uint8Array): Kind {
  const parsed = parseJson(bytes);
  // What is no JSON at all breaks the first rule of an answer, and says where.
  if (!parsed.ok || Array.isArray(parsed.value)) return 'answer';
  const { value } = parsed;
  if (isRecord(value) && 'actions' in value) return 'answer';
  if (isRecord(value) && 'event' in value) return 'event';
  throw new UsageError(
    'this is neither an answer (actions) nor an event (event)',
    'Say which with --as answer or --as event.',
  );
}

export function lintAnswer(bytes: Uint8Array): BodyFinding[] {
  return judgeAnswer(bytes).findings.map(({ clause, pointer, expected, actual, source }) => {
    return { pointer, rule: requirementOf[clause], level: clauses[clause].level, expected, actual, source };
  });
}

/** Events are ours to send, so the schema alone judges them: each departure is a must. */
export async function lintEvent(bytes: Uint8Array): Promise<BodyFinding[]> {
  const parsed = parseJson(bytes);
  if (!parsed.ok) return [must('', 'json', 'one JSON document', parsed.problem, eventPage)];
  const { value } = parsed;
  if (!isRecord(value)) return [must('', 'event', 'an object with the member event', quote(value), eventPage)];
  const { event } = value;
  const { events } = await validators('events');
  const validate = typeof event === 'string' && Object.hasOwn(events, event) ? events[event] : undefined;
  if (!validate)
    return [must('/event', 'event', 'one of the documented events', JSON.stringify(event) ?? 'none', eventPage)];
  if (validate(value)) return [];
  return (validate.errors ?? []).map((error) => {
    const { instancePath, params } = error;
    const detail = params.additionalProperty ?? params.allowedValue ?? params.allowedValues;
    const expected = `${expectedBy(error)}${detail === undefined ? '' : ` (${JSON.stringify(detail)})`}`;
    return must(
      instancePath,
      `${event}.schema`,
      expected,
      quote(valueAt(value, instancePath)),
      eventPageOf(String(event)),
    );
  });
}

function must(pointer: string, rule: string, expected: string, actual: string, source: string): BodyFinding {
  return { pointer, rule, level: 'must', expected, actual, source };
}

function quote(value: unknown): string {
  const json = JSON.stringify(value) ?? 'nothing';
  return json.length > 80 ? `${json.slice(0, 79)}…` : json;
}
