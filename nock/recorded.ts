import { existsSync } from 'node:fs';
import path from 'node:path';
import { loadFixtures, type Stored } from '../fixtures/folder.ts';
import { isApi } from '../fixtures/replay/api-side.ts';
import { replayUnattributed } from '../fixtures/replay/unattributed.ts';

import { callMaker } from '../platform/call/new-call.ts';
import { type PlaceOptions, takePlace } from './call-site.ts';
import { type AskedRequest, askedOf } from './request.ts';

/** The recorded side of MiniVoice's REST API in this process. */
export interface RecordedMock {
  readonly baseUrl: string;
  /** The requests, in order. */
  readonly requests: readonly AskedRequest[];
  /** Files of the fixtures that no request has used yet. */
  readonly stale: readonly string[];
  /** Ends the interception. */
  restore(): void;
  [Symbol.dispose](): void;
}

/** The client sent a request that was not recorded, or repeated a create that was recorded once. */
export class UnrecordedRequest extends Error {
  override readonly name = 'UnrecordedRequest';
  readonly code = 'ERR_MINIVOICE_UNRECORDED_REQUEST';
}

/**
 * Answers requests to the API from the fixtures below a folder, in their order: those of one call, or of several. Any
 * other request fails with an `UnrecordedRequest` that quotes it. Rejects where a file is no fixture or holds a secret.
 */
export async function mockRecorded(folder: string, options: PlaceOptions = {}): Promise<RecordedMock> {
  const exchanges = await apiSideIn(folder);
  const requests: AskedRequest[] = [];
  const place = takePlace(options, (request, below) => {
    requests.push(askedOf(request, below ?? request.target));
    const outcome = below === undefined ? undefined : playback.take(request);
    if (outcome) return outcome;
    playback.refuse(request);
    throw new UnrecordedRequest(`${playback.unknown.at(-1)} (fixtures of ${folder})`);
  });
  const baseUrl = `${place.origin}${place.base}`;
  const stage = { options: {}, newCall: callMaker() };
  const { playback } = replayUnattributed(stage, [{ name: folder, exchanges }], { secrets: [], baseUrl });
  const mock: RecordedMock = {
    baseUrl,
    requests,
    get stale() {
      return playback.stale().map(({ file }) => file);
    },
    restore: () => void place.restore(),
    [Symbol.dispose]: () => mock.restore(),
  };
  return mock;
}

async function apiSideIn(folder: string): Promise<readonly Stored[]> {
  const name = JSON.stringify(path.resolve(folder));
  if (!existsSync(folder)) throw new Error(`there is no folder ${name}: mvk record makes fixtures`);
  const { calls, problems } = await loadFixtures(folder);
  const [problem] = problems;
  if (problem) {
    const { file, pointer, expected, actual } = problem;
    throw new Error(`${path.join(folder, file)}${pointer}: expected ${expected}, got ${actual}`);
  }
  const exchanges = calls.flatMap((call) => call.exchanges).filter(isApi);
  if (exchanges.length > 0) return exchanges;
  throw new Error(`no fixture below ${name} is a request to the API: mvk record records them`);
}
