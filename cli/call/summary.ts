import { problemOf } from '../../platform/call/problem.ts';
import type { Ending, Step } from '../../platform/call/step.ts';
import type { Dial } from '../../platform/script.ts';
import type { Delivered } from '../../platform/webhook/delivery.ts';
import { type Call, counted, isSuccess } from '../../spec/index.ts';
import { ExitCode } from '../command.ts';

/** What became of a call. */
export type CallSummary = Required<Omit<Call['ended'], 'at' | 'by' | 'event'>> & { readonly exitCode: ExitCode };

/** An event whose first attempt was not acknowledged, and whether the last one was. */
type Refused = CallSummary['refusals'][number];

/** A first attempt that was refused is a fault, also where a further one was taken. */
export function summaryOf(steps: readonly Step[]): CallSummary {
  const attempts = steps.filter((step) => step.kind === 'event');
  const events = attempts.filter(({ attempt }) => attempt === 1);
  const refused = events.filter(({ delivered }) => !isAcknowledged(delivered));
  const refusals = refused.map((first): Refused => {
    const last = attempts.findLast(({ event }) => event === first.event) ?? first;
    return { event: first.event.event, attempts: last.attempt, acknowledged: isAcknowledged(last.delivered) };
  });
  const wrong = steps.some((step) => step.kind === 'answer' && problemOf(step.answered) !== undefined);
  const end = steps.find((step) => step.kind === 'end');
  const ended =
    wrong && end?.by !== 'no valid answer' ? `${how(steps)}; ${endings['no valid answer']} as it came` : how(steps);
  return {
    exitCode: wrong || refused.length > 0 ? ExitCode.Violates : exitCodeOf(end),
    sentence: `The call ended after ${clock((end ?? steps.at(-1))?.at ?? 0)}: ${ended}; ${acknowledged(events.length, refusals)}.`,
    answers: steps.filter(({ kind }) => kind === 'answer').length,
    events: events.length,
    unacknowledged: refusals.map(({ event }) => event),
    refusals,
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

function acknowledged(count: number, refusals: readonly Refused[]): string {
  if (count === 0) return 'no event was sent, as there is no webhook URL';
  const good = count - refusals.length;
  const never = refusals.filter((each) => !each.acknowledged).map(({ event }) => event);
  const late = refusals.filter((each) => each.acknowledged);
  const which = [
    ...(never.length === 0 ? [] : [`${[...new Set(never)].join(', ')} ${isOr(never.length)} not`]),
    ...late.map(({ event, attempts }) => `${event} only at attempt ${attempts}`),
  ];
  const rest = which.length === 0 ? '' : ` (${which.join('; ')})`;
  return `${good} of ${counted(count, 'event')} ${isOr(good)} acknowledged${rest}`;
}

const isOr = (count: number) => (count === 1 ? 'was' : 'were');

const endings: Readonly<Record<Exclude<Ending, 'conversation over'>, string>> = {
  'actions done': 'nothing was left to do',
  'caller hung up': 'the caller hung up',
  'target not reached': 'nobody was reached',
  'callee not reached': 'nobody was reached',
  canceled: 'given up before anybody answered',
  'no valid answer': 'an answer could not be played',
  'redirected too often': 'redirected in a loop',
  'redirected elsewhere': 'redirected to another host, which is not asked',
};

const reactions = { answers: 'answered', busy: 'was busy', unanswered: 'did not answer', failed: 'was not reached' };

const connected: Readonly<Record<Dial['by'], string>> = {
  outbound: 'connected',
  transfer: 'transferred',
  bridge: 'bridged',
};

function how(steps: readonly Step[]): string {
  const end = steps.find((step) => step.kind === 'end');
  if (end?.kind !== 'end') return 'it was cut short';
  const last = steps.findLast((step) => step.kind === 'dial' || step.kind === 'joins');
  if (end.by === 'conversation over') {
    if (last?.kind === 'joins') return `in the conference ${JSON.stringify(last.room)}`;
    if (last?.kind !== 'dial') return 'the conversation was over';
    return `${connected[last.dial.by]} to ${last.dial.destination}`;
  }
  const unreached = end.by === 'target not reached' || end.by === 'callee not reached';
  if (!unreached || last?.kind !== 'dial' || last.reach === 'canceled') return endings[end.by];
  return `${last.dial.destination} ${reactions[last.reach]}`;
}
