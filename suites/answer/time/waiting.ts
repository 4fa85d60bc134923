import type { Bench } from '../../../platform/bench.ts';
import { playCall } from '../../../platform/call/call.ts';
import { deadline } from '../../../platform/clock.ts';
import { type Exchange, quoteBriefly } from '../../../spec/index.ts';
import type { Comparison } from '../../preconditions/same-answer.ts';
import { Violation } from '../../requirement.ts';

/** What the callers press who wait. */
const scripts: readonly (readonly string[])[] = [
  ['1', '2'],
  ['2', '1'],
];

/** Answers after which a call waits: a session may begin with either. */
const waitsAfter = [1, 2];
/** Whole calls that are played meanwhile: more than a small cache holds. */
const others = 120;
const atOnce = 8;
const budgetMs = 2_000;

interface Call {
  /** Until so many answers have come. */
  begin(answers: number): Promise<void>;
  /** What it hears from the first answer to its end. */
  end(): Promise<string>;
  readonly exchanges: readonly Exchange[];
}

/** Calls that have heard an answer or two and wait, while others come; `assertGoesOn` plays others, and then these to their ends. */
export async function beginWaiting(bench: Bench, compare: Comparison): Promise<{ assertGoesOn(): Promise<void> }> {
  const hear = (script: readonly string[]) => callOf(bench, compare, script).end();
  const waiting: { readonly script: readonly string[]; readonly usual: string; readonly call: Call }[] = [];
  for (const script of scripts) {
    const usual = await hear(script);
    // What differs from call to call cannot be compared.
    if ((await hear(script)) !== usual) continue;
    for (const answers of waitsAfter) {
      const call = callOf(bench, compare, script);
      await call.begin(answers);
      waiting.push({ script, usual, call });
    }
  }
  return {
    async assertGoesOn() {
      if (waiting.length > 0) await playOthers(bench, compare);
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

/** Whole calls, as many as come through in the time. */
async function playOthers(bench: Bench, compare: Comparison): Promise<void> {
  const end = deadline(budgetMs * (bench.options.atOnce ?? 1));
  let played = 0;
  async function play(): Promise<void> {
    while (played < others && !end.passed())
      await callOf(bench, compare, scripts[played++ % scripts.length] ?? []).end();
  }
  await Promise.all(Array.from({ length: atOnce }, play));
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
    async begin(answers) {
      for (let came = 0; came < answers && (await next()); came++);
    },
    async end() {
      while (await next());
      return texts.join('\n');
    },
  };
}
