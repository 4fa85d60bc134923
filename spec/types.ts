/** Types of MiniVoice's API and webhooks, and of the kit's own files. */
export type { components, operations, paths, webhooks } from './generated/api.ts';
export type { Capability, Exchange, KitConfig, Report, Result, Trigger, Verdict } from './kit.ts';
