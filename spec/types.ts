/** Types of MiniVoice's API and webhooks, and of the kit's own files. */

export type { Capability, KitConfig, Trigger } from './config.ts';
export type { Exchange } from './exchange.ts';
export type { components, operations, paths, webhooks } from './generated/api.ts';
export type { Report, Result, Verdict } from './report.ts';
