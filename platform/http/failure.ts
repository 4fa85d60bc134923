import type { FailureKind } from '../../spec/index.ts';

export interface Failure {
  readonly kind: FailureKind;
  readonly message: string;
  /** What the process of the integration wrote last, where it ended. */
  readonly output?: string;
}

/** How far a request had come when it failed. */
interface Progress {
  /** A connection was made and the request was put on it. */
  readonly started: boolean;
  /** Status of the response and bytes of its body so far. */
  readonly status: number | undefined;
  readonly received: number;
  readonly declared: number | undefined;
}

const unreachable = [
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'EADDRNOTAVAIL',
];
const cut = ['ECONNRESET', 'EPIPE', 'ECONNABORTED'];
/** What a certificate lacks, and what to do about it. */
const untrusted: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: 'name its file by tls.ca in the configuration',
  SELF_SIGNED_CERT_IN_CHAIN: 'name the file of its authority by tls.ca in the configuration',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'name the file of its authority by tls.ca in the configuration',
  UNABLE_TO_GET_ISSUER_CERT: 'name the file of its authority by tls.ca in the configuration',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'name the file of its authority by tls.ca in the configuration',
  ERR_TLS_CERT_ALTNAME_INVALID: 'write a host name in the URL that the certificate is for',
  CERT_HAS_EXPIRED: 'make a new one',
  CERT_NOT_YET_VALID: 'make a new one, or set the clock',
};
/** What OpenSSL says where plain HTTP answers its greeting. */
const plain = ['ERR_SSL_WRONG_VERSION_NUMBER', 'ERR_SSL_PACKET_LENGTH_TOO_LONG', 'ERR_SSL_HTTP_REQUEST'];
const ours = [
  'UND_ERR_INVALID_ARG',
  'UND_ERR_NOT_SUPPORTED',
  'UND_ERR_REQ_CONTENT_LENGTH_MISMATCH',
  'UND_ERR_DESTROYED',
  'UND_ERR_CLOSED',
  'EMFILE',
  'ENFILE',
];

/** Names what an error of the HTTP client says about the other side; `undefined` when the fault is on our side. */
export function failureOf(error: Error, progress: Progress): Failure | undefined {
  const codes = codesOf(error);
  if (codes.some((code) => ours.includes(code))) return undefined;
  return { kind: kindOf(error, codes, progress), message: messageOf(error, codes) };
}

function kindOf(error: Error, codes: readonly string[], progress: Progress): FailureKind {
  const has = (known: readonly string[]): boolean => codes.some((code) => known.includes(code));
  // One name can have several addresses (localhost: ::1 and 127.0.0.1); one refusal shows that the host is there.
  if (has(['ECONNREFUSED'])) return 'refused';
  if (has([...Object.keys(untrusted), ...plain])) return 'untrusted';
  if (has(unreachable)) return 'not-found';
  if (has(['ETIMEDOUT'])) return progress.started ? 'timeout' : 'not-found';
  if (has(['UND_ERR_HEADERS_OVERFLOW'])) return 'too-large';
  if (has(cut)) return 'cut';
  // undici gives parser errors no code: this one means the end came within a chunked body.
  if (/\(Invalid EOF state\)/.test(error.message)) return 'cut';
  // undici reports an unasked 100 Continue and an unasked upgrade as errors of the socket.
  if (has(['UND_ERR_SOCKET'])) return /^bad (response|upgrade)/.test(error.message) ? 'invalid' : 'cut';
  if (has(['UND_ERR_RES_CONTENT_LENGTH_MISMATCH'])) return endedEarly(progress) ? 'cut' : 'invalid';
  return 'invalid';
}

/** A 204 or 304 has no body, so a Content-Length that promises one is wrong in itself and nothing was cut. */
function endedEarly({ status, received, declared }: Progress): boolean {
  return status !== 204 && status !== 304 && declared !== undefined && received < declared;
}

function codesOf(error: Error): string[] {
  const inner = error instanceof AggregateError ? error.errors.filter((each) => each instanceof Error) : [];
  const own = 'code' in error && typeof error.code === 'string' ? [error.code] : [];
  return [...own, ...inner.flatMap(codesOf)];
}

/** What the client's own words leave open. */
const plainer: Readonly<Record<string, string>> = {
  'Headers Overflow Error': 'the headers of the response are longer than 16 KiB',
  'other side closed': 'the connection was closed before the response was complete',
  'read ECONNRESET': 'the connection was reset before the response was complete (ECONNRESET)',
  'bad response': 'a 100 Continue came although the request did not ask for it',
  'bad upgrade': 'it switched protocols although the request did not ask for it',
};

function messageOf(error: Error, codes: readonly string[]): string {
  if (error instanceof AggregateError) {
    const messages = error.errors.map((each) => (each instanceof Error ? each.message : String(each)));
    if (messages.length > 0) return messages.join('; ');
  }
  if (codes.some((code) => plain.includes(code))) return 'it does not speak TLS; write http:// in place of https://';
  const remedy = codes.map((code) => untrusted[code]).find((each) => each !== undefined);
  if (remedy !== undefined) return `its certificate is not trusted (${error.message}); ${remedy}`;
  return plainer[error.message] ?? (error.message || codes[0] || error.name);
}
