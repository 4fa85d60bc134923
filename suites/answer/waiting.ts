import type { Bench } from '../../platform/bench.ts';
import { playCall } from '../../platform/call/call.ts';
import { type Exchange, quoteBriefly } from '../../spec/index.ts';
import type { Comparison } from '../preconditions/same-answer.ts';
import { Violation } from '../requirement.ts';

/** What the callers press who wait. */
const scripts: readonly (readonly string[])[] = [
  ['1', '2'],
  ['2', '1'],
];

interface Call {
  /** Until the first answer has come. */
  begin(): Promise<void>;
  /** What it hears from the first answer to its end. */
  end(): Promise<string>;
  readonly exchanges: readonly Exchange[];
}

/** Calls that have heard their first answer and wait, while others come; `assertGoesOn` plays them to their ends. */
export async function beginWaiting(bench: Bench, compare: Comparison): Promise<{ assertGoesOn(): Promise<void> }> {
  const hear = (script: readonly string[]) => callOf(bench, compare, script).end();
  const waiting: { readonly script: readonly string[]; readonly usual: string; readonly call: Call }[] = [];
  for (const script of scripts) {
    const usual = await hear(script);
    // What differs from call to call cannot be compared.
    if ((await hear(script)) !== usual) continue;
    const call = callOf(bench, compare, script);
    await call.begin();
    waiting.push({ script, usual, call });
  }
  return {
    async assertGoesOn() {
      for (const { script, usual, call } of waiting) {
        const heard = await call.end();
        if (heard === usual || (await hear(script)) !== usual) continue;
        throw new Violation(
          `a call that began before many others to hear after ${script.join(', ')} what it hears alone: ${quoteBriefly(usual)}`,
          quoteBriefly(heard),
          { exchanges: call.exchanges.slice(-2) },
        );
      }
    },
  };
}

function callOf(bench: Bench, compare: Comparison, script: readonly string[]): Call {
  const call = bench.newCall();
  // The end of a call is no answer, and not what is judged here.
  const steps = playCall(bench, call, script, { isLeftOpen: true });
  const texts: string[] = [];
  const exchanges: Exchange[] = [];
  async function next(): Promise<boolean> {
    for (;;) {
      const step = await steps.next();
      if (step.done) return false;
      if (step.value.kind !== 'answer') continue;
      texts.push(compare(step.value.answered, call));
      exchanges.push(step.value.answered.exchange);
      return true;
    }
  }
  return {
    exchanges,
    begin: async () => void (await next()),
    async end() {
      while (await next());
      return texts.join('\n');
    },
  };
}
