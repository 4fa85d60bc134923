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
    /** The integration is ready once this URL gives a complete HTTP response (default: once the targets do). */
    readyUrl?: string;
    /** Maximum milliseconds until it is ready (default 15,000). */
    timeoutMs?: number;
    /** Another process may listen on the ports of the targets, such as a reverse proxy in front (default: refused). */
    reuse?: boolean;
  };
  /** Sent with each request to a target: what a protected deployment asks of its callers. `basicAuth` is `user:password`. */
  access?: { headers?: Record<string, string>; cookies?: Record<string, string>; basicAuth?: string };
  /** Files of PEM certificates to trust in addition to the public authorities. */
  tls?: { ca: string | string[] };
  /** Capability `state`: URL with `{call_id}`; a GET shows what the integration stores for that call. */
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
  /** `answerMs` and `ackMs` in milliseconds (default 1,000: our choice, the documentation gives no number); `runMinutes` (default 10). */
  budgets?: { answerMs?: number; ackMs?: number; runMinutes?: number };
  /** Readings of open questions, by number: see `mvk list --assumptions`. */
  assumptions?: Readings;
  baseline?: string;
  /** Folder of recorded exchanges. */
  fixtures?: string;
}
