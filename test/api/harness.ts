import { connect } from 'node:net';
import type { Api } from '../../platform/api/api.ts';
import { type ServerOptions, startApi } from '../../platform/api/http/server.ts';
import { type OperationId, operations } from '../../spec/index.ts';

export const testKey = 'mv_test_harness-key-000000000001';
export const from = '+12025550100';
export const to = '+12025550102';
export const window = 'from=2000-01-01T00:00:00Z&to=2100-01-01T00:00:00Z';

export interface Heard {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: Record<string, unknown> & { readonly error?: { readonly code: string; readonly message: string } };
}

interface Asking {
  /** Text is sent as it is, anything else as JSON. */
  readonly body?: unknown;
  /** Null sends none. */
  readonly key?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

export interface TestApi {
  readonly api: Api;
  ask(method: string, path: string, asking?: Asking): Promise<Heard>;
}

/** Opens an API for one test. */
export async function withApi<T>(use: (open: TestApi) => Promise<T>, options: Partial<ServerOptions> = {}): Promise<T> {
  const api = await startApi({ apiKey: testKey, answerUrl: 'http://127.0.0.1:9/answer', ...options });
  try {
    return await use({ api, ask: (...what) => askAt(api.baseUrl, ...what) });
  } finally {
    await api.close();
  }
}

export async function askAt(
  baseUrl: string,
  method: string,
  path: string,
  { body, key = testKey, headers, signal }: Asking = {},
): Promise<Heard> {
  const response = await fetch(baseUrl + path, {
    method,
    ...(signal && { signal }),
    headers: {
      ...(key !== null && { Authorization: `Bearer ${key}` }),
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type') === 'application/json' && text !== '';
  return { status: response.status, headers: response.headers, text, json: isJson ? JSON.parse(text) : {} };
}

/** A request of each operation that succeeds in a new world. */
export const good: Readonly<Record<OperationId, readonly [path: string, body?: unknown]>> = {
  createApplication: ['/applications', { name: 'Support IVR', answer_url: 'https://example.com/answer' }],
  listApplications: ['/applications'],
  createCall: ['/calls', { from, to }],
  getCall: ['/calls/call_123'],
  controlRecording: ['/calls/call_active/recordings', { action: 'start' }],
  getCallAi: ['/calls/call_123/ai'],
  getCallTranscription: ['/calls/call_123/transcription'],
  getCallAiSummary: ['/calls/call_123/ai-summary'],
  getCallAiScore: ['/calls/call_123/ai-score'],
  getCallAiTopics: ['/calls/call_123/ai-topics'],
  getDid: ['/dids/did_123'],
  getDidByNumber: ['/dids/by-number/+15551230001'],
  createTrunk: ['/trunks', { name: 'primary-outbound', proxy: 'sip.example.net' }],
  getUsage: [`/usage?${window}`],
};

export function askGood({ ask }: TestApi, id: OperationId, asking: Asking = {}): Promise<Heard> {
  const [path, body] = good[id];
  return ask(operations[id].method, path, { ...(body !== undefined && { body }), ...asking });
}

/** What comes back for bytes that no client would send, until the connection is closed. */
export function rawly(port: number, bytes: string | Buffer, timeoutMs = 5_000): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' }, () => socket.write(bytes));
    let heard = '';
    socket.setEncoding('utf8').on('data', (text) => {
      heard += text;
    });
    const end = () => {
      socket.destroy();
      resolve(heard);
    };
    socket.once('close', end).once('error', end).setTimeout(timeoutMs, end);
  });
}

export function portOf({ baseUrl }: Api): number {
  return Number(new URL(baseUrl).port);
}

/** The bytes of a GET, after which the connection is closed. */
export function askPlainly(target: string, host = '127.0.0.1'): string {
  return `GET ${target} HTTP/1.1\r\nHost: ${host}\r\nAuthorization: Bearer ${testKey}\r\nConnection: close\r\n\r\n`;
}

export function statusOf(heard: string): number {
  return Number(/^HTTP\/1\.1 (\d{3})/.exec(heard)?.[1]);
}

export function codeOf(heard: string): string | undefined {
  return /"code":"([^"]+)"/.exec(heard)?.[1];
}
