import { setTimeout as sleep } from 'node:timers/promises';
import type { CallContext, Environment, Integration } from './integration.ts';
import type { Mutant } from './mutant.ts';

/** An integration that waits before it decides. */
function waits(name: string, breaks: Mutant['breaks'], does: string, delay: () => (call: CallContext) => Promise<unknown>): Mutant {
  return {
    name,
    breaks,
    does,
    change(reference: Integration): Integration {
      const wait = delay();
      return {
        ...reference,
        async beforeAnswer(call: CallContext, environment: Environment) {
          await wait(call);
          await reference.beforeAnswer(call, environment);
        },
      };
    },
  };
}

/** Sleeps while nothing else is being answered: a slow start of each turn, not a slow crowd. */
function whenAlone(ms: number): () => (call: CallContext) => Promise<unknown> {
  return () => {
    let turn = 0;
    return async () => {
      if (++turn % 9 === 0) await sleep(ms);
    };
  };
}

export const answerTime: readonly Mutant[] = [
  waits('answer-slow', ['answer.time.fast'], 'sleeps 1.5 s before every ninth answer.', whenAlone(1_500)),
  waits('answer-stuck', ['answer.time.bounded'], 'sleeps 6 s once in thirty answers.', () => {
    let turn = 0;
    return async () => {
      if (++turn % 30 === 0) await sleep(5_100);
    };
  }),
  waits('answer-one-by-one', ['answer.calls.concurrent'], 'answers one call after another, each in 0.1 s.', () => {
    let last = Promise.resolve();
    return () => {
      last = last.then(async () => {
        await sleep(100);
      });
      return last;
    };
  }),
];
