import type { KitConfig } from './config.ts';

export type { KitConfig, Trigger } from './config.ts';
export type { Report } from './report.ts';

/** Types a configuration in `mvk.config.ts`; gives it back as it is. */
export function defineConfig(config: KitConfig): KitConfig {
  return config;
}
