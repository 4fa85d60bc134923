import type { Delivered } from '../platform/delivery.ts';
import { problemOf } from '../platform/problem.ts';
import type { Ending, Step } from '../platform/step.ts';
import { isSuccess } from '../spec/index.ts';
import { ExitCode } from './command.ts';

/** What became of a call. */
export interface CallSummary {
  readonly exitCode: ExitCode;
  readonly sentence: string;
  readonly answers: number;
  readonly events: number;
  /** Names of those that were not. */
  readonly unacknowledged: readonly string[];
}

export function summaryOf(steps: readonly Step[]): CallSummary {
  const events = steps.filter((step) => step.kind === 'event');
  const unacknowledged = events.filter(({ delivered }) => !isAcknowledged(delivered)).map(({ event }) => event.event);
  const wrong = steps.some((step) => step.kind === 'answer' && problemOf(step.answered) !== undefined);
  const end = steps.at(-1);
  const isSaid = end?.kind === 'end' && end.by === 'no valid answer';
  const ended = wrong && !isSaid ? `${how(steps)}; ${endings['no valid answer']} as it came` : how(steps);
  return {
    exitCode: wrong || unacknowledged.length > 0 ? ExitCode.Violates : exitCodeOf(end),
    sentence: `The call ended after ${clock(end?.at ?? 0)}: ${ended}; ${acknowledged(events.length, unacknowledged)}.`,
    answers: steps.filter(({ kind }) => kind === 'answer').length,
    events: events.length,
    unacknowledged,
  };
}

/** What follows a redirect to another host was not seen: that is neither right nor wrong. */
function exitCodeOf(end: Step | undefined): ExitCode {
  if (end?.kind !== 'end' || end.by === 'redirected elsewhere') return ExitCode.NotRun;
  const wrong = end.by === 'no valid answer' || end.by === 'redirected too often';
  return wrong ? ExitCode.Violates : ExitCode.Conforms;
}

export function isAcknowledged({ status = 0 }: Delivered): boolean {
  return isSuccess(status);
}

/** Virtual time as `m:ss`. */
export function clock(seconds: number): string {
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

function acknowledged(count: number, missing: readonly string[]): string {
  if (count === 0) return 'no event was sent, as there is no webhook URL';
  const good = count - missing.length;
  const which = missing.length === 0 ? '' : ` (${[...new Set(missing)].join(', ')} ${isOr(missing.length)} not)`;
  return `${good} of ${count} ${plural('event', count)} ${isOr(good)} acknowledged${which}`;
}

const isOr = (count: number) => (count === 1 ? 'was' : 'were');
const plural = (word: string, count: number) => (count === 1 ? word : `${word}s`);

const endings: Readonly<Record<Exclude<Ending, 'conversation over'>, string>> = {
  'actions done': 'nothing was left to do',
  'caller hung up': 'the caller hung up',
  'target not reached': 'nobody was reached',
  'callee not reached': 'nobody was reached',
  canceled: 'given up before anybody answered',
  'no valid answer': 'an answer could not be played',
  'redirected too often': 'redirected for ever',
  'redirected elsewhere': 'redirected to another host, which is not asked',
};

const reactions = { answers: 'answered', busy: 'was busy', unanswered: 'did not answer', failed: 'was not reached' };

function how(steps: readonly Step[]): string {
  const end = steps.at(-1);
  if (end?.kind !== 'end') return 'it was cut short';
  const last = steps.findLast((step) => step.kind === 'dial' || step.kind === 'joins');
  if (end.by === 'conversation over') {
    if (last?.kind === 'joins') return `in the conference ${JSON.stringify(last.room)}`;
    if (last?.kind !== 'dial') return 'the conversation was over';
    return `${last.dial.by === 'bridge' ? 'bridged' : 'transferred'} to ${last.dial.destination}`;
  }
  const unreached = end.by === 'target not reached' || end.by === 'callee not reached';
  if (!unreached || last?.kind !== 'dial' || last.reach === 'canceled') return endings[end.by];
  return `${last.dial.destination} ${reactions[last.reach]}`;
}
