import type { Exchange } from '../../spec/index.ts';
import { type Requirement, Violation } from '../requirement.ts';
import { assertUnchanged, settled } from '../state.ts';
import { plainAnswer } from './plain.ts';
import { structure, wording } from './same.ts';

const repeats = 6;

export const deterministic: Requirement = {
  id: 'answer.repeat.deterministic',
  clause: 'answer-repeat-deterministic',
  title: 'gives the same answer to the same request',
  needs: ['answer'],
  assumes: ['Q1', 'Q2'],
  hint: 'Take nothing random or time-dependent into an answer; decide by the call and by what was stored for it.',
  async check(bench) {
    await plainAnswer(bench);
    const call = bench.newCall();
    const seen = new Map<string, Exchange>();
    for (let again = 0; again < repeats; again++) {
      const answered = await bench.answer({ call });
      seen.set(`${structure(answered)} ${wording(answered, call)}`, answered.exchange);
    }
    const exchanges = [...seen.values()].slice(0, 2);
    if (seen.size > 1)
      throw new Violation('one answer', `${seen.size} different answers to ${repeats} equal requests`, { exchanges });
  },
};

export const safe: Requirement = {
  id: 'answer.repeat.safe',
  clause: 'answer-repeat-safe',
  title: 'has no effect twice when asked twice',
  needs: ['answer', 'state'],
  assumes: ['Q1', 'Q2'],
  hint: 'Store by call id: a second request for the same call must change nothing.',
  async check(bench) {
    await plainAnswer(bench);
    const call = bench.newCall();
    await bench.answer({ call });
    const once = await settled(bench, call.id);
    const { exchange } = await bench.answer({ call });
    await assertUnchanged(bench, call.id, once, 'the state after one request', [exchange]);
  },
};
