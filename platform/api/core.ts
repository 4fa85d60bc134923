import { operations, type Readings, type Validate, validators } from '../../spec/index.ts';
import type { ApiCore, ApiOutcome, ApiRequest, SeenRequest } from './api.ts';
import { type FaultSchedule, type FaultScript, faultFor, type Met } from './faults/faults.ts';
import { alterReply, replacementFor } from './faults/faulty.ts';
import type { Notify } from './handler.ts';
import { answer } from './http/answer.ts';
import { exchangeOf } from './http/exchange.ts';
import { type Route, routeOf } from './http/route.ts';
import { type Gate, gateOf } from './http/together.ts';
import { type Compiled, type Inspected, inspect, nothing } from './inspect.ts';
import { createJournal, type Journal } from './journal.ts';
import { createLanes } from './lanes.ts';
import type { Call, Recording } from './resources/records.ts';
import { createWorld, type WorldOptions } from './resources/world.ts';

export interface ApiOptions extends WorldOptions {
  /** Base URL in the exchanges (default: that of MiniVoice, Q73). */
  readonly origin?: string;
  /** Readings of open questions, where they differ from ours. */
  readonly readings?: Readings;
  /** A call was created, and the client has its answer. */
  readonly onCall?: (call: Call) => unknown;
  /** A request came, and what becomes of it is decided. */
  readonly onSeen?: (seen: SeenRequest) => void;
  /** A recording was started or stopped by REST, and the client has its answer. */
  readonly onRecording?: (recording: Recording) => void;
}

/** A request of which no more than its first line is known. */
interface Arrival {
  readonly route: Route;
  readonly operation: string | undefined;
  readonly attempt: number;
  readonly met: Met | undefined;
}

/** The API core, and the parts that the socket server needs. */
export interface OpenCore extends ApiCore {
  readonly until: Journal['until'];
  /** Decides what the request meets, and counts it. */
  arrive(request: Pick<ApiRequest, 'method' | 'target'>): Arrival;
  respond(arrival: Arrival, request: ApiRequest): Promise<ApiOutcome>;
}

const maxPlaced = 1_000;

export function createApi(options: ApiOptions): OpenCore {
  const world = createWorld(options);
  const journal = createJournal();
  const lanes = createLanes();
  const attempts = new Map<string | undefined, number>();
  const nextEvent: Notify = {
    called: (call) => options.onCall?.(call),
    recorded: (recording) => options.onRecording?.(recording),
  };
  const place = { world, readings: options.readings ?? {}, nextEvent };
  let faults: FaultScript | FaultSchedule = [];
  let gate: Gate | undefined;
  let compiled: Compiled | undefined;
  const placed: SeenRequest[] = [];

  const core: OpenCore = {
    world,
    seen: journal.seen,
    placed,
    until: journal.until,
    openLane: lanes.open,
    injectFaults(next, together) {
      faults = next;
      gate = together && gateOf(together);
      attempts.clear();
    },
    reset(keeps) {
      core.injectFaults([]);
      journal.clear();
      lanes.clear();
      world.reset(keeps);
    },
    handle: (request) => core.respond(core.arrive(request), request),
    arrive({ method, target }) {
      const route = routeOf(method, target);
      const operation = route.kind === 'operation' ? route.operation : undefined;
      if (isPast(route)) return { route, operation, attempt: 1, met: undefined };
      const attempt = (attempts.get(operation) ?? 0) + 1;
      attempts.set(operation, attempt);
      return { route, operation, attempt, met: faultFor(faults, operation, attempt) };
    },
    async respond(arrival, request) {
      const { route, operation } = arrival;
      const at = world.monotonic();
      compiled ??= await validators('api');
      const lane = isPast(route) ? undefined : lanes.enter({ operation, request });
      const { attempt, met } = lane ?? arrival;
      const unread = met?.fault.kind === 'cut' && met.fault.when === 'before-read';
      await gate?.(operation, arrival.attempt);
      const inspected = unread ? nothing : judge(route, request, compiled);
      const validate = operation ? compiled.responses[operation] : undefined;
      const outcome = (met && replacementFor(met)) ?? right(route, request, inspected, validate, met);
      const { problems, ignored } = inspected;
      const exchange = exchangeOf(request, outcome, options.origin, world.monotonic() - at);
      const seen = { at, request, operation, attempt, problems, ignored, fault: met?.name, exchange };
      lane?.add(seen);
      journal.add(seen);
      if (operation === 'createCall') placed.push(seen);
      if (placed.length > maxPlaced) placed.shift();
      options.onSeen?.(seen);
      return outcome;
    },
  };

  /** A read in the background about an earlier call is not an attempt of the current trial. */
  function isPast(route: Route): boolean {
    return route.kind === 'operation' && world.past.has(route.path.id ?? '');
  }

  /** The right answer, or what a fault makes of it. */
  function right(route: Route, request: ApiRequest, inspected: Inspected, validate: Validate | undefined, met?: Met) {
    const { reply, afterwards } = answer(place, route, request, inspected, validate);
    const outcome: ApiOutcome = met
      ? alterReply(met, reply, reply.status < 300 ? validate : undefined)
      : { kind: 'reply', reply };
    return afterwards ? { ...outcome, afterwards } : outcome;
  }

  return core;
}

function judge(route: Route, request: ApiRequest, compiled: Compiled): Inspected {
  return route.kind === 'operation' ? inspect(operations[route.operation], route, request, compiled) : nothing;
}
