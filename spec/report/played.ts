import type { Played } from '../generated/kit.ts';

/** A call that was played to one end of the call flow, as the report keeps it. */
export type PlayedEnd = Played;
export type PlayedLine = Played['lines'][number];
export type PlayedRequest = NonNullable<PlayedLine['wire']>;
