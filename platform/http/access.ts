import type { BenchOptions } from '../../spec/index.ts';

type Headers = Readonly<Record<string, string>>;

/** The headers that get a request through to a protected target, for each origin of the targets and no other. */
export type Access = (origin: string) => Headers | undefined;

/** What stands in an exchange for the value of such a header. */
const hidden = '<redacted>';

/** For a client of the targets; `more` are the URLs of further targets, such as one that a flag names. */
export function accessing(
  options: Pick<BenchOptions, 'access' | 'answerUrl' | 'webhookUrl' | 'observe' | 'start' | 'api'>,
  more: readonly (string | undefined)[] = [],
): { readonly access?: Access } {
  const headers = accessHeaders(options.access);
  if (Object.keys(headers).length === 0) return {};
  const { answerUrl, webhookUrl, observe, start, api } = options;
  const triggered = (api?.triggers ?? []).map(({ request }) => request?.url);
  const urls = [answerUrl, webhookUrl, observe?.callUrl, start?.readyUrl, ...triggered, ...more];
  const origins = new Set(urls.filter((url) => url !== undefined).map((url) => new URL(url).origin));
  return { access: (origin) => (origins.has(origin) ? headers : undefined) };
}

function accessHeaders({ headers = {}, cookies = {}, basicAuth }: NonNullable<BenchOptions['access']> = {}): Headers {
  const pairs = Object.entries(cookies).map(([name, value]) => `${name}=${value}`);
  return {
    ...headers,
    ...(pairs.length > 0 && { Cookie: pairs.join('; ') }),
    ...(basicAuth !== undefined && { Authorization: `Basic ${Buffer.from(basicAuth).toString('base64')}` }),
  };
}

/** The headers of a request with those of its target. What the request says itself comes first, and cookies are joined. */
export function withAccess(own: Headers, access: Headers): Headers {
  const given = new Map(Object.entries(own).map(([name, value]) => [name.toLowerCase(), { name, value }]));
  const all: Record<string, string> = { ...own };
  for (const [name, value] of Object.entries(access)) {
    const before = given.get(name.toLowerCase());
    const isCookie = name.toLowerCase() === 'cookie';
    if (!before) all[name] = value;
    else if (isCookie) all[before.name] = `${value}; ${before.value}`;
    // The copy of a recording has only the mark.
    else if (before.value.includes(hidden)) all[before.name] = value;
  }
  return all;
}

/** The same as it is shown: an exchange never holds the values of the access. */
export function accessShown(own: Headers, access: Headers): Headers {
  return withAccess(own, Object.fromEntries(Object.keys(access).map((name) => [name, hidden])));
}
