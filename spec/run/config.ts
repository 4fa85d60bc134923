import type { Config } from '../generated/kit.ts';
import type { Readings } from './readings.ts';

/** What an integration declares; a requirement that needs more is not applicable. */
export type Capability =
  | 'answer'
  | 'webhook'
  | 'signed'
  | 'process'
  | 'state'
  | 'api'
  | 'remote'
  | 'api-key'
  | 'fixtures';

/** How to make the integration call the API. */
export type Trigger = NonNullable<NonNullable<Config['api']>['triggers']>[number];

type Writable<Of> = { -readonly [Key in keyof Of]: Of[Key] };

/** What people write in `mvk.config.*`, and may put together step by step. */
export type KitConfig = Writable<Omit<Config, '$schema' | 'assumptions'>> & {
  /** Readings of open questions, by number: see `mvk list --assumptions`. */
  assumptions?: Readings;
};
