import path from 'node:path';
import type { StoredCall } from '../fixtures/folder.ts';
import { startPlayback } from '../fixtures/playback-server.ts';
import { type ReplayedCall, replayCall } from '../fixtures/replay.ts';
import { updateFixture } from '../fixtures/update.ts';
import { Unreachable } from '../platform/bench.ts';
import { terminal } from '../reporters/escape.ts';
import { ExitCode, integer, NotRunError, type Print, UsageError, type Values } from './command.ts';
import type { Resolved } from './config.ts';
import { targetOf } from './demo-target.ts';
import { callsIn, folderOf, knownSecrets } from './fixture-folder.ts';
import { type ReplayDocument, replayDocument, replayLines } from './replay-view.ts';
import { startedBench } from './started-bench.ts';
import { probe } from './targets.ts';

/** Replays a folder of recorded calls, from the flags to the exit code. */
export async function runReplay(given: string | undefined, values: Values, print: Print): Promise<ExitCode> {
  const resolved = await targetOf(values);
  const folder = given ?? folderOf(resolved);
  const secrets = knownSecrets(resolved.bench.webhookSecret);
  const calls = await callsIn(folder, secrets);
  const replayed = await withApi(resolved, integer(values, 'api-port', 1), calls, secrets, values.json === true);
  const update = values.update === true;
  if (update) for (const call of replayed) await rewrite(call, folder);
  const document = replayDocument(folder, replayed, update);
  if (values.json === true) print(JSON.stringify(document, null, 2));
  else for (const line of replayLines(document, values.quiet === true)) print(terminal(line));
  return exitCodeOf(document);
}

function exitCodeOf({ counts: { sent, differing, unknown }, updated }: ReplayDocument): ExitCode {
  if (sent === 0)
    throw new NotRunError('no fixture could be sent', 'Give the URLs they are for: --answer-url, --webhook-url.');
  return (differing > 0 && !updated) || unknown > 0 ? ExitCode.Violates : ExitCode.Conforms;
}

/** With the recorded API in place of the kit's own, where something was recorded of it. */
async function withApi(
  { bench: { api, ...options }, ...rest }: Resolved,
  port: number | undefined,
  calls: readonly StoredCall[],
  secrets: readonly string[],
  quiet: boolean,
): Promise<readonly ReplayedCall[]> {
  const isAsked = calls.some(({ exchanges }) => exchanges.some(({ fixture }) => fixture.kind === 'api'));
  const side = isAsked ? await startPlayback(port ?? api?.port).catch(portTaken) : undefined;
  if (side && !options.start && !quiet) process.stderr.write(`mvk: note: the recorded API is at ${side.baseUrl}\n`);
  try {
    const { bench } = await startedBench({ ...rest, bench: options }, (environment) => ({
      ...environment,
      ...(side && { MINIVOICE_API_BASE_URL: side.baseUrl }),
    }));
    try {
      await probe([options.answerUrl, options.webhookUrl].filter((url) => url !== undefined));
      const replayed: ReplayedCall[] = [];
      const known = [...secrets, bench.apiKey];
      for (const call of calls)
        replayed.push(await replayCall(bench, call, { secrets: known, ...(side && { api: side }) }));
      return replayed;
    } catch (error) {
      throw error instanceof Unreachable ? new NotRunError(terminal(bench.redactText(error.message))) : error;
    } finally {
      await bench.close();
    }
  } finally {
    await side?.close();
  }
}

function portTaken(error: NodeJS.ErrnoException): never {
  throw new UsageError(`the port for the recorded API cannot be taken (${error.code})`, 'Choose with --api-port PORT.');
}

async function rewrite({ exchanges }: ReplayedCall, folder: string): Promise<void> {
  for (const replayed of exchanges) {
    if (replayed.differences.length > 0) await updateFixture(path.join(folder, replayed.file), replayed);
  }
}
