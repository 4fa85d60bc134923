/** Types of MiniVoice's API and webhooks, and of the kit's own files. */

export type { components, operations, paths, webhooks } from './generated/api.ts';
export type { Exchange } from './report/exchange.ts';
export type { Report, Result, Verdict } from './report/report.ts';
export type { Capability, KitConfig, Trigger } from './run/config.ts';
