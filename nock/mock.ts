import { randomUUID } from 'node:crypto';
import type { ApiOutcome, ApiRequest } from '../platform/api/api.ts';
import { createApi } from '../platform/api/core.ts';
import type { Fault, FaultSchedule, FaultScript } from '../platform/api/faults/faults.ts';
import { routeOf } from '../platform/api/http/route.ts';
import type { Switches } from '../platform/api/resources/records.ts';
import type { World } from '../platform/api/resources/world.ts';
import type { OperationCodes, OperationId, Readings } from '../spec/index.ts';
import { type PlaceOptions, takePlace } from './call-site.ts';
import { type MockRequest, requestOf } from './request.ts';
import { createScenarios } from './scenarios.ts';
import { UnknownRequest } from './unknown.ts';

export interface MockOptions extends PlaceOptions {
  /** The only accepted key (default: any bearer key). */
  readonly apiKey?: string;
  /** What differs from an account in which everything works. */
  readonly switches?: Partial<Switches>;
  /** Readings of open questions, by their numbers. */
  readonly assumptions?: Readings;
}

/** MiniVoice's REST API in this process. */
export interface MiniVoiceMock {
  readonly baseUrl: string;
  /** The requests since the start or the last reset, in order. */
  readonly requests: readonly MockRequest[];
  /** Balance, limits, and what fails: set a member, and the API behaves accordingly. */
  readonly switches: Switches;
  /** Everything that the API knows: calls, recordings, trunks; `advance` makes a call go on. */
  readonly world: World;
  /** Makes the next `times` requests to an operation fail, or without `times` all until this is changed. */
  fail<Id extends OperationId>(operation: Id, what: OperationCodes[Id] | Fault, options?: FailOptions): void;
  /** Replaces all faults, by operation and attempt; an empty script removes them. */
  script(faults: FaultScript | FaultSchedule): void;
  /** Forgets requests, faults and everything that was created, sets the switches back, and cuts what still waits. */
  reset(): void;
  /** Ends the interception. */
  restore(): void;
  [Symbol.dispose](): void;
}

export interface FailOptions {
  readonly times?: number;
}

/** The path by which the API itself knows its operations. */
const own = '/v1';

/** Plays MiniVoice's API in this process: requests to its base URL do not leave the process. */
export function mockMiniVoice(options: MockOptions = {}): MiniVoiceMock {
  const apiKey = options.apiKey ?? randomUUID();
  const { switches = {}, assumptions = {} } = options;
  const place = takePlace(options, play);
  const { origin, base } = place;
  const core = createApi({ apiKey, switches, origin, readings: assumptions });
  const requests: MockRequest[] = [];
  let scenarios = createScenarios();

  async function play(request: ApiRequest, below: string | undefined): Promise<ApiOutcome> {
    const target = `${own}${below ?? ''}`;
    const { kind } = routeOf(request.method, target);
    if (below === undefined || kind === 'nowhere' || kind === 'method') {
      const [asked = ''] = request.target.split('?');
      requests.push(requestOf(request, below ?? request.target, undefined));
      throw new UnknownRequest(request.method, asked, base, below?.split('?')[0]);
    }
    const known = { ...request, target, headers: admitted(request.headers) };
    const outcome = await core.handle(known);
    const seen = core.seen.findLast((each) => each.request === known);
    requests.push(requestOf(request, below, seen));
    // `afterwards` plays the call; in this process calls are not played.
    return outcome;
  }

  /** Where no key is the right one, every key is that of the first application. */
  function admitted(headers: ApiRequest['headers']): ApiRequest['headers'] {
    const key = /^bearer +(\S+)\s*$/i.exec(headers.authorization ?? '')?.[1];
    if (options.apiKey !== undefined || key === undefined || core.world.applications.has(key)) return headers;
    return { ...headers, authorization: `Bearer ${apiKey}` };
  }

  core.injectFaults(scenarios.next);

  const mock: MiniVoiceMock = {
    baseUrl: `${origin}${base}`,
    requests,
    switches: core.world.switches,
    world: core.world,
    fail: (operation, what, { times } = {}) => scenarios.fail(operation, what, times),
    script(faults) {
      scenarios.script(faults);
      core.injectFaults(scenarios.next);
    },
    reset() {
      place.release();
      core.reset();
      scenarios = createScenarios();
      core.injectFaults(scenarios.next);
      requests.length = 0;
    },
    restore: () => void place.restore(),
    [Symbol.dispose]: () => mock.restore(),
  };
  return mock;
}
