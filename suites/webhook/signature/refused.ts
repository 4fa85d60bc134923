import type { Bench } from '../../../platform/bench.ts';
import type { PlatformEvent } from '../../../platform/events/events.ts';
import type { Reading } from '../../../platform/state/observe.ts';
import type { Exchange } from '../../../spec/index.ts';
import { overlapped } from '../../overlapped.ts';
import { type Begun, beginFor, outcomeOf } from '../../preconditions/acknowledged.ts';
import { type Cell, cellInWords } from '../../preconditions/matrix.ts';
import { assertStores, playWhole } from '../../preconditions/schedule.ts';
import { Violation } from '../../requirement.ts';
import { settledPage } from '../../state/settled.ts';
import { assertUnchanged } from '../../state/unchanged.ts';
import type { Forgery } from './forgeries.ts';

/** A forgery of one event of a call of one direction. */
export interface Attempt {
  readonly cell: Cell;
  readonly what: string;
  readonly forge: (event: PlatformEvent) => Forgery | undefined;
  /** Whether its call has ended before. */
  readonly isEnded?: boolean;
}

interface Wanted {
  readonly isRefusal: (status: number) => boolean;
  readonly wanted: string;
}

/** A call that must stay what it is, and what was tried on it. */
interface Target {
  readonly begun: Begun;
  readonly before: Reading | undefined;
  readonly attempts: readonly Attempt[];
}

/** Throws unless each attempt is refused and has no effect. */
export async function assertRefused(bench: Bench, attempts: readonly Attempt[], wanted: Wanted): Promise<void> {
  const all = [];
  for (const target of await aim(bench, grouped(attempts))) {
    all.push({ target, exchanges: await tried(bench, target, wanted) });
  }
  await overlapped(all, async ({ target, exchanges }) => {
    try {
      await assertNoEffect(bench, target, exchanges);
    } catch (error) {
      // Which of them took effect shows when they come one by one.
      if (!(error instanceof Violation) || target.attempts.length === 1) throw error;
      for (const each of target.attempts) {
        for (const alone of await aim(bench, [[each]])) {
          await assertNoEffect(bench, alone, await tried(bench, alone, wanted));
        }
      }
      throw error;
    }
  });
}

/** One call for the events of a direction; `call.created` is the first of a call, and has one of its own. */
function grouped(attempts: readonly Attempt[]): readonly (readonly Attempt[])[] {
  const groups = new Map<string, Attempt[]>();
  for (const attempt of attempts) {
    const { name, direction } = attempt.cell;
    const key = `${direction} ${name === 'call.created'} ${attempt.isEnded}`;
    groups.set(key, [...(groups.get(key) ?? []), attempt]);
  }
  return [...groups.values()];
}

/** A call for each group of attempts, and what is shown of it before them. */
async function aim(bench: Bench, groups: readonly (readonly Attempt[])[]): Promise<readonly Target[]> {
  const seesState = bench.capabilities.has('state');
  const all = [];
  for (const attempts of groups) {
    const [first] = attempts;
    if (first) all.push({ attempts, begun: await begunFor(bench, first) });
  }
  return overlapped(all, async (each) => ({
    ...each,
    before: seesState ? await settledPage(bench, each.begun.call.id) : undefined,
  }));
}

async function begunFor(bench: Bench, { cell, isEnded }: Attempt): Promise<Begun> {
  const begun = await beginFor(bench, cell);
  if (isEnded)
    for (const name of ['call.answered', 'call.completed'] as const) await bench.deliver(begun.nextEvent(name));
  return begun;
}

/** What was tried with which event, and when. */
function inWords({ cell, what, isEnded }: Attempt): string {
  return `${what} (${cellInWords(cell)}${isEnded ? ', after the end of its call' : ''})`;
}

async function tried(bench: Bench, { begun, attempts }: Target, wanted: Wanted): Promise<readonly Exchange[]> {
  const exchanges: Exchange[] = [];
  for (const attempt of attempts) {
    const { cell, forge } = attempt;
    const plain = begun.nextEvent(cell.name);
    const event = cell.name === 'call.gathered' ? { ...plain, data: { ...plain.data, digits: '9' } } : plain;
    const forgery = forge(event);
    if (!forgery) continue;
    const { how, from } = forgery;
    const { status, exchange } = await bench.deliver(from ? from(event) : event, how);
    exchanges.push(exchange);
    if (status !== undefined && wanted.isRefusal(status)) continue;
    throw new Violation(`${wanted.wanted} for ${inWords(attempt)}`, outcomeOf({ status, exchange }), {
      exchanges: [exchange],
    });
  }
  return exchanges;
}

async function assertNoEffect(
  bench: Bench,
  { before, attempts }: Target,
  exchanges: readonly Exchange[],
): Promise<void> {
  const [first] = attempts;
  if (before === undefined || !first) return;
  await assertStores(bench);
  const names = new Set(attempts.map(inWords));
  const expected = `no effect of ${[...names].slice(0, 5).join(', ')}${names.size > 5 ? `, or ${names.size - 5} others` : ''}`;
  const same = async () => (await begunFor(bench, first)).call.id;
  const visible = () => playWhole(bench);
  await assertUnchanged(bench, { before, expected, exchanges: exchanges.slice(-6), same, visible });
}
