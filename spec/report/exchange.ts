import type { Exchange } from '../generated/kit.ts';

export type { Exchange };

type Failure = NonNullable<Exchange['failure']>;

/** `refused` and `not-found`: no connection was made; `untrusted`: none that is trusted. The others are the fault of what was connected to. */
export type FailureKind = Failure['kind'];
