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
export interface Trigger {
  readonly name: string;
  /** operationId in `openapi.yaml`. */
  readonly operation: string;
  readonly request?: {
    readonly method?: string;
    readonly url: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: unknown;
  };
  readonly command?: string;
  /** Groups of error codes that must lead to different outcomes. */
  readonly distinguish?: readonly (readonly string[])[];
}

/** What people write in `mvk.config.*`. */
export interface KitConfig {
  name?: string;
  /** Capability `answer`. */
  answerUrl?: string;
  /** Capability `webhook`. */
  webhookUrl?: string;
  /** Capability `signed`. `${NAME}` is read from the environment. */
  webhookSecret?: string;
  /** Capability `process`. */
  start?: {
    command: string;
    cwd?: string;
    env?: Record<string, string>;
    /** Ready once it gives a complete HTTP response; without it, once the targets do. */
    readyUrl?: string;
    /** Milliseconds until it must be ready; 15,000 unless given. */
    timeoutMs?: number;
    /** Another process may listen on the targets' ports, such as a reverse proxy in front; without it that is refused. */
    reuse?: boolean;
  };
  /** Files of PEM certificates that are trusted in targets, besides the public authorities. */
  tls?: { ca: string | string[] };
  /** Capability `state`: GET with `{call_id}` filled in shows what is stored for that call. */
  observe?: { callUrl: string };
  /** Capability `api`. */
  api?: { port?: number; triggers: Trigger[] };
  readiness?: {
    did?: string;
    applicationId?: string;
    production?: {
      answerUrl?: string;
      webhookUrl?: string;
      applicationId?: string;
      webhookSecret?: string;
      apiKey?: string;
    };
  };
  flow?: { maxDepth?: number; maxStates?: number; maxRequests?: number; digits?: string[] };
  /** Milliseconds. Defaults 1,000 each: ours, the documentation gives no number. A run may take 10 minutes unless given. */
  budgets?: { answerMs?: number; ackMs?: number; runMinutes?: number };
  /** Question number to reading, as in `mvk list --assumptions`. */
  assumptions?: Readings;
  baseline?: string;
  /** Folder of recorded exchanges. */
  fixtures?: string;
}
