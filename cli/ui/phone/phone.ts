import type { Bench } from '../../../platform/bench.ts';
import { announcedKeys } from '../../../platform/call/announced.ts';
import { playCall } from '../../../platform/call/call.ts';
import type { Step } from '../../../platform/call/step.ts';
import type { CallContext } from '../../../platform/events/events.ts';
import type { CallPlan, PhoneState } from '../../../ui/protocol/phone.ts';
import { redactedStep } from '../../call/redacted-step.ts';
import { summaryOf } from '../../call/summary.ts';
import { ExitCode, UsageError } from '../../command.ts';
import type { Stage } from '../stage.ts';
import { sentenceOf } from '../stage.ts';
import type { Traffic } from '../traffic/traffic.ts';
import { type PageCaller, pageCaller } from './caller.ts';
import { linesOf } from './lines.ts';

/** A call that is over, with all that is needed to keep it. */
interface PlayedOnPage {
  readonly steps: readonly Step[];
  /** What the integration asked the API meanwhile. */
  readonly seen: NonNullable<Bench['api']>['seen'];
}

export interface Phone {
  /** Begins a call; settles when it has begun. */
  call(plan: CallPlan): Promise<void>;
  /** The caller of the call that goes on. */
  caller(): PageCaller;
  /** The last call that has ended. */
  last(): PlayedOnPage | undefined;
}

/** Lines of a call that are shown; a call may have thousands. */
const maxLines = 300;

export const idle: PhoneState = {
  ...{ status: 'idle', callId: undefined, plan: undefined, lines: [], gather: undefined, dial: undefined },
  ...{ waits: false, moves: [], summary: undefined },
};

export function createPhone(
  stage: Stage,
  traffic: Traffic,
  showsSecrets: boolean,
  changed: (state: PhoneState) => void,
): Phone {
  let state = idle;
  let caller: PageCaller | undefined;
  let last: PlayedOnPage | undefined;

  const show = (shown: Partial<PhoneState>): void => {
    state = { ...state, ...shown, ...(caller && { moves: [...caller.moves] }) };
    changed(state);
  };

  async function play(bench: Bench, plan: CallPlan, call: CallContext): Promise<void> {
    let heard = '';
    let [speaking, before] = [0, 0];
    const own = pageCaller({
      path: plan.path,
      isReal: plan.pace === 'real',
      show,
      announced() {
        const keys = announcedKeys(heard);
        heard = '';
        return keys;
      },
      speaking: () => speaking,
    });
    caller = own;
    const options = {
      redelivers: true,
      ...(Object.keys(plan.variables).length > 0 && { variables: plan.variables }),
      // Asked each time that time passes: who hangs up leaves where the call is.
      get hangUpAt() {
        return own.isGone ? 0 : Number.POSITIVE_INFINITY;
      },
    };
    const [steps, shown]: [Step[], Step[]] = [[], []];
    const from = bench.api?.seen.length ?? 0;
    for await (const step of playCall(bench, call, own, options)) {
      // At a gather time has passed already, while keys were waited for.
      if (step.kind !== 'press') await own.wait(step.at - before);
      before = step.at;
      speaking = step.kind === 'hears' ? step.seconds : 0;
      if (step.kind === 'hears') heard += `${step.text}\n`;
      steps.push(step);
      const safe = showsSecrets ? step : redactedStep(step, bench);
      shown.push(safe);
      show({ lines: [...state.lines, ...linesOf(safe, numberIn(step))].slice(-maxLines) });
    }
    const { sentence, exitCode } = summaryOf(shown);
    last = { steps, seen: (bench.api?.seen ?? []).slice(from) };
    show({ status: 'ended', summary: { sentence, isGood: exitCode === ExitCode.Conforms } });
  }

  function numberIn(step: Step): number | undefined {
    if (step.kind === 'event') return traffic.numberOf(step.delivered.exchange.request);
    return step.kind === 'answer' ? traffic.numberOf(step.answered.exchange.request) : undefined;
  }

  return {
    last: () => last,
    caller() {
      if (caller) return caller;
      throw new UsageError('there is no call');
    },
    async call(plan) {
      if (caller) throw new UsageError('a call is under way', 'Hang up first.');
      const begun = new Promise<void>((resolve, reject) => {
        const playing = stage.use('a call', async (bench) => {
          const { direction, from, to } = plan;
          const call = bench.newCall({ direction, ...(from && { from }), ...(to && { to }) });
          if (bench.options.answerUrl === undefined) throw new UsageError('a call needs an answer URL');
          state = { ...idle, status: 'playing', callId: call.id, plan };
          show({});
          resolve();
          await play(bench, plan, call);
        });
        playing
          .catch((error: unknown) => {
            reject(error);
            show({ status: 'ended', summary: { sentence: sentenceOf(error), isGood: false } });
          })
          .finally(() => {
            caller = undefined;
          });
      });
      await begun;
    },
  };
}
