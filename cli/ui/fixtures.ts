import path from 'node:path';
import { loadFixtures } from '../../fixtures/folder.ts';
import type { SeenRequest } from '../../platform/api/api.ts';
import type { Exchange } from '../../spec/index.ts';
import type { FixturesState } from '../../ui/protocol/fixtures.ts';
import { freeFolder, saveSteps } from '../call/save.ts';
import { UsageError } from '../command.ts';
import type { Resolved } from '../config/resolve.ts';
import { callsIn, folderOf } from '../fixtures/folder.ts';
import { replayed } from '../fixtures/replay.ts';
import { type ReplayDocument, replayDocument } from '../fixtures/replay-view.ts';
import type { Phone } from './phone/phone.ts';
import type { Actions } from './server.ts';
import { type Stage, sentenceOf } from './stage.ts';
import type { Traffic } from './traffic/traffic.ts';

interface FixturesOptions {
  readonly resolved: Resolved;
  readonly secrets: readonly string[];
  readonly stage: Stage;
  readonly phone: Phone;
  readonly traffic: Traffic;
  changed(state: FixturesState): void;
}

interface FixturesRoom {
  readonly actions: Actions;
  /** Reads what is in the folder. */
  load(): Promise<void>;
}

export const noFixtures: FixturesState = {
  ...{ folder: '', calls: [], isReplaying: false, sentence: '', results: [] },
};

/** Calls that were saved, and whether they still go as they did. */
export function fixturesRoom({ resolved, secrets, stage, phone, traffic, changed }: FixturesOptions): FixturesRoom {
  const folder = folderOf(resolved);
  let state: FixturesState = { ...noFixtures, folder: path.relative('', folder) || '.' };
  const show = (change: Partial<FixturesState>): void => {
    state = { ...state, ...change };
    changed(state);
  };

  const watch = {
    onSent: (exchange: Exchange) => traffic.ran({ exchange }, 'replay'),
    onSeen: ({ exchange, operation }: SeenRequest) =>
      traffic.ran({ exchange, isApi: true, ...(operation !== undefined && { operation }) }, 'replay'),
  };

  async function load(): Promise<void> {
    const { calls } = await loadFixtures(folder, secrets).catch(() => ({ calls: [] }));
    show({ calls: calls.map(({ name, exchanges }) => ({ name, exchanges: exchanges.length })) });
  }

  async function save(name: unknown, keepFailures: boolean): Promise<{ readonly lines: readonly string[] }> {
    const last = phone.last();
    const bench = stage.bench();
    if (!last || !bench) throw new UsageError('there is no call to save', 'Call, and save it when it has ended.');
    if (typeof name !== 'string' || !/^[\w-]{1,60}$/.test(name)) {
      throw new UsageError('the name of a call has letters, digits, - and _', 'For example: normal.');
    }
    const target = path.join(folder, name);
    await freeFolder(target);
    const lines = await saveSteps(target, last.steps, bench, last.seen, { keepFailures });
    await load();
    return { lines };
  }

  async function replay(name: unknown): Promise<void> {
    const all = await callsIn(folder, secrets);
    const calls = all.filter((call) => name === undefined || call.name === name);
    if (calls.length === 0) throw new UsageError(`there is no saved call ${JSON.stringify(name)}`);
    await stage.without('a replay', async () => {
      show({ isReplaying: true, sentence: '', results: [] });
      try {
        const document = replayDocument(
          folder,
          await replayed(resolved, undefined, calls, secrets, true, watch),
          false,
        );
        show({ results: document.calls.map(resultOf), sentence: sentenceIn(document) });
      } catch (error) {
        show({ sentence: sentenceOf(error) });
      } finally {
        show({ isReplaying: false });
      }
    });
  }

  return {
    load,
    actions: {
      'save-call': ({ name, keepFailures }) => save(name, keepFailures === true),
      replay: ({ name }) => replay(name),
    },
  };
}

function resultOf({
  name,
  fixtures,
  unknown,
  stale,
}: ReplayDocument['calls'][number]): FixturesState['results'][number] {
  const differing = fixtures.filter(({ outcome }) => outcome === 'differs');
  const left = fixtures.filter(({ outcome }) => outcome === 'not-compared');
  return {
    name,
    outcome: differing.length + unknown.length > 0 ? 'differs' : left.length > 0 ? 'not-compared' : 'same',
    lines: [
      ...differing.flatMap(({ file, differences }) =>
        differences.map(({ where, expected, actual }) => `${file} ${where}: expected ${expected}, got ${actual}`),
      ),
      ...left.map(({ file, note }) => `${file} was not compared: ${note}`),
      ...unknown.map((each) => `unknown request to the API: ${each}`),
      ...stale.map((file) => `${file} is stale: no request used it`),
    ],
  };
}

function sentenceIn({ counts: { sent, differing, notCompared } }: ReplayDocument): string {
  const rest = notCompared > 0 ? `, ${notCompared} not compared` : '';
  return `${sent} requests, ${differing === 0 ? 'nothing differs' : `${differing} differ`}${rest}`;
}
