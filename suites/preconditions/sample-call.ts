import type { Met } from '../../flows/explore/exploration.ts';
import { firstNumber } from '../../flows/explore/inputs.ts';
import type { Bench } from '../../platform/bench.ts';
import { announcedKeys } from '../../platform/call/announced.ts';
import { playCall } from '../../platform/call/call.ts';
import { obstacleIn } from '../../platform/call/playable.ts';
import { deadline } from '../../platform/clock.ts';
import type { CallContext } from '../../platform/events/events.ts';
import { listening } from '../../platform/events/gathering.ts';
import type { Script } from '../../platform/script.ts';
import { wording } from './same-answer.ts';

/** Calls played to see what the integration answers: enough for a menu or two; the whole graph is the explorer's. */
const maxCalls = 24;

/** The silent ones, inbound and outbound, and the first key; a slow target or endless answers get no more in the time. */
const fewestCalls = 3;
const budgetMs = 10_000;

/** One answer, and the URL of the redirect that led to it. */
export interface Seen extends Met {
  readonly url: string | undefined;
  readonly call: CallContext;
}

interface Way {
  readonly script: Script;
  readonly direction: 'inbound' | 'outbound';
}

function wordingOf(answers: readonly Seen[]): string {
  return answers.map(({ answered, call }) => wording(answered, call)).join('\n');
}

/** Whether a silent callee of an outbound call hears something else than a silent caller. */
export async function outboundDiffers(bench: Bench): Promise<boolean> {
  await seenAnswers(bench);
  return (await comparedDirections(bench)).differ;
}

function comparedDirections(bench: Bench): Promise<{ differ: boolean }> {
  return bench.once('outbound calls compared', async () => ({ differ: false }));
}

/** Every answer to a silent caller, and to callers that press the announced keys, in the first menus; outbound calls may have their own. */
export function seenAnswers(bench: Bench): Promise<readonly Seen[]> {
  return bench.once('seen answers', async () => {
    const seen: Seen[] = [];
    const queue: Way[] = [{ script: [], direction: 'inbound' }];
    const end = deadline(budgetMs);
    let usual = '';
    for (let calls = 0; calls < maxCalls && (calls < fewestCalls || !end.passed()); calls++) {
      const way = queue.shift();
      if (!way) break;
      const { script, direction } = way;
      const { answers, next } = await walk(bench, script, { direction });
      seen.push(...answers);
      if (answers.some(({ answered }) => answered.exchange.failure)) break;
      if (calls === 0) {
        usual = wordingOf(answers);
        queue.push({ script, direction: 'outbound' });
      }
      // Outbound calls that hear the same have the same flow.
      if (calls === 1 && wordingOf(answers) === usual) continue;
      if (calls === 1) (await comparedDirections(bench)).differ = true;
      queue.push(...next.map((digits) => ({ script: [...script, digits], direction })));
    }
    return seen;
  });
}

/** The answers to one call, and what a caller might press at the gather where the script ends. */
export async function walk(
  bench: Bench,
  script: Script,
  as: Partial<CallContext>,
): Promise<{ readonly answers: readonly Seen[]; readonly next: readonly string[] }> {
  const answers: Seen[] = [];
  let next: readonly string[] = [];
  let gathers = 0;
  let spoken = '';
  const call = bench.newCall(as);
  for await (const step of playCall(bench, call, script)) {
    if (step.kind === 'answer') {
      answers.push({ answered: step.answered, url: step.url, call, path: script.slice(0, gathers) });
      spoken = '';
      if (obstacleIn(step.answered)) break;
    }
    if (step.kind === 'hears') spoken += ` ${step.text}`;
    if (step.kind !== 'press') continue;
    gathers++;
    if (gathers === script.length + 1) next = inputs(step.action.parameters, announcedKeys(spoken));
  }
  return { answers, next };
}

/** What a caller might press at a gather: the announced keys, else as many digits as it collects. */
export function inputs(parameters: Readonly<Record<string, unknown>>, announced: readonly string[]): readonly string[] {
  const { max, finishKey } = listening(parameters);
  const keys = announced.filter((key) => key !== finishKey);
  return keys.length > 0 ? keys : [firstNumber(Math.min(max, 15))];
}
