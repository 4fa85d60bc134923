import type { Bench } from '../../platform/bench.ts';
import type { About } from '../../ui/protocol/stream.ts';
import { UsageError } from '../command.ts';
import type { Resolved } from '../config/resolve.ts';
import { notReached, startedBench } from '../config/started-bench.ts';

/** The integration with the kit's own API beside it, for one use at a time. */
export interface Stage {
  /** Undefined while it is not open. */
  bench(): Bench | undefined;
  /** What uses it now, in words. */
  usedBy(): string | undefined;
  /** Opens it where it is not. */
  open(): Promise<Bench>;
  /** Sees to it that it runs, for one request beside what uses it; refuses while that has it for itself. */
  reach(): Promise<void>;
  /** Uses it; refuses while something else does. */
  use<Result>(what: string, work: (bench: Bench) => Promise<Result>): Promise<Result>;
  /** Closes it meanwhile: what is done starts the integration by itself. */
  without<Result>(what: string, work: () => Promise<Result>): Promise<Result>;
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** What cannot begin is known within so many milliseconds. */
const beginMs = 50;

type Watch = NonNullable<Parameters<typeof startedBench>[2]>;
type Condition = Pick<About, 'state' | 'sentence'>;

export function createStage(resolved: Resolved, watch: Watch, changed: (condition: Condition) => void): Stage {
  let opened: Bench | undefined;
  let opening: Promise<Bench> | undefined;
  let use: string | undefined;

  async function start(): Promise<Bench> {
    changed({ state: 'starting', sentence: 'the integration is being started' });
    try {
      // The API is served although nothing was configured of it: the page shows where.
      const bench = { ...resolved.bench, api: { ...resolved.bench.api } };
      const started = await startedBench({ ...resolved, bench }, undefined, watch);
      opened = started.bench;
      changed({ state: 'ready', sentence: '' });
      return opened;
    } catch (error) {
      changed({ state: 'failed', sentence: sentenceOf(error) });
      throw error;
    } finally {
      opening = undefined;
    }
  }

  async function open(): Promise<Bench> {
    if (opened && (await opened.hasEnded())) await opened.restart();
    if (opened) return opened;
    opening ??= start();
    return opening;
  }

  async function shut(): Promise<void> {
    const bench = opened ?? (await opening?.catch(() => undefined));
    opened = undefined;
    await bench?.close();
  }

  async function exclusively<Result>(what: string, work: () => Promise<Result>): Promise<Result> {
    if (use !== undefined) throw new UsageError(`${use} is under way`, 'Wait until it is over, or end it.');
    use = what;
    try {
      return await work();
    } finally {
      use = undefined;
      if (opened) changed({ state: 'ready', sentence: '' });
    }
  }

  return {
    bench: () => opened,
    usedBy: () => use,
    open,
    async reach() {
      if (use === undefined) await open();
      else if (!opened && resolved.bench.start) {
        throw new UsageError(`${use} has the integration for itself`, 'Send it when that is over.');
      }
    },
    use: (what, work) =>
      exclusively(what, async () => {
        const bench = await open();
        changed({ state: 'busy', sentence: `${what} is under way` });
        return work(bench).catch((error: unknown) => {
          throw notReached(error, bench);
        });
      }),
    without: (what, work) =>
      exclusively(what, async () => {
        changed({ state: 'busy', sentence: `${what} is under way` });
        await shut();
        try {
          return await work();
        } finally {
          // What comes next waits for it, and what went wrong is shown.
          opening = start();
          opening.catch(() => undefined);
        }
      }),
    restart: () =>
      exclusively('a restart', async () => {
        await shut();
        await start();
      }),
    close: shut,
  };
}

/** Settles when something has begun well, or is over; rejects with what kept it from beginning. */
export function untilBegun(work: Promise<unknown>): Promise<unknown> {
  return Promise.race([work, new Promise<void>((resolve) => setTimeout(resolve, beginMs))]);
}

export function sentenceOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const hint = error instanceof UsageError && error.hint ? ` ${error.hint}` : '';
  return `${message.split('\n')[0] ?? ''}${hint === '' ? '' : `.${hint}`}`;
}
