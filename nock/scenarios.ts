import { type Fault, type FaultSchedule, type FaultScript, faultFor } from '../platform/api/faults/faults.ts';
import { type OperationId, operations } from '../spec/index.ts';

/** The faults to inject: first those of `fail`, in order, then those of the script. */
interface Scenarios {
  fail(operation: OperationId, what: string | Fault, times?: number): void;
  script(faults: FaultScript | FaultSchedule): void;
  /** What goes wrong with the next request to an operation. */
  readonly next: FaultSchedule;
}

interface Scenario {
  readonly operation: OperationId;
  readonly fault: Fault;
  left: number;
}

export function createScenarios(): Scenarios {
  let scripted: FaultScript | FaultSchedule = [];
  let queued: readonly Scenario[] = [];
  return {
    fail(operation, what, times = Number.POSITIVE_INFINITY) {
      if (!(times >= 1)) throw new Error(`times must be at least 1: "${times}"`);
      const fault = typeof what === 'string' ? errorOf(operation, what) : what;
      // What was to last is over once something else is asked for.
      const others = queued.filter((each) => each.operation !== operation || Number.isFinite(each.left));
      queued = [...others, { operation, fault, left: times }];
    },
    script(faults) {
      scripted = faults;
      queued = [];
    },
    next(operation, attempt) {
      const scenario = queued.find((each) => each.operation === operation && each.left > 0);
      if (!scenario) return faultFor(scripted, operation, attempt)?.fault;
      scenario.left -= 1;
      return scenario.fault;
    },
  };
}

/** Types say it as well; tests in JavaScript have none. */
function errorOf(operation: OperationId, code: string): Fault {
  if (!Object.hasOwn(operations, operation)) {
    throw new Error(`MiniVoice has no operation "${operation}": one of ${Object.keys(operations).join(', ')}`);
  }
  const codes = operations[operation].errors.map((each) => each.code);
  if ((codes as readonly string[]).includes(code)) return { kind: 'error', code };
  const known = codes.length > 0 ? `one of ${codes.join(', ')}` : 'it has none';
  throw new Error(`"${code}" is not a documented code of ${operation}: ${known}; for others give a fault`);
}
