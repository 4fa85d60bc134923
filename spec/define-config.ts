import type { KitConfig } from './kit.ts';

export type { KitConfig, Report, Trigger } from './kit.ts';

/** Types a configuration in `mvk.config.ts`; gives it back as it is. */
export function defineConfig(config: KitConfig): KitConfig {
  return config;
}
