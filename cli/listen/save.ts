import path from 'node:path';
import type { RawExchange } from '../../fixtures/raw-exchange.ts';
import { nameFor, saveCall } from '../../fixtures/record/save.ts';
import { UsageError } from '../command.ts';
import { savedLines } from '../fixtures/saved-lines.ts';
import type { HeardExchange } from './exchange.ts';

interface SaveOptions {
  /** Folder of the fixtures. */
  readonly root: string;
  /** Name of the folder of the call (default: the time). */
  readonly name: string | undefined;
  readonly secrets: readonly string[];
  readonly hosts: readonly string[];
}

/** Saves the call of an exchange, redacted: all its exchanges that are kept, or that one alone if it names no call. Gives what to say. */
export async function saveHeard(
  chosen: HeardExchange,
  all: readonly HeardExchange[],
  { root, name, secrets, hosts }: SaveOptions,
): Promise<readonly string[]> {
  const call = all.filter(
    (each) =>
      each === chosen ||
      (chosen.callId !== undefined && each.callId === chosen.callId && each.resentFrom === undefined),
  );
  // An answer of the kit is nothing that the integration should repeat.
  const own = call.filter((each) => each.kind === 'answer' && each.answeredBy === 'mvk');
  const crossed = call.filter((each) => !own.includes(each)).flatMap(rawOf);
  if (crossed.length === 0) {
    throw new UsageError(
      `#${chosen.number} holds nothing of the integration: ${own.length > 0 ? 'the answer is that of mvk listen' : 'it is neither an event nor an answer request'}`,
      'With --forward the answers are those of the integration.',
    );
  }
  const folder = name ?? nameFor(chosen.at, crossed);
  if (folder !== path.basename(folder) || folder.startsWith('.'))
    throw new UsageError(`the name ${JSON.stringify(folder)} is no name of a folder`);
  const urlOf = (kind: HeardExchange['kind']): string | undefined =>
    call.find((each) => each.kind === kind)?.request.url;
  const saved = await saveCall(root, folder, crossed, {
    answerUrl: urlOf('answer'),
    webhookUrl: urlOf('event'),
    secrets,
    origins: hosts.flatMap((host) => [`https://${host}`, `http://${host}`]),
  });
  return [
    ...savedLines(saved),
    ...(own.length > 0
      ? ['note: answers of mvk listen itself are not kept; --forward gets those of the integration']
      : []),
  ];
}

function rawOf({ kind, request, response, failure }: HeardExchange): readonly RawExchange[] {
  if (kind === 'other') return [];
  return [{ kind, request, ...(response && { response }), ...(failure && { failure }) }];
}
