import { magicCalls } from '../../../../platform/api/resources/magic.ts';
import type { Bench } from '../../../../platform/bench.ts';
import type { Trigger } from '../../../../spec/index.ts';
import { replaced } from './replace-value.ts';

/** Triggers whose answers the integration keeps, so that it asks for each call once; and how many calls were used up. */
interface Kept {
  readonly names: Set<string>;
  calls: number;
}

function keptIn(bench: Bench): Promise<Kept> {
  return bench.once('triggers whose answers are kept', async () => ({ names: new Set<string>(), calls: 0 }));
}

/** The trigger for a call that was not asked for before; undefined where it names none of the calls that the API always has. */
export async function forAnotherCall(bench: Bench, trigger: Trigger): Promise<Trigger | undefined> {
  const text = JSON.stringify(trigger.request ?? trigger.command ?? '');
  const id = (text.match(/\bcall_\w+/g) ?? []).find((each) => Object.hasOwn(magicCalls, each));
  if (id === undefined) return undefined;
  const kept = await keptIn(bench);
  kept.calls++;
  return replaced(trigger, id, `${id}.${kept.calls}`);
}

/** What is fired: where answers are kept, for another call each time. */
export async function firing(bench: Bench, trigger: Trigger): Promise<Trigger> {
  if (!(await keptIn(bench)).names.has(trigger.name)) return trigger;
  return (await forAnotherCall(bench, trigger)) ?? trigger;
}

/** The call that a trigger names, where it was fired for another one in its place. */
export function namedCall(id: string): string {
  const [, name = ''] = /^(\w+)\.\d{1,4}$/.exec(id) ?? [];
  return Object.hasOwn(magicCalls, name) ? name : id;
}

/** From now on the trigger is fired for another call each time. */
export async function keepsAnswers(bench: Bench, trigger: Trigger): Promise<void> {
  (await keptIn(bench)).names.add(trigger.name);
}
