import { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';
import { counted } from '../../spec/index.ts';
import { monotonic, pause } from '../clock.ts';
import { type Failure, failureOf } from './failure.ts';
import { type Connection, Client as OneConnection } from './undici.ts';

/** One request as it is put on one connection. */
export interface Sending {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | undefined;
  readonly pieces: number;
  readonly timeoutMs: number;
  readonly maxBytes: number;
  readonly close: boolean;
  readonly onSent: (() => void) | undefined;
  readonly closeAfterMs: number | undefined;
}

/** Either a whole response or a failure. */
export interface Attempt {
  readonly durationMs: number;
  readonly response: Response | undefined;
  readonly failure: Failure | undefined;
  /** The server closed an idle connection just as our request was sent: this is not a fault. */
  readonly stale: boolean;
}

interface Response {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Uint8Array;
}

const leftAlone: Failure = { kind: 'timeout', message: 'the kit closed the connection before the response' };

const connection: unique symbol = Symbol('connection');

/** Filled in by the connection that takes the request; `claim` says whether its socket carried a request before. */
interface Tracked extends Dispatcher.DispatchOptions {
  readonly [connection]?: { claim: () => boolean };
}

/**
 * A client of one connection that knows whether its socket is used. Counted here, since `bytesRead` of an error is
 * missing for a reset, and includes the handshake under TLS.
 */
export function trackedConnection(origin: URL | string, options: object): Connection {
  const client = new OneConnection(origin, options);
  let used = false;
  client.on('connect', () => {
    used = false;
  });
  const dispatch = client.dispatch.bind(client);
  client.dispatch = (request: Tracked, handler): boolean => {
    const tracked = request[connection];
    if (tracked) {
      tracked.claim = () => {
        const before = used;
        used = true;
        return before;
      };
    }
    return dispatch(request, handler);
  };
  return client;
}

/** Sends once. Rejects only for a fault of ours: a request that cannot be written, a client that is closed. */
export function attempt(dispatcher: Dispatcher, sending: Sending, connected: () => boolean): Promise<Attempt> {
  return new Promise((resolve, reject) => {
    const start = monotonic();
    const tracked = { claim: (): boolean => false };
    const chunks: Uint8Array[] = [];
    let controller: Dispatcher.DispatchController | undefined;
    let reused = false;
    let answered = false;
    let settled = false;
    let status: number | undefined;
    let headers: Record<string, string> = {};
    let received = 0;

    const settle = (response: Response | undefined, failure?: Failure, stale = false): void => {
      if (settled) return;
      settled = true;
      clearTimeout(timer);
      resolve({ durationMs: monotonic() - start, response, failure, stale });
    };
    const giveUp = (failure: Failure): void => {
      settle(undefined, failure);
      controller?.abort(new Error(failure.message));
    };
    const tooLarge = (): void =>
      giveUp({
        kind: 'too-large',
        message: `the body of a response with status ${status} is longer than ${sending.maxBytes} bytes`,
      });
    const timer = setTimeout(() => {
      const waited = `within ${Math.round(sending.timeoutMs)} ms`;
      // A request that waits for its turn has not failed to find the host, hence the question for other connections.
      if (!controller && !connected()) giveUp({ kind: 'not-found', message: `no connection was made ${waited}` });
      else giveUp({ kind: 'timeout', message: `no complete response came ${waited}${progressOf(status, received)}` });
    }, sending.timeoutMs);

    const options: Tracked = {
      method: sending.method as Dispatcher.HttpMethod,
      path: sending.path,
      headers: sending.headers,
      body: bodyOf(sending),
      headersTimeout: 0,
      bodyTimeout: 0,
      ...(sending.close ? { reset: true } : {}),
      [connection]: tracked,
    };
    dispatcher.dispatch(options, {
      onRequestStart(started) {
        controller = started;
        if (settled) return started.abort(new Error('the deadline has passed'));
        reused = tracked.claim();
        // undici writes in the same turn, right after this call.
        if (sending.onSent) setImmediate(sending.onSent);
        if (sending.closeAfterMs !== undefined)
          setImmediate(() => setTimeout(() => giveUp(leftAlone), sending.closeAfterMs));
      },
      onResponseStarted() {
        answered = true;
      },
      onResponseStart(started, code) {
        if (code < 200) return;
        status = code;
        headers = flat(started.rawHeaders);
        if (sending.method !== 'HEAD' && Number(headers['content-length']) > sending.maxBytes) tooLarge();
      },
      onResponseData(_, chunk) {
        received += chunk.length;
        if (received > sending.maxBytes) return tooLarge();
        chunks.push(chunk);
      },
      onResponseEnd() {
        if (status !== undefined) settle({ status, headers, bytes: Buffer.concat(chunks) });
      },
      onResponseError(_, error) {
        const length = headers['content-length'];
        const declared = length === undefined ? undefined : Number(length);
        const failure = failureOf(error, { started: controller !== undefined, status, received, declared });
        if (failure) return settle(undefined, failure, failure.kind === 'cut' && reused && !answered);
        clearTimeout(timer);
        settled = true;
        reject(error);
      },
    });
  });
}

/** Milliseconds between two pieces of a body: enough that the other side reads them one by one. */
const betweenMs = 20;

function bodyOf({ body, pieces }: Sending): Uint8Array | Readable | null {
  if (!body || pieces <= 1) return body ?? null;
  const whole = body;
  const size = Math.ceil(whole.length / pieces);
  async function* inTurn(): AsyncGenerator<Uint8Array, void, undefined> {
    for (let start = 0; start < whole.length; start += size) {
      if (start > 0) await pause(betweenMs);
      yield whole.subarray(start, start + size);
    }
  }
  return Readable.from(inTurn());
}

/** How far a response had come when the time was over. */
function progressOf(status: number | undefined, received: number): string {
  if (status === undefined) return '';
  return `: status ${status} came, and ${counted(received, 'byte')} of a body that did not end`;
}

/** Names in lower case, since `Set-Cookie` and `set-cookie` are one header; bytes as latin1, so that none is lost. */
function flat(raw: Dispatcher.DispatchController['rawHeaders']): Record<string, string> {
  const headers = new Map<string, string>();
  const items = Array.isArray(raw) ? raw : [];
  for (let index = 0; index + 1 < items.length; index += 2) {
    const name = (items[index] ?? '').toString('latin1').toLowerCase();
    const value = (items[index + 1] ?? '').toString('latin1');
    const before = headers.get(name);
    headers.set(name, before === undefined ? value : `${before}, ${value}`);
  }
  return Object.fromEntries(headers);
}
