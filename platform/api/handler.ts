import type { Readings } from '../../spec/index.ts';
import type { Afterwards } from './api.ts';
import type { Parameters } from './http/route.ts';
import type { ApiProblem } from './problems.ts';
import type { Application, Call, Recording } from './resources/records.ts';
import type { World } from './resources/world.ts';

/** A request that was understood, and whose it is. */
export interface Asked {
  readonly world: World;
  readonly application: Application;
  readonly path: Parameters;
  readonly query: Parameters;
  /** Valid by its schema. */
  readonly body: Readonly<Record<string, unknown>>;
  /** Readings of open questions. */
  readonly readings: Readings;
  readonly nextEvent: Notify;
}

/** What the platform does about a request once the client has its answer. */
export interface Notify {
  called(call: Call): unknown;
  recorded(recording: Recording): void;
}

interface Served {
  /** The body of the response. */
  readonly shows: unknown;
  readonly afterwards?: Afterwards;
}

/** One operation: what it does to the world, and what it answers. */
export type Handler = (asked: Asked) => Served | ApiProblem;

/** A member of a body that its schema lets be a string or missing. */
export function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
