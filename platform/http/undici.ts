import { createRequire } from 'node:module';
import type * as undici from 'undici';

const load = createRequire(import.meta.url);

/** Two classes of undici by their files: its index would also load fetch, WebSocket and caches, three quarters of the time that it takes. */
export const Client = load('undici/lib/dispatcher/client.js') as typeof undici.Client;
export const Pool = load('undici/lib/dispatcher/pool.js') as typeof undici.Pool;
export type Connection = undici.Client;
export type Connections = undici.Pool;
