import type { Bench } from '../../platform/bench.ts';
import type { Step } from '../../platform/call/step.ts';
import { type Action, isRecord } from '../../spec/index.ts';

/** A step as it may be shown and written: without secrets and personal numbers. */
export function redactedStep(step: Step, bench: Bench): Step {
  const hide = bench.redactText;
  const action = (value: Action): Action => ({ ...value, parameters: hidden(value.parameters, hide) });
  switch (step.kind) {
    case 'answer': {
      const { exchange, status, judged } = step.answered;
      const findings = (judged?.findings ?? []).map((each) => hidden(each, hide));
      // The bytes are judged once more, and written nowhere.
      const shown = { ...bench.redact(exchange), ...(exchange.bytes && { bytes: exchange.bytes }) };
      const answered = { exchange: shown, status, judged: judged && { actions: [], findings } };
      return { ...step, answered, url: step.url === undefined ? undefined : hide(step.url) };
    }
    case 'event':
      return { ...step, delivered: { ...step.delivered, exchange: bench.redact(step.delivered.exchange) } };
    case 'action':
    case 'press':
      return { ...step, action: action(step.action) };
    case 'hears':
      return { ...step, text: hide(step.text) };
    case 'dial':
      return { ...step, dial: { ...step.dial, destination: hide(step.dial.destination) } };
    case 'joins':
      return { ...step, room: hide(step.room) };
    case 'elsewhere':
    case 'loop':
      return { ...step, url: hide(step.url) };
    case 'end':
      return step;
  }
}

/** Texts are hidden wherever they are, names of members too. */
function hidden<Value>(value: Value, hide: (text: string) => string): Value {
  const inside = (each: unknown): unknown => {
    if (typeof each === 'string') return hide(each);
    if (Array.isArray(each)) return each.map(inside);
    if (!isRecord(each)) return each;
    return Object.fromEntries(Object.entries(each).map(([name, member]) => [hide(name), inside(member)]));
  };
  return inside(value) as Value;
}
