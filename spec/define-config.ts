import type { KitConfig } from './run/config.ts';

export type { Report } from './report/report.ts';
export type { KitConfig, Trigger } from './run/config.ts';

/** Types a configuration in `mvk.config.ts`; gives it back as it is. */
export function defineConfig(config: KitConfig): KitConfig {
  return config;
}
