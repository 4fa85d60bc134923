import type { Client } from '../platform/api/breaches.ts';
import type { Fault } from '../platform/api/faults/faults.ts';
import { canonical, type State } from '../platform/state/state.ts';
import { isRecord, type OperationId } from '../spec/index.ts';
import { errorInWords, isError, isMistake } from './ended.ts';
import { isAlike, isEqual, runTrial, type Trial, type Work } from './trial.ts';

/** A client whose work goes well when nothing goes wrong, and what the laws ask about it. */
export interface Subject extends Client<Trial> {
  readonly operation: OperationId;
  /** Groups of codes that must lead to different outcomes. */
  readonly distinguish: readonly (readonly string[])[];
  /** When nothing goes wrong; how often it asks then. */
  readonly plain: Trial;
  readonly once: number;
  /** The work while nothing goes wrong. */
  plainTrial(): Promise<Trial>;
  /** The work while each request to the operation meets this fault, run only once; it waits for retries in the background. */
  settledTrialOf(fault: Fault): Promise<Trial>;
  same(one: Trial, other: Trial, fault: Fault | undefined): Promise<boolean>;
}

/** Milliseconds to wait for a retry in the background to start. */
const settleMs = 50;
const known: Fault = { kind: 'error', code: 'unauthorized' };

export function openSubject(
  work: Work,
  { operation, plain, distinguish }: Pick<Subject, 'operation' | 'plain' | 'distinguish'>,
): Subject {
  const first = remembering<Fault>();
  const waited = remembering<Fault>();
  const second = remembering<Fault | undefined>();
  const count = ({ requests }: Trial) => requests.filter((each) => each.operation === operation).length;

  /** A second run, which shows what varies by itself, or on a slow machine. */
  const twinOf = (fault: Fault | undefined) =>
    second(fault, () => (fault ? subject.newTrialOf(fault) : subject.plainTrial()));

  const subject: Subject = {
    operation,
    distinguish,
    plain,
    once: count(plain),
    count,
    words: ({ words }) => words,
    plainTrial: () => runTrial(work),
    newTrialOf: (fault) => runTrial(work, { operation, fault }),
    trialOf: (fault) => first(fault, () => subject.newTrialOf(fault)),
    settledTrialOf: (fault) => waited(fault, () => runTrial(work, { operation, fault, settleMs })),
    async same(one, other, fault) {
      if (isEqual(one, other)) return true;
      const twin = await twinOf(fault);
      return isEqual(twin, other) || isAlike(one, other, twin);
    },
    async isTakenForSuccess(trial) {
      if (!trial.ended) return false;
      if (isEqual(plain, trial)) return true;
      const usual = await subject.trialOf(known);
      if (!work.classify && isNothing(trial) && !isNothing(plain) && !isNothing(usual)) return true;
      const areThrown = !work.classify && usual.ended && 'error' in usual.ended;
      if (areThrown && 'result' in trial.ended && resembles(trial.state, plain.state)) return true;
      if (!areThrown && decidesAlike(plain.state, usual.state, trial.state)) return true;
      // Where an error that it knows looks like success but for what varies, nothing can be said.
      const twin = await twinOf(undefined);
      return isAlike(plain, trial, twin) && !isAlike(plain, usual, twin);
    },
    async crashOf(trial) {
      if (!trial.ended) return trial.words;
      if (!('error' in trial.ended)) return undefined;
      const { error } = trial.ended;
      if (isMistake(error)) return `it threw ${errorInWords(error)}`;
      const usual = await subject.trialOf(known);
      const isPlain = isError(error) && error.name === 'Error' && !('code' in error);
      if (!isPlain || !usual.ended || 'error' in usual.ended) return undefined;
      return `it threw ${errorInWords(error)}, although a known error is a result (${usual.words})`;
    },
  };
  return subject;
}

/** Does something once for each key. */
function remembering<Key>(): (key: Key, make: () => Promise<Trial>) => Promise<Trial> {
  const done = new Map<Key, Promise<Trial>>();
  return (key, make) => {
    const made = done.get(key) ?? make();
    done.set(key, made);
    return made;
  };
}

/** Whether a trial has all members by which success and an error that is known differ as success has them. */
function decidesAlike(plain: State, usual: State, other: State): boolean {
  const deciding = [...leavesOf(plain)].filter(([path, value]) => {
    const error = leavesOf(usual).get(path);
    return error !== undefined && error !== value;
  });
  const own = leavesOf(other);
  return deciding.length > 0 && deciding.every(([path, value]) => own.get(path) === value);
}

/** Nobody gives undefined on purpose where both success and errors give something. */
function isNothing({ ended }: Trial): boolean {
  return ended !== undefined && 'result' in ended && ended.result === undefined;
}

/** Where errors are thrown: whether a result says nothing that the one of a success does not say. */
function resembles(state: State, success: State): boolean {
  const wanted = leavesOf(success);
  return [...leavesOf(state)].every(([path, value]) => {
    // Null as a whole can be a decision; a member that is null was merely not there.
    return value === wanted.get(path) || (value === 'null' && path !== '/returned');
  });
}

/** Every scalar of a state, by its path. */
function leavesOf(state: State, path = ''): ReadonlyMap<string, string> {
  if (!isRecord(state)) return new Map([[path, canonical(state)]]);
  return new Map(Object.entries(state).flatMap(([name, each]) => [...leavesOf(each, `${path}/${name}`)]));
}
