import type { Bench } from '../../platform/bench.ts';
import type { Received } from '../../platform/http/client.ts';
import { isRecord } from '../../spec/index.ts';
import { Blocked } from '../requirement.ts';
import { sameUrl, type Target, targetsOf } from './targets.ts';

/** What the API said. */
export interface Read {
  readonly status: number;
  readonly body: unknown;
  readonly exchange: Received;
}

/** An application as the API lists it. */
export type Listed = Readonly<Record<string, unknown>>;

/** The only door to the API of MiniVoice, and it reads: production keys pass here. */
export function read(bench: Bench, path: `/${string}`): Promise<Read> {
  return bench.once(`GET ${path}`, async () => {
    const { api } = bench.options.readiness ?? {};
    if (!api) throw new Blocked('there is no API key (MINIVOICE_API_KEY)');
    const headers = { Authorization: `Bearer ${api.key}`, Accept: 'application/json' };
    const exchange = await bench.send({ method: 'GET', url: `${api.baseUrl}${path}`, headers });
    const { response, failure } = exchange;
    const place = `GET ${path} of the API`;
    if (!response) throw new Blocked(`${place} gave no response (${failure?.message ?? 'unknown'})`);
    const { status } = response;
    if (status === 401 || status === 403) {
      throw new Blocked(`${place} answered ${status}: MINIVOICE_API_KEY is not accepted`);
    }
    const body = jsonIn(response.body);
    const isAnswer = (status === 200 || status === 404) && isRecord(body);
    if (!isAnswer) throw new Blocked(`${place} answered ${status} and no JSON object of the API`);
    return { status, body, exchange };
  });
}

/** Every application that the key may see. `isWhole` is false where the list is shorter than its count (Q79). */
export async function applications(
  bench: Bench,
): Promise<Read & { readonly list: readonly Listed[]; readonly isWhole: boolean }> {
  const found = await read(bench, '/applications');
  const { data, count } = found.body as Readonly<Record<string, unknown>>;
  if (found.status !== 200 || !Array.isArray(data)) {
    throw new Blocked(`GET /applications of the API answered ${found.status} without a list`);
  }
  const list = data.filter(isRecord);
  return { ...found, list, isWhole: typeof count !== 'number' || count <= list.length };
}

/** Whether an application has exactly the URLs of the deployment. */
export function hasOurUrls(bench: Bench, application: Listed): boolean {
  return targetsOf(bench).every((target) => hasUrl(application, target));
}

export function hasUrl(application: Listed, { name, url }: Target): boolean {
  const listed = application[name];
  return typeof listed === 'string' && sameUrl(listed, url);
}

/** The id of the deployment's application: as it was declared, or as the API lists these URLs. */
export async function applicationId(bench: Bench): Promise<string | undefined> {
  const { applicationId: declared } = bench.options.readiness ?? {};
  if (declared !== undefined) return declared;
  const { list } = await applications(bench);
  const id = list.find((each) => hasOurUrls(bench, each))?.id;
  return typeof id === 'string' ? id : undefined;
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
