import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { rawExchangeOf } from '../../fixtures/raw-exchange.ts';
import { rawExchangesIn, type SaveOptions, saveCall } from '../../fixtures/record/save.ts';
import type { SeenRequest } from '../../platform/api/api.ts';
import type { Bench } from '../../platform/bench.ts';
import type { Step } from '../../platform/call/step.ts';
import { accessSecrets } from '../../platform/redaction/secrets.ts';
import { UsageError } from '../command.ts';
import { knownSecrets } from '../fixtures/folder.ts';
import { savedLines } from '../fixtures/saved-lines.ts';

/** Refuses a folder that is not empty: its files may belong to someone. */
export async function freeFolder(folder: string): Promise<void> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw new UsageError(`the folder ${JSON.stringify(folder)} cannot be read (${error.code})`);
  });
  if (names.length === 0) return;
  throw new UsageError(
    `the folder ${JSON.stringify(folder)} is not empty`,
    'Each call gets a folder of its own: choose another name.',
  );
}

/** Writes what crossed the wire in a call, `seen` by the API meanwhile included; says where, or why not. */
export async function saveSteps(
  folder: string,
  steps: readonly Step[],
  bench: Pick<Bench, 'options' | 'apiKey'>,
  seen: readonly Pick<SeenRequest, 'exchange'>[],
  options: SaveOptions,
): Promise<readonly string[]> {
  const asked = seen.map(({ exchange }) => rawExchangeOf('api', exchange));
  const { answerUrl, webhookUrl, webhookSecret, access } = bench.options;
  const apiBaseUrl = asked[0] && `${new URL(asked[0].request.url).origin}/v1`;
  const saved = await saveCall(
    path.dirname(path.resolve(folder)),
    path.basename(folder),
    [...rawExchangesIn(steps), ...asked],
    {
      answerUrl,
      webhookUrl,
      ...(apiBaseUrl !== undefined && { apiBaseUrl }),
      secrets: knownSecrets(webhookSecret, bench.apiKey, ...accessSecrets(access)),
    },
    { ...options, mayRefuse: false },
  );
  const [first = '', ...more] = savedLines(saved);
  return saved.folder === undefined ? [first, ...more] : [`${saved.files.length} fixtures in ${folder}`, ...more];
}
