import type { Answered } from '../../platform/answer/answered.ts';
import type { Bench } from '../../platform/bench.ts';
import type { CallContext } from '../../platform/events/events.ts';
import { canonicalOrdered, neutralize } from '../../platform/state/state.ts';

/** How two answers are compared: word for word, or by their kinds of action where prompts vary by themselves. */
export type Comparison = (answered: Answered, call: CallContext) => string;

/** The answer as text without what differs from call to call by design: the call's id, times, random tokens. */
export const wording: Comparison = ({ status, judged }, call) =>
  `${status} ${canonicalOrdered(neutralize(judged?.value ?? null, call.id)).replace(token, '<token>')}`;

/** UUIDs, long hex and long digit strings: identifiers and clocks. */
const token = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|\b[0-9a-f]{16,}\b|(?<![+\d])1\d{9}(?:\d{3})?(?!\d)/gi;

/** The answer without its URLs: one may hold a token of its call, which differs between calls that are answered alike. */
const withoutUrls: Comparison = ({ status, judged }, { id }) => {
  const actions = judged?.actions.map(({ name, parameters }) => {
    const others = Object.entries(parameters).filter(([, value]) => typeof value !== 'string' || !url.test(value));
    return [name, Object.fromEntries(others)];
  });
  return `${status} ${canonicalOrdered(neutralize(actions ?? null, id)).replace(token, '<token>')}`;
};

const url = /^[a-z]+:\/\//i;

export const structure = ({ status, judged }: Answered): string =>
  `${status} ${judged?.actions.map(({ name }) => name).join(' ')}`;

/** The comparison of a bench, and then those that look at less: the first is used by which equal calls are answered alike. */
export async function comparisons(bench: Bench): Promise<readonly Comparison[]> {
  const first = await comparison(bench);
  return first === structure ? [structure] : [first, withoutUrls, structure];
}

/** Word for word where the same request gets the same answer, else by structure. */
export function comparison(bench: Bench): Promise<Comparison> {
  return bench.once('comparison', async () => {
    const call = bench.newCall();
    const texts = new Set<string>();
    for (let again = 0; again < 12; again++) texts.add(wording(await bench.answer({ call }), call));
    return texts.size === 1 ? wording : structure;
  });
}
