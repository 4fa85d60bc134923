import type { ClientRequest } from 'node:http';
import { createRequire, syncBuiltinESMExports } from 'node:module';
import nock from 'nock';
import type { ApiRequest } from '../platform/api/api.ts';

/** Gives a request what it is to have; `byFetch` where it was made by the global fetch, not by node:http. */
type Answer = (request: ApiRequest, byFetch: boolean) => Promise<nock.ReplyFnResult>;

const tested = '14.0.17';
const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;

/** Answers every request to an origin in this process, until the function that it returns is called. */
export function intercept(origin: string, answer: Answer): () => void {
  assertUsable();
  if (!nock.isActive()) nock.activate();
  // nock replaces members of node:http; without this, `import { request } from 'node:http'` would not see it.
  syncBuiltinESMExports();
  const scope = nock(origin).persist();
  const came = new WeakMap<ClientRequest, ApiRequest>();
  scope.on('request', (incoming: nock.ReplyFnContext['req'], _: nock.Interceptor, body: string) => {
    const { method, path: target } = incoming;
    came.set(incoming, { method, target, headers: textsOf(incoming.headers), body: Buffer.from(body) });
    // nock parses a body that is labelled as JSON before it asks us, and one that is not JSON would end the process.
    delete incoming.headers['content-type'];
  });
  const interceptors = methods.map((method) => {
    const interceptor = scope.intercept(/^/, method);
    interceptor.reply(async function () {
      const request = came.get(this.req);
      if (!request) throw new Error('nock did not announce the request');
      // node:http always says what is to become of the connection; fetch never does.
      return answer(request, request.headers.connection === undefined);
    });
    return interceptor;
  });
  return () => {
    for (const interceptor of interceptors) nock.removeInterceptor(interceptor);
    // nock refuses what goes to a host whose last interceptor was removed, until it forgets the host.
    if (nock.activeMocks().length === 0) nock.cleanAll();
  };
}

function assertUsable(): void {
  const version = installedVersion();
  if (version !== tested) {
    throw new Error(`minivoice-conformance/nock needs nock ${tested}, not ${version}: npm install -D nock@${tested}`);
  }
  if (process.env.NOCK_OFF === 'true') throw new Error('nock is switched off by the environment: NOCK_OFF is "true"');
}

/** Later versions do not let others read their package.json. */
function installedVersion(): string {
  try {
    return (createRequire(import.meta.url)('nock/package.json') as { readonly version: string }).version;
  } catch {
    return 'a later one';
  }
}

function textsOf(headers: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  const entries = Object.entries(headers);
  return Object.fromEntries(
    entries.map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : `${value}`]),
  );
}

const loopback = /^(?:localhost|127\.0\.0\.1|\[?::1\]?)(?::\d+)?$/;
let refusing = 0;

/** Refuses connections to other machines, until the function that it returns is called. */
export function refuseOutside(): () => void {
  refusing += 1;
  nock.disableNetConnect();
  nock.enableNetConnect(loopback);
  return () => {
    refusing -= 1;
    if (refusing === 0) nock.enableNetConnect();
  };
}
