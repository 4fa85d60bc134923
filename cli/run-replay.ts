import path from 'node:path';
import { type Apart, divided, replayApart } from '../fixtures/apart.ts';
import { apiSideOf, isApi } from '../fixtures/api-side.ts';
import { wasSigned } from '../fixtures/fixture.ts';
import type { StoredCall } from '../fixtures/folder.ts';
import { type ReplayedCall, type ReplayOptions, replayCall } from '../fixtures/replay.ts';
import { updateFixture } from '../fixtures/update.ts';
import type { StandIn } from '../platform/api/api.ts';
import type { Bench } from '../platform/bench.ts';
import { callMaker } from '../platform/new-call.ts';
import { terminal } from '../reporters/escape.ts';
import { ExitCode, integer, NotRunError, type Print, type Values } from './command.ts';
import type { Resolved } from './config.ts';
import { targetOf } from './demo-target.ts';
import { callsIn, folderOf, knownSecrets } from './fixture-folder.ts';
import { interrupts } from './interrupt.ts';
import { type ReplayDocument, replayDocument, replayLines } from './replay-view.ts';
import { say } from './said.ts';
import { notReached, startedBench } from './started-bench.ts';
import { probe } from './targets.ts';

/** Replays a folder of recorded calls, from the flags to the exit code. */
export async function runReplay(given: string | undefined, values: Values, print: Print): Promise<ExitCode> {
  const resolved = await targetOf(values);
  const folder = given ?? folderOf(resolved);
  const secrets = knownSecrets(resolved.bench.webhookSecret);
  const calls = await callsIn(folder, secrets);
  if (
    resolved.bench.webhookSecret === undefined &&
    calls.some(({ exchanges }) => exchanges.some(({ fixture }) => wasSigned(fixture)))
  ) {
    say('note: the recorded events were signed, and are sent unsigned: MINIVOICE_WEBHOOK_SECRET gives the secret');
  }
  const all = await replayed(resolved, integer(values, 'api-port', 1), calls, secrets, values.json === true);
  const update = values.update === true;
  if (update) for (const call of all) await rewrite(call, folder);
  const document = replayDocument(folder, all, update);
  if (values.json === true) print(JSON.stringify(document, null, 2));
  else for (const line of replayLines(document, values.quiet === true)) print(terminal(line));
  return exitCodeOf(document);
}

/** What was not compared is no pass. */
function exitCodeOf({ counts, updated }: ReplayDocument): ExitCode {
  const { sent, answered, differing, notCompared, unknown } = counts;
  if (sent + answered + notCompared === 0)
    throw new NotRunError('no fixture could be sent', 'Give the URLs they are for: --answer-url, --webhook-url.');
  if ((differing > 0 && !updated) || unknown > 0) return ExitCode.Violates;
  return notCompared > 0 ? ExitCode.NotRun : ExitCode.Conforms;
}

/** With the recorded API in place of the kit's own, where something was recorded of it. */
async function replayed(
  resolved: Resolved,
  port: number | undefined,
  calls: readonly StoredCall[],
  secrets: readonly string[],
  quiet: boolean,
): Promise<readonly ReplayedCall[]> {
  const { bench: options } = resolved;
  const { played, apart } = divided(calls);
  const isAsked = calls.some(({ exchanges }) => exchanges.some(isApi));
  const stage = { options, newCall: callMaker() };
  let start: Apart | undefined;
  const beside = (baseUrl: string): Apart => (start ??= replayApart(stage, apart, { secrets, baseUrl }));
  // Asked already while the integration starts: the address is the one by which it asks.
  const standIn: StandIn = (request) => {
    const { playback } = beside(`http://${request.headers.host}/v1`);
    return playback.take(request) ?? playback.refuse(request);
  };
  const api = { ...options.api, ...(port !== undefined && { port }) };
  const interrupt = interrupts();
  const { bench } = await startedBench(
    isAsked ? { ...resolved, bench: { ...options, api } } : resolved,
    undefined,
    isAsked ? { standIn } : {},
  );
  try {
    await probe([options.answerUrl, options.webhookUrl].filter((url) => url !== undefined));
    const known = [...secrets, bench.apiKey];
    if (!isAsked || !bench.api) return await replayAll(bench, played, { secrets: known });
    if (!options.start && !quiet) say(`note: the recorded API is at ${bench.api.baseUrl}`);
    const { playback, result } = beside(bench.api.baseUrl);
    const all = await replayAll(bench, played, { secrets: known, api: apiSideOf(bench.api, playback) });
    return [...all, ...[await result({})].filter((each) => each !== undefined)];
  } catch (error) {
    throw notReached(error, bench);
  } finally {
    await bench.close();
    interrupt.stop();
  }
}

async function replayAll(
  bench: Bench,
  calls: readonly StoredCall[],
  options: ReplayOptions,
): Promise<readonly ReplayedCall[]> {
  const all: ReplayedCall[] = [];
  for (const call of calls) all.push(await replayCall(bench, call, options));
  return all;
}

async function rewrite({ exchanges }: ReplayedCall, folder: string): Promise<void> {
  for (const replayed of exchanges) {
    const isFilled = replayed.notCompared !== undefined && replayed.exchange?.response;
    if (replayed.differences.length > 0 || isFilled) await updateFixture(path.join(folder, replayed.file), replayed);
  }
}
