import { setTimeout as sleep } from 'node:timers/promises';
import { bilingual } from '../flow/languages.ts';
import type { Mutant } from '../mutant.ts';

/** An integration that waits before it decides; `delay` is called at each start. */
function waits(name: string, breaks: Mutant['breaks'], does: string, delay: () => () => Promise<unknown>): Mutant {
  return {
    name,
    breaks,
    does,
    change(reference) {
      const wait = delay();
      return {
        ...reference,
        async beforeAnswer(call, environment) {
          await wait();
          await reference.beforeAnswer(call, environment);
        },
      };
    },
  };
}

/** Waits at some of its turns: those that fall into the check, as the others cost time. */
function at(isLate: (turn: number) => boolean, ms: number): () => () => Promise<unknown> {
  return () => {
    let turn = 0;
    return async () => {
      if (isLate(++turn)) await sleep(ms);
    };
  };
}

export const answerTime: readonly Mutant[] = [
  waits(
    'answer-slow',
    ['answer.time.fast'],
    'sleeps 1.1 s before every fourth of its answers, from the 40th to the 140th.',
    at((turn) => turn >= 40 && turn <= 140 && turn % 4 === 0, 1_100),
  ),
  {
    name: 'answer-slow-behind-key',
    breaks: ['answer.time.fast'],
    does: 'takes 1.2 s for the answer to one key of its German menu.',
    change(reference) {
      const menus = bilingual(reference, {});
      return {
        ...menus,
        async beforeAnswer(context, environment) {
          await menus.beforeAnswer(context, environment);
          if ((await menus.digits(context, environment)) === '2,1') await sleep(1_200);
        },
      };
    },
  },
  waits(
    'answer-stuck',
    ['answer.time.bounded'],
    'sleeps 5.1 s before its hundredth answer.',
    at((turn) => turn === 100, 5_100),
  ),
  waits('answer-lock', ['answer.calls.concurrent'], 'holds a lock for 0.07 s when another call waits for it.', () => {
    let waiting = 0;
    let last: Promise<unknown> = Promise.resolve();
    return async () => {
      const crowded = waiting++ > 0;
      last = last.then(() => sleep(crowded ? 70 : 2));
      await last;
      waiting--;
    };
  }),
];
